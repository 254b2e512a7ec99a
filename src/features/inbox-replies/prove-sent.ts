import { remedyOf, type GraphFailure } from '../../meta/graph-failure.ts';
import type { RepliesDeps, Talk } from './replies-deps.ts';
import type { Reply } from './store.ts';

export type SentProof =
  | { readonly type: 'found'; readonly mid: string }
  /** Meta shows all that was said since, and it is not among it. */
  | { readonly type: 'missing' }
  /** Nobody can tell, now or ever. */
  | { readonly type: 'unclear' }
  | { readonly type: 'later' }
  | { readonly type: 'pause'; readonly because: GraphFailure['type'] };

/** How far Meta's clock may be from ours. Its own ids keep an older message of the same words apart. */
const skewMs = 60_000;

/** Source: Conversations API: the last twenty messages are shown in full. */
const shownMessages = 20;

/** Looks in the conversation itself whether a send without an answer was done. */
export async function proveSent(deps: RepliesDeps, reply: Reply, talk: Talk): Promise<SentProof> {
  const { platform, customerId, accountId } = talk;
  const access = deps.accessOf(platform);
  const { begunAt } = reply;
  if (!access || begunAt === undefined) return { type: 'unclear' };
  const isOnInstagram = platform === 'instagram';
  const conversations = await deps.graph.listConversations(access, {
    ...{ isOnInstagram, customerId, limit: 1 },
  });
  if (conversations.type !== 'found') return ofFailure(conversations);
  const [conversation] = conversations.value.conversations;
  if (!conversation) return { type: 'unclear' };
  const messages = await deps.graph.listMessages(access, conversation.conversationId);
  if (messages.type !== 'found') return ofFailure(messages);
  const since = begunAt - skewMs;
  const shown = messages.value.messages.filter(({ fromId }) => fromId !== '');
  for (const message of shown) {
    const isSame = message.fromId === accountId && message.at >= since && says(message, reply);
    if (isSame && !(await isKnown(deps, message.mid))) return { type: 'found', mid: message.mid };
  }
  const isPushedOut = shown.length >= shownMessages && shown.every(({ at }) => at >= begunAt);
  return { type: isPushedOut ? 'unclear' : 'missing' };
}

function says(
  message: { readonly text: string; readonly attachments: readonly unknown[] },
  { content }: Reply,
): boolean {
  return content.type === 'text'
    ? message.text.normalize().trim() === content.text.normalize().trim()
    : message.attachments.length > 0;
}

async function isKnown({ store, isShown }: RepliesDeps, mid: string): Promise<boolean> {
  return (await store.byMid(mid)) !== undefined || isShown(mid);
}

function ofFailure(failure: GraphFailure): SentProof {
  switch (remedyOf(failure)) {
    case 'again':
    case 'reconcile':
      return { type: 'later' };
    case 'pauseAccount':
      return { type: 'pause', because: failure.type };
    case 'giveUp':
      return { type: 'unclear' };
  }
}
