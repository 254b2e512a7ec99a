import { messageOf, Refused } from '../../lib/error.ts';
import { escapeHtml } from '../../lib/html.ts';
import type { TopicTalk } from '../../telegram/topic-talk.ts';
import { carriedAs } from './media-rules.ts';
import type { ReplyContent } from './reply.ts';
import type { RepliesDeps, Talk } from './replies-deps.ts';
import { textParts } from './text-parts.ts';

/** What begins with it is for the team only. */
const noteMark = '//';

/**
 * What an operator wrote in a customer's topic becomes rows of the ledger. False: the topic is no
 * customer's. The same message makes its rows once, however often it comes.
 */
export async function receiveReply(deps: RepliesDeps, talk: TopicTalk): Promise<boolean> {
  const { chatId, topicId, messageId, telegramId, text } = talk;
  const customer = await deps.findTalkAt(chatId, topicId);
  if (!customer) return false;
  if (text.startsWith(noteMark)) return true;
  const refusal = await refusalOf(deps, talk);
  if (refusal !== undefined || telegramId === undefined) {
    if (refusal !== undefined && refusal !== '') await say(deps, talk, { key: refusal, customer });
    return true;
  }
  const { replyToId } = talk;
  const replyToMid = replyToId === undefined ? undefined : await deps.findMidAt(chatId, replyToId);
  const writtenAt = deps.clock.now();
  const file = talk.holds && carriedAs(talk.holds, customer.platform);
  if (file && file.type !== 'carried') {
    await say(deps, talk, { key: `replies-${file.type}`, customer });
    return true;
  }
  const texts = textParts(text, customer.platform).map(
    (part) => ({ type: 'text', text: part }) as const,
  );
  const parts: readonly ReplyContent[] = file ? [file.content, ...texts] : texts;
  await deps.store.add(
    parts.map((part, index) => ({
      ...{ talkId: customer.talkId, chatId, messageId, part: index, telegramId, writtenAt },
      token: deps.newToken(),
      content: part,
      replyToMid: index === 0 ? replyToMid : undefined,
    })),
  );
  const { talkId } = customer;
  await deps.onAnswer({ talkId, telegramId, chatId, topicId, messageId });
  return true;
}

/** The key of the words that say why it is not sent; '' for no words; undefined: it is. */
async function refusalOf(
  { people, store }: RepliesDeps,
  { telegramId, isEdit, holds, text, chatId, messageId }: TopicTalk,
): Promise<string | undefined> {
  if (isEdit) return (await store.isReply(chatId, messageId)) ? 'replies-edit' : '';
  if (telegramId === undefined) return 'replies-anonymous';
  if (!(await people.byTelegramId(telegramId))) return 'replies-stranger';
  if (holds?.type === 'command') return 'replies-command';
  return !holds && text.trim() === '' ? '' : undefined;
}

/** In the topic; where it was deleted meanwhile, to who wrote: they believe that it went. */
async function say(
  { patientChat, groupWords, people, wordsOf, log }: RepliesDeps,
  { chatId, topicId, messageId, telegramId }: TopicTalk,
  { key, customer }: { readonly key: string; readonly customer: Talk },
): Promise<void> {
  try {
    const text = (await groupWords())(key);
    await patientChat.sendMessage(chatId, { text }, { topicId, replyTo: messageId });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log.info({ chatId, cause: messageOf(error) }, 'an answer that was not sent has lost its topic');
    const person = telegramId === undefined ? undefined : await people.byTelegramId(telegramId);
    if (!person || telegramId === undefined) return;
    const text = `👤 <b>${escapeHtml(customer.name)}</b>\n${wordsOf(person.locale)(key)}`;
    await patientChat.sendMessage(telegramId, { text });
  }
}
