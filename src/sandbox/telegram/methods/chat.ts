import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { isAdmin, isInside, left, type ChatRecord } from '../chat.ts';
import { findChat, findMessage, hasRight } from '../find-in-world.ts';
import { method, type Method } from '../method.ts';
import { printFullChat, printMember } from '../print-chat.ts';
import { printMessage } from '../print-message.ts';
import { chatId } from './send-content.ts';

const oneChat = z.object({ chat_id: chatId });

export const getChat: Method = method(oneChat, ({ chat_id }, { world }) => {
  const chat = findChat(world, chat_id, 'read');
  const pinned = chat.messages.find(({ id }) => id === chat.pinnedIds.at(-1));
  return {
    ...printFullChat(world, chat),
    pinned_message: pinned && printMessage(world, chat, pinned),
  };
});

export const getChatMember: Method = method(
  oneChat.extend({ user_id: z.number() }),
  ({ chat_id, user_id }, { world }) => {
    const chat = findChat(world, chat_id, 'read');
    if (user_id === world.bot.id) return printMember(world, user_id, chat.bot);
    if (!world.people.has(user_id)) throw badRequest('PARTICIPANT_ID_INVALID');
    return printMember(world, user_id, chat.members.get(user_id) ?? left);
  },
);

export const getChatAdministrators: Method = method(oneChat, ({ chat_id }, { world }) => {
  const chat = findChat(world, chat_id, 'read');
  if (chat.type === 'private') {
    throw badRequest('there are no administrators in the private chat');
  }
  const people = [...chat.members].filter(([, standing]) => isAdmin(standing));
  return [
    ...people.map(([id, standing]) => printMember(world, id, standing)),
    ...(isAdmin(chat.bot) ? [printMember(world, world.bot.id, chat.bot)] : []),
  ];
});

export const getChatMemberCount: Method = method(oneChat, ({ chat_id }, { world }) => {
  const chat = findChat(world, chat_id, 'read');
  if (chat.type === 'private') return 2;
  const people = [...chat.members.values()].filter(isInside).length;
  return people + (isInside(chat.bot) ? 1 : 0);
});

export const leaveChat: Method = method(oneChat, ({ chat_id }, { world }) => {
  const chat = findChat(world, chat_id, 'edit');
  if (chat.type === 'private') throw badRequest("chat can't be left");
  chat.bot = left;
  world.changed.emit();
  return true;
});

export const pinChatMessage: Method = method(
  oneChat.extend({ message_id: z.number() }),
  ({ chat_id, message_id }, { world }) => {
    const chat = findChat(world, chat_id, 'write');
    checkMayPin(chat);
    const message = findMessage(chat, message_id, 'message to pin');
    if (chat.pinnedIds.at(-1) === message.id) return true;
    chat.pinnedIds.push(message.id);
    world.addMessage(chat, {
      fromId: world.bot.id,
      threadId: message.threadId,
      content: {
        type: 'service',
        members: { pinned_message: printMessage(world, chat, message) },
        label: '📌',
      },
    });
    return true;
  },
);

export const unpinChatMessage: Method = method(
  oneChat.extend({ message_id: z.number().optional() }),
  ({ chat_id, message_id }, { world }) => {
    const chat = findChat(world, chat_id, 'write');
    checkMayPin(chat);
    const at =
      message_id === undefined ? chat.pinnedIds.length - 1 : chat.pinnedIds.indexOf(message_id);
    if (at < 0) throw badRequest('message to unpin not found');
    chat.pinnedIds.splice(at, 1);
    world.changed.emit();
    return true;
  },
);

export const unpinAllChatMessages: Method = method(oneChat, ({ chat_id }, { world }) => {
  const chat = findChat(world, chat_id, 'write');
  checkMayPin(chat);
  chat.pinnedIds.length = 0;
  world.changed.emit();
  return true;
});

function checkMayPin(chat: ChatRecord): void {
  if (chat.type !== 'private' && !hasRight(chat, 'can_pin_messages')) {
    throw badRequest('not enough rights to manage pinned messages in the chat');
  }
}
