import { remedyOf, type GraphFailure } from '../../meta/graph-failure.ts';
import type { Platform } from '../../meta/customer-event.ts';
import type { GraphAccess } from '../../meta/graph.ts';
import { checkConversation } from './check-conversation.ts';
import type { GapDeps, GapPace } from './gap-deps.ts';
import { listChanged } from './list-changed.ts';
import type { Span } from './span.ts';

export type CheckEnd =
  | { readonly type: 'done'; readonly missed: number }
  /** `waitMs`: what Meta wants. */
  | { readonly type: 'later'; readonly because: string; readonly waitMs: number | undefined }
  /** Nothing can be compared until a person mends something. */
  | { readonly type: 'stopped'; readonly because: GraphFailure['type'] };

/** Older than the longest reply window is of no use to anybody. */
const farthestMs = 7 * 24 * 60 * 60_000;

/** While one list of conversations is read, one of them can move to its top, unseen; then the top is read again. */
const mostRounds = 5;

/** How often it is looked whether all that came is read, and for how long. */
const readPollMs = 250;
const mostPolls = 240;

/**
 * One comparison of what customers of a platform wrote with what their webhooks told: conversations that
 * changed since the last one, the longest waiting first; what nobody told is kept as if it had come. Killed
 * in between, the next one goes on behind the conversations that were done.
 */
export async function findMissed(
  deps: GapDeps & { readonly pace: GapPace },
  { platform, access }: { readonly platform: Platform; readonly access: GraphAccess },
  signal: AbortSignal,
): Promise<CheckEnd> {
  const { store, graph, clock, pace } = deps;
  const account = await graph.readAccount(access);
  if (account.type !== 'found') return endOf(account);
  const { value } = account;
  const isOnPage = access.kind === 'page' && platform === 'instagram';
  const accountId = isOnPage ? value.instagramId : value.accountId;
  if (accountId === undefined) return { type: 'done', missed: 0 };
  const startedAt = clock.now();
  const upTo = startedAt - pace.graceMs;
  const earliest = startedAt - farthestMs;
  const fresh = await store.beginCheck(platform, accountId, { at: upTo, earliest });
  const span: Span = {
    ...{ platform, access, accountId, ownIds: value.ownIds },
    ...{ since: fresh - pace.overlapMs, fresh, upTo },
  };
  if (!(await waitUntilRead(deps, startedAt, signal))) return later('unread');
  const looked = new Set<string>();
  let missed = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const since = round === 0 ? span.since : startedAt - pace.overlapMs;
    const changed = await listChanged(deps, span, since);
    if (changed.type !== 'found') return endOf(changed);
    const unlooked = changed.value.filter(({ conversationId }) => !looked.has(conversationId));
    if (unlooked.length === 0) break;
    for (const conversation of unlooked) {
      if (signal.aborted) return later('stopping');
      looked.add(conversation.conversationId);
      if (await store.isLooked(platform, conversation)) continue;
      const compared = await checkConversation(deps, span, conversation);
      if (compared.type !== 'compared') return endOf(compared);
      missed += compared.missed;
    }
  }
  await store.endCheck(platform, { checkedUpTo: upTo, looksFrom: upTo - 2 * pace.overlapMs });
  return { type: 'done', missed };
}

async function waitUntilRead(
  { oldestBodyAt, pause }: GapDeps,
  startedAt: number,
  signal: AbortSignal,
): Promise<boolean> {
  for (let poll = 0; poll < mostPolls && !signal.aborted; poll += 1) {
    const oldestAt = await oldestBodyAt();
    if (oldestAt === undefined || oldestAt > startedAt) return true;
    await pause(readPollMs, signal);
  }
  return false;
}

function endOf(failure: GraphFailure): CheckEnd {
  switch (remedyOf(failure)) {
    case 'again':
    case 'reconcile':
      return later(failure.type, failure.type === 'rateLimited' ? failure.waitMs : undefined);
    case 'pauseAccount':
    case 'giveUp':
      return { type: 'stopped', because: failure.type };
  }
}

function later(because: string, waitMs?: number): CheckEnd {
  return { type: 'later', because, waitMs };
}
