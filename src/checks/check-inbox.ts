import type { Check, Finding, Remedy } from '../lib/check.ts';
import type { Clock } from '../lib/clock.ts';
import type { Secret } from '../lib/secret.ts';
import type { Graph, GraphAccess } from '../meta/graph.ts';
import { remedyOf, type GraphFailure } from '../meta/graph-failure.ts';
import { missingFields } from '../meta/webhook-fields.ts';
import { bad, good, unknown, warning } from './finding.ts';

/** What customers wrote in some time, and how much of it no webhook told. */
type Loss = { readonly written: number; readonly missed: number; readonly percent: string };

/** How far what they wrote was compared with what came. */
export type InboxReading = {
  readonly day: Loss;
  readonly week: Loss;
  readonly isTrouble: boolean;
  readonly comparisons: readonly {
    readonly platform: string;
    readonly checkedUpTo: number;
    readonly trouble: string | undefined;
  }[];
};

export type InboxCheckDeps = {
  /** Keys of `.env` that are needed for what is set there, and are missing. */
  readonly missingKeys: readonly string[];
  readonly publicUrl: string | undefined;
  readonly accesses: readonly GraphAccess[];
  readonly graph: Pick<Graph, 'readAccount' | 'inspectToken' | 'readSubscription'>;
  readonly findRoute: (() => Promise<{ readonly chatId: number } | undefined>) | undefined;
  /** Whether the bot may make topics there; undefined where no bot runs. */
  readonly mayManage: ((chatId: number) => Promise<boolean>) | undefined;
  readonly readInbox: (() => Promise<InboxReading>) | undefined;
  /** The latest at which a token of Instagram Login ends, of which Meta does not say it; undefined: nobody knows. */
  readonly readTokenEnd: ((token: Secret) => Promise<number | undefined>) | undefined;
  /** The environment of the process gives that token, so it cannot be renewed. */
  readonly isTokenFixed: boolean;
  readonly clock: Clock;
};

/** Whether what customers of Messenger and Instagram write comes to us, and answers go out. */
export function inboxChecks(deps: InboxCheckDeps): readonly Check[] {
  const { findRoute, readInbox } = deps;
  const group = 'inbox';
  return [
    { ...{ id: 'inbox-settings', group }, run: () => Promise.resolve(judgeSettings(deps)) },
    { ...{ id: 'inbox-token', group }, run: () => judgeEach(deps, judgeToken) },
    {
      ...{ id: 'inbox-subscription', group, needs: ['inbox-token'] },
      run: () => judgeEach(deps, judgeSubscription),
    },
    ...(findRoute
      ? [{ ...({ id: 'inbox-route', group } as const), run: () => judgeRoute(deps, findRoute) }]
      : []),
    ...(readInbox
      ? [{ ...({ id: 'inbox-loss', group } as const), run: () => judgeLoss(deps, readInbox) }]
      : []),
  ];
}

const webhookPath = '/chats/webhook/facebook';

function judgeSettings({ missingKeys, publicUrl }: InboxCheckDeps): readonly Finding[] {
  const missing = missingKeys.map((key) => bad('check-inbox-key-missing', { key }));
  if (publicUrl === undefined) return [...missing, warning('check-inbox-no-address')];
  // Meta wants a certificate that everybody believes, and cannot come into a network of ours.
  const isForMeta = publicUrl.startsWith('https://') && !isOwnNetwork(new URL(publicUrl).hostname);
  const url = publicUrl + webhookPath;
  return [
    ...missing,
    isForMeta ? good('check-inbox-address', { url }) : bad('check-inbox-address-shut', { url }),
  ];
}

function isOwnNetwork(host: string): boolean {
  return /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[)/.test(host);
}

async function judgeEach(
  deps: InboxCheckDeps,
  judge: (deps: InboxCheckDeps, access: GraphAccess) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const access of deps.accesses) findings.push(...(await judge(deps, access)));
  return findings;
}

/** Source: Messenger Platform and Instagram Platform, "Permissions"; each token has those of its own kind. */
const neededScopes = ['pages_messaging', 'pages_manage_metadata'];

const soonMs = 10 * 24 * 60 * 60_000;

async function judgeToken(deps: InboxCheckDeps, access: GraphAccess): Promise<readonly Finding[]> {
  const { graph, clock } = deps;
  const account = await graph.readAccount(access);
  const of = { account: access.kind };
  if (account.type !== 'found') return [ofFailure(account, of)];
  const { name } = account.value;
  const known = good('check-inbox-token-good', { ...of, name });
  if (access.kind === 'instagramLogin') return [known, ...(await judgeLoginEnd(deps, access))];
  const token = await graph.inspectToken(access);
  // Where Meta does not tell it, the account itself has answered.
  if (token.type !== 'found') return [known];
  const { isValid, expiresAt, scopes } = token.value;
  if (!isValid) return [bad('check-inbox-token-dead', of)];
  const missing = neededScopes.filter((scope) => scopes.length > 0 && !scopes.includes(scope));
  const daysLeft = expiresAt === undefined ? Infinity : expiresAt - clock.now();
  return [
    ...(missing.length > 0
      ? [bad('check-inbox-scopes', { ...of, scopes: missing.join(', ') })]
      : [known]),
    ...(daysLeft < soonMs
      ? [warning('check-inbox-token-ends', { ...of, days: wholeDays(daysLeft) })]
      : []),
  ];
}

/** It is renewed every week, so that one that ends soon could not be. */
async function judgeLoginEnd(
  { readTokenEnd, isTokenFixed, clock }: InboxCheckDeps,
  { token }: GraphAccess,
): Promise<readonly Finding[]> {
  const endsAt = (await readTokenEnd?.(token)) ?? clock.now() + longestLifeMs;
  const daysLeft = endsAt - clock.now();
  const days = wholeDays(daysLeft);
  if (isTokenFixed) return [warning('check-inbox-token-fixed', { days })];
  if (daysLeft >= soonMs) return [];
  return [warning('check-inbox-token-unrenewed', { days })];
}

/** Source: Instagram Platform, "Refresh Access Token". */
const longestLifeMs = 60 * 24 * 60 * 60_000;

function wholeDays(ms: number): number {
  return Math.max(0, Math.floor(ms / (24 * 60 * 60_000)));
}

function ofFailure(failure: GraphFailure, of: { readonly account: string }): Finding {
  if (failure.type === 'tokenDead') return bad('check-inbox-token-dead', of);
  if (failure.type === 'wrongAppSecret') return bad('check-inbox-wrong-secret', of);
  const isPassing = ['again', 'reconcile'].includes(remedyOf(failure));
  return isPassing
    ? unknown('check-inbox-unreachable', of)
    : bad('check-inbox-token-refused', { ...of, because: failure.type });
}

async function judgeSubscription(
  { graph }: InboxCheckDeps,
  access: GraphAccess,
): Promise<readonly Finding[]> {
  const { kind } = access;
  const subscription = await graph.readSubscription(access);
  if (subscription.type !== 'found') {
    return [
      unknown('check-inbox-subscription-unseen', { account: kind, because: subscription.type }),
    ];
  }
  const missing = missingFields(kind, subscription.value.fields);
  if (missing.length === 0) return [];
  const args = { account: kind };
  const remedy: Remedy = { type: 'action', action: 'inbox.subscribe', args };
  return missing.includes('messages')
    ? [bad('check-inbox-deaf', args, remedy)]
    : [warning('check-inbox-fields', { ...args, fields: missing.join(', ') }, remedy)];
}

async function judgeRoute(
  { mayManage }: InboxCheckDeps,
  findRoute: NonNullable<InboxCheckDeps['findRoute']>,
): Promise<readonly Finding[]> {
  const route = await findRoute();
  if (!route) return [bad('check-inbox-no-group')];
  if (!mayManage || (await mayManage(route.chatId))) return [];
  return [bad('check-inbox-no-topics')];
}

/** Ten minutes are usual; after so long something holds it up. */
const longAgoMs = 60 * 60_000;

async function judgeLoss(
  { clock }: InboxCheckDeps,
  readInbox: NonNullable<InboxCheckDeps['readInbox']>,
): Promise<readonly Finding[]> {
  const { day, week, isTrouble, comparisons } = await readInbox();
  const held = comparisons.flatMap(({ platform, checkedUpTo, trouble }) => {
    if (trouble === 'notPermitted') return [bad('check-inbox-compare-refused', { platform })];
    if (clock.now() - checkedUpTo < longAgoMs) return [];
    const minutes = Math.floor((clock.now() - checkedUpTo) / 60_000);
    return [warning('check-inbox-compare-late', { platform, minutes, because: trouble ?? '' })];
  });
  const { written, missed, percent } = day;
  const args = {
    ...{ written, missed, percent },
    ...{ weekWritten: week.written, weekMissed: week.missed, weekPercent: week.percent },
  };
  return [
    isTrouble ? warning('check-inbox-loss-high', args) : good('check-inbox-loss-told', args),
    ...held,
  ];
}
