import { nobody } from './reply.ts';
import type { RepliesDeps } from './replies-deps.ts';
import { textParts } from './text-parts.ts';

export type AddedReply =
  { readonly type: 'sent' | 'gone' } | { readonly type: 'again'; readonly text: string };

/**
 * Words for a customer that stand in the topic as a message of the bot: one row of the ledger for each
 * part. 'again': that message has been told before with the text returned, and nothing is added.
 * `telegramId`: whose words they are; undefined: nobody's, and they go only while a machine may answer.
 */
export async function addReply(
  deps: Pick<RepliesDeps, 'store' | 'findTalk' | 'newToken' | 'clock' | 'onAnswer'>,
  {
    talkId,
    telegramId,
    chatId,
    messageId,
    text,
  }: {
    readonly talkId: number;
    readonly telegramId: number | undefined;
    readonly chatId: number;
    readonly messageId: number;
    readonly text: string;
  },
): Promise<AddedReply> {
  const { store, newToken, clock } = deps;
  const talk = await deps.findTalk(talkId);
  if (!talk) return { type: 'gone' };
  const known = await store.textAt(chatId, messageId);
  if (known === undefined) {
    const writtenAt = clock.now();
    await store.add(
      textParts(text, talk.platform).map((part, index) => ({
        ...{ talkId, chatId, messageId, part: index, writtenAt, token: newToken() },
        ...{ telegramId: telegramId ?? nobody, replyToMid: undefined },
        content: { type: 'text', text: part },
      })),
    );
  }
  // A message of an earlier group has no place in the topic of this one.
  const topicId = talk.place?.chatId === chatId ? talk.place.topicId : undefined;
  if (telegramId !== undefined && topicId !== undefined) {
    await deps.onAnswer({ talkId, telegramId, chatId, topicId, messageId });
  }
  return known === undefined ? { type: 'sent' } : { type: 'again', text: known };
}
