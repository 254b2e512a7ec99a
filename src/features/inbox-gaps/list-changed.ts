import type { Found } from '../../meta/graph.ts';
import type { GapDeps } from './gap-deps.ts';
import { isAfter, type Span } from './span.ts';

export type Conversation = {
  readonly conversationId: string;
  readonly updatedAt: number;
  readonly participantIds: readonly string[];
};

const pageSize = 50;

/** Two thousand conversations: more in one gap is beyond what two calls a second can bring. */
const mostPages = 40;

/** The conversations that changed since then, the longest unchanged first. */
export async function listChanged(
  { graph, log }: Pick<GapDeps, 'graph' | 'log'>,
  { platform, access }: Pick<Span, 'platform' | 'access'>,
  since: number,
): Promise<Found<readonly Conversation[]>> {
  const changed: Conversation[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const listed = await graph.listConversations(access, {
      ...{ isOnInstagram: platform === 'instagram', limit: pageSize, after, urgency: 'later' },
    });
    if (listed.type !== 'found') return listed;
    const { conversations } = listed.value;
    const recent = conversations.filter(({ updatedAt }) => isAfter(updatedAt, since));
    changed.push(...recent);
    ({ after } = listed.value);
    if (after === undefined || recent.length < conversations.length) return inTurn(changed);
  }
  log.warn({ platform, conversations: changed.length }, 'more conversations than are compared');
  return inTurn(changed);
}

function inTurn(changed: readonly Conversation[]): Found<readonly Conversation[]> {
  // One that moves up while the pages are read stands on two of them.
  const unique = new Map(changed.map((one) => [one.conversationId, one] as const));
  const value = [...unique.values()].toSorted((one, other) => one.updatedAt - other.updatedAt);
  return { type: 'found', value };
}
