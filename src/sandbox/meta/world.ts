import { createHash } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { createSignal, type Signal } from '../telegram/signal.ts';

export type Platform = 'messenger' | 'instagram';

/** A page, or an Instagram account that is tied to one or stands alone. */
export type Account = {
  readonly platform: Platform;
  /** The page's id, or the Instagram account's: `entry.id` of its webhooks. */
  readonly id: string;
  readonly name: string;
  /** The page whose token speaks for it; undefined: Instagram Login. */
  readonly pageId: string | undefined;
  /** Fields that the app is subscribed to; empty: none of its webhooks come. */
  fields: readonly string[];
};

export type SentAttachment = {
  readonly type: string;
  readonly url: string;
  readonly title?: string;
  readonly stickerId?: number;
  readonly coordinates?: { readonly lat: number; readonly long: number };
};

export type Message = {
  readonly mid: string;
  readonly from: 'customer' | 'account';
  readonly at: number;
  text: string;
  readonly attachments: readonly SentAttachment[];
  readonly replyTo: string | undefined;
  /** What came with the send. */
  readonly metadata: string | undefined;
  readonly appId: string | undefined;
  readonly messagingType: string;
  readonly tag: string | undefined;
  isDeleted: boolean;
  edits: number;
  /** Emoji of each side. */
  readonly reactions: Map<'customer' | 'account', string>;
};

export type Customer = {
  readonly account: Account;
  /** PSID or IGSID: of this account only. */
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly messages: Message[];
  /** What opened the reply window last. */
  lastSaidAt: number | undefined;
  hasBlocked: boolean;
  /** Without a profile the Graph API answers 100/33, as it does for some. */
  hasProfile: boolean;
};

export type StoredFile = { readonly bytes: Buffer; readonly contentType: string };

/** All that the emulated Meta knows. */
export type World = {
  readonly clock: Clock;
  readonly accounts: Account[];
  readonly customers: Customer[];
  /** What was uploaded, by attachment id, and the account it was for. */
  readonly uploads: Map<
    string,
    { readonly pageId: string; readonly type: string; readonly url: string }
  >;
  /** What its CDN has, by path. */
  readonly files: Map<string, StoredFile>;
  readonly nextId: () => string;
  readonly nextMid: (platform: Platform) => string;
  /** Something that a customer can see is different. */
  readonly changed: Signal;
  /** Never the same twice. */
  readonly now: () => number;
};

export function createWorld(clock: Clock): World {
  let count = 0;
  let last = 0;
  return {
    clock,
    accounts: [],
    customers: [],
    uploads: new Map(),
    files: new Map(),
    changed: createSignal(),
    nextId: () => {
      count += 1;
      return String(7_200_000_000_000_000 + count);
    },
    nextMid: (platform) => {
      count += 1;
      const text = createHash('sha512').update(String(count)).digest('base64url');
      return platform === 'messenger' ? `m_${text}` : `aWdfZAG1faXRlbToxOklH${text}`;
    },
    now: () => {
      last = Math.max(last + 1, clock.now());
      return last;
    },
  };
}

/** What a token of the page, or of the account, speaks for. */
export function accountsOf(world: World, ownerId: string): readonly Account[] {
  return world.accounts.filter(({ id, pageId }) => id === ownerId || pageId === ownerId);
}

export function newMessage(
  world: World,
  customer: Customer,
  given: Pick<Message, 'from'> & Partial<Omit<Message, 'from'>>,
): Message {
  const message: Message = {
    ...{ mid: world.nextMid(customer.account.platform), at: world.now(), text: '' },
    ...{ attachments: [], replyTo: undefined, metadata: undefined, appId: undefined },
    ...{ messagingType: '', tag: undefined, isDeleted: false, edits: 0, reactions: new Map() },
    ...given,
  };
  customer.messages.push(message);
  world.changed.emit();
  if (message.from === 'customer') customer.lastSaidAt = message.at;
  return message;
}
