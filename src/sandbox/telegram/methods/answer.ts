import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { findChat, findMessage, findTopic } from '../find-in-world.ts';
import { method, type Method } from '../method.ts';
import { chatId } from './send-content.ts';

export const answerCallbackQuery: Method = method(
  z.object({
    callback_query_id: z.string(),
    text: z.string().optional(),
    show_alert: z.boolean().optional(),
    url: z.string().optional(),
  }),
  (input, { callbackQueries, world }) => {
    const { text = '', show_alert: isAlert = false, url } = input;
    // Source: Bot API, answerCallbackQuery: 0-200 characters.
    if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG');
    callbackQueries.answer(input.callback_query_id, { text, isAlert, url });
    world.changed.emit();
    return true;
  },
);

/** True even in a deleted topic, as in Telegram: it proves nothing. */
export const sendChatAction: Method = method(
  z.object({ chat_id: chatId, action: z.string(), message_thread_id: z.number().optional() }),
  (input, { world }) => {
    if (!chatActions.has(input.action)) throw badRequest('wrong parameter action in request');
    findChat(world, input.chat_id, 'write');
    return true;
  },
);

export const setMessageReaction: Method = method(
  z.object({
    chat_id: chatId,
    message_id: z.number(),
    reaction: z.array(z.object({ type: z.string(), emoji: z.string().optional() })).optional(),
  }),
  (input, { world }) => {
    const chat = findChat(world, input.chat_id, 'edit');
    const message = findMessage(chat, input.message_id, 'message to react');
    findTopic(chat, message.threadId);
    const reactions = input.reaction ?? [];
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    for (const { type, emoji } of reactions) {
      if (type !== 'emoji' || emoji === undefined || !freeReactions.has(emoji)) {
        throw badRequest('REACTION_INVALID');
      }
    }
    message.reactions.set(
      world.bot.id,
      reactions.map(({ emoji = '' }) => ({ type: 'emoji' as const, emoji })),
    );
    world.touch(message);
    return true;
  },
);

const chatActions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** What a bot may react with. Source: Bot API, ReactionTypeEmoji. */
const freeReactions: ReadonlySet<string> = new Set(
  (
    '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 ' +
    '😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 ' +
    '🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);
