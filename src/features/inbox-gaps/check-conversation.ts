import { remedyOf, type GraphFailure } from '../../meta/graph-failure.ts';
import type { Found } from '../../meta/graph.ts';
import { fetchedItem, unseenItem, type ShownMessage } from './fetched-item.ts';
import type { GapDeps } from './gap-deps.ts';
import type { Conversation } from './list-changed.ts';
import { isAfter, type Span } from './span.ts';

/** Only the newest twenty are shown in full; further back it can only be said that there was something. */
const mostPages = 4;

/**
 * What stands in one conversation and was never told is kept, in its order. Answers are compared too: one
 * that was given in Meta's own app belongs into the topic, and ours are known by their ids.
 */
export async function checkConversation(
  deps: GapDeps,
  span: Span,
  conversation: Conversation,
): Promise<{ readonly type: 'compared'; readonly missed: number } | GraphFailure> {
  const { store, log } = deps;
  const { platform, accountId, upTo } = span;
  const shown = await readSpan(deps, span, conversation.conversationId);
  if (shown.type !== 'found') {
    // One conversation that Meta does not show must not hold up the others.
    if (remedyOf(shown) !== 'giveUp') return shown;
    log.warn({ platform, because: shown.type }, 'a conversation cannot be compared');
    return { type: 'compared', missed: 0 };
  }
  const written = shown.value.filter(({ at }) => !isAfter(at, upTo)).toReversed();
  const known = await store.listKnown(written.map(({ mid }) => mid));
  const missing = written.filter(({ mid }) => !known.has(mid));
  const missed =
    missing.length === 0 ? 0 : await keep(deps, span, { conversation, missing, written });
  // Of one that changed a moment ago more may come in the same second, or be told yet.
  if (!isAfter(conversation.updatedAt, upTo)) await store.noteLook(platform, conversation);
  if (missed > 0) log.warn({ platform, accountId, missed }, 'no webhook told what was written');
  return { type: 'compared', missed };
}

async function keep(
  { store, addFetched, log }: GapDeps,
  { platform, accountId, ownIds, fresh, since }: Span,
  {
    conversation,
    missing,
    written,
  }: {
    readonly conversation: Conversation;
    readonly missing: readonly ShownMessage[];
    readonly written: readonly ShownMessage[];
  },
): Promise<number> {
  const senders = missing.map(({ fromId }) => fromId).filter((id) => id !== '');
  const customerId = [...conversation.participantIds, ...senders].find(
    (id) => !ownIds.includes(id),
  );
  if (customerId === undefined) {
    log.warn({ platform }, 'a conversation does not say with whom it is');
    return 0;
  }
  const parties = { accountId, customerId };
  // Should Meta call the same message otherwise here and there, it must not stand in the topic twice.
  const toldAt = await store.listToldOtherwise(
    { platform, ...parties },
    { since, mids: written.map(({ mid }) => mid) },
  );
  const untold = withoutThose(missing, toldAt);
  const seen = untold.filter(({ fromId }) => fromId === customerId || ownIds.includes(fromId));
  // Told once: the next comparison begins a little earlier again.
  const unseen = untold.filter(({ fromId, at }) => fromId === '' && isAfter(at, fresh));
  const items = seen.map((message) => fetchedItem(message, parties));
  if (unseen.length > 0) items.unshift(unseenItem(unseen, parties));
  return items.length === 0 ? 0 : addFetched({ platform, accountId, items });
}

/** Each time takes away one message of its second. */
function withoutThose(
  missing: readonly ShownMessage[],
  times: readonly number[],
): readonly ShownMessage[] {
  const seconds = times.map((at) => Math.floor(at / 1000));
  return missing.filter(({ at }) => {
    const index = seconds.indexOf(Math.floor(at / 1000));
    if (index >= 0) seconds.splice(index, 1);
    return index < 0;
  });
}

async function readSpan(
  { graph }: Pick<GapDeps, 'graph'>,
  { access, since }: Span,
  conversationId: string,
): Promise<Found<readonly ShownMessage[]>> {
  const found: ShownMessage[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await graph.listMessages(access, conversationId, { after, urgency: 'later' });
    if (answer.type !== 'found') return answer;
    const { messages } = answer.value;
    const recent = messages.filter(({ at }) => isAfter(at, since));
    found.push(...recent);
    ({ after } = answer.value);
    if (after === undefined || recent.length < messages.length) break;
  }
  return { type: 'found', value: found };
}
