import { systemClock, type Clock } from '../../lib/clock.ts';
import { actsOf, colleagueActsOf, echoOf, type Acts, type ColleagueActs } from './customers.ts';
import { createFaults, type Faults } from './faults.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import { createGraphServer, listenOnLoopback, type CallRecord } from './server.ts';
import type { Sent } from './send-message.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';
import {
  createWorld,
  type Account,
  type Customer,
  type Message,
  type Platform,
  type World,
} from './world.ts';

export type MetaOptions = {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly appId?: string;
  readonly appSecret?: string;
  /** Makes the tokens of this run unlike those of any other. */
  readonly tokenNoise?: string;
  /** Meta's own clock: windows, expiry, patience. */
  readonly clock?: Clock;
  /** Calls without `appsecret_proof` are refused, as an app can ask for. */
  readonly isProofRequired?: boolean;
  readonly hasHumanAgent?: boolean;
};

/** When the webhook with what was sent comes, and how often. */
export type EchoBehaviour = { readonly when: 'before' | 'after' | 'never'; readonly times: number };

/** An emulated Meta on a local socket: one app, any number of pages, Instagram accounts and customers. */
export type MetaEmulator = {
  /** For the product: `FACEBOOK_GRAPH_ROOT`, `INSTAGRAM_GRAPH_ROOT`. */
  readonly graphRoot: string;
  readonly instagramRoot: string;
  readonly cdnRoot: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly world: World;
  /** A page; `instagram` ties an Instagram account to it. Subscribed to every field. */
  readonly createPage: (page: { readonly name: string; readonly instagram?: string }) => {
    readonly page: Account;
    readonly instagram: Account | undefined;
    readonly token: string;
  };
  /** An Instagram account through Instagram Login. */
  readonly createInstagramAccount: (username: string) => {
    readonly instagram: Account;
    readonly token: string;
  };
  readonly createCustomer: (account: Account, name: string, username?: string) => ActingCustomer;
  readonly webhooks: Webhooks;
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly faults: Faults;
  /** Every call to the Graph API, oldest first. */
  readonly calls: readonly CallRecord[];
  readonly setEchoes: (behaviour: Partial<EchoBehaviour>) => void;
  readonly setHumanAgent: (isApproved: boolean) => void;
  readonly close: () => Promise<void>;
};

export type ActingCustomer = Acts & {
  readonly customer: Customer;
  /** An employee who answers in Meta's own app. */
  readonly colleague: ColleagueActs;
  /** What the customer sees of the account, oldest first. */
  readonly received: () => readonly Message[];
};

/** A send is answered at last though the webhook before it is not. */
const longestEchoMs = 2000;

const messengerFields = [
  ...['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes'],
  ...['message_edits', 'message_reactions', 'messaging_referrals', 'messaging_optins', 'standby'],
];
const instagramFields = [
  ...['messages', 'message_reactions', 'messaging_postbacks', 'messaging_seen'],
  ...['messaging_referral', 'message_edits', 'standby'],
];

/** Starts it on 127.0.0.1. */
export async function startMetaEmulator(options: MetaOptions = {}): Promise<MetaEmulator> {
  const { clock = systemClock, appId = '440044004400', isProofRequired = false } = options;
  const appSecret = options.appSecret ?? '5ec2e75ec2e75ec2e75ec2e75ec2e7ab';
  const world = createWorld(clock);
  const webhooks = createWebhooks(clock, appSecret);
  const tokens = createTokens({
    ...{ clock, appId, appSecret, isProofRequired, noise: options.tokenNoise },
    isInstagram: (ownerId) =>
      world.accounts.some((one) => one.id === ownerId && one.platform === 'instagram'),
  });
  const limits = createRateLimits(clock);
  const faults = createFaults();
  const calls: CallRecord[] = [];
  const stopping = new AbortController();
  let echoes: EchoBehaviour = { when: 'after', times: 1 };
  let hasHumanAgent = options.hasHumanAgent ?? false;
  let root = '';
  const cdnRoot = (): string => `${root}/cdn`;

  const tell = (when: EchoBehaviour['when'], { customer, message }: Sent): void => {
    if (!message || when !== echoes.when) return;
    for (let time = 0; time < echoes.times; time += 1) webhooks.tell(echoOf(customer, message));
  };

  const server = createGraphServer({
    ...{ world, appId, tokens, limits, faults, calls, cdnRoot },
    hasHumanAgent: () => hasHumanAgent,
    onSent: async (sent) => {
      tell('before', sent);
      if (sent.message && echoes.when === 'before')
        await Promise.race([webhooks.idle(), waitFor(longestEchoMs, stopping.signal)]);
    },
    onAnswered: (sent) => {
      tell('after', sent);
      const { customer, message } = sent;
      if (!message || customer.account.platform !== 'messenger') return;
      webhooks.tell({
        account: customer.account,
        field: 'message_deliveries',
        item: {
          ...{ sender: { id: customer.id }, recipient: { id: customer.account.id } },
          ...{ timestamp: world.now(), delivery: { mids: [message.mid], watermark: message.at } },
        },
      });
    },
    pause: (ms) => waitFor(ms, stopping.signal),
  });
  root = `http://127.0.0.1:${await listenOnLoopback(server, options.port ?? 0)}`;

  const addAccount = (platform: Platform, name: string, pageId: string | undefined): Account => {
    const fields = platform === 'messenger' ? messengerFields : instagramFields;
    const account: Account = { platform, id: world.nextId(), name, pageId, fields };
    world.accounts.push(account);
    return account;
  };

  return {
    ...{ graphRoot: root, instagramRoot: `${root}/instagram`, cdnRoot: cdnRoot() },
    ...{ appId, appSecret, world, webhooks, tokens, limits, faults, calls },
    createPage: ({ name, instagram }) => {
      const page = addAccount('messenger', name, undefined);
      return {
        page,
        instagram:
          instagram === undefined ? undefined : addAccount('instagram', instagram, page.id),
        token: tokens.issue(page.id),
      };
    },
    createInstagramAccount: (username) => {
      const instagram = addAccount('instagram', username, undefined);
      return { instagram, token: tokens.issue(instagram.id) };
    },
    createCustomer: (account, name, username = name.toLowerCase().replaceAll(' ', '.')) => {
      const customer: Customer = {
        ...{ account, id: world.nextId(), name, username, messages: [] },
        ...{ lastSaidAt: undefined, hasBlocked: false, hasProfile: true },
      };
      world.customers.push(customer);
      return {
        ...actsOf({ world, webhooks, cdnRoot }, customer),
        customer,
        colleague: colleagueActsOf({ world, webhooks }, customer),
        received: () =>
          customer.messages.filter(({ from, isDeleted }) => from === 'account' && !isDeleted),
      };
    },
    setEchoes: (behaviour) => {
      echoes = { ...echoes, ...behaviour };
    },
    setHumanAgent: (isApproved) => {
      hasHumanAgent = isApproved;
    },
    close: async () => {
      stopping.abort();
      await webhooks.close();
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A pause that ends with the emulator. */
function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
