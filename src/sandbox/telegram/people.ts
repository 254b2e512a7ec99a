import { anonymousAdminId, isAdmin, isInside, kicked, member } from './chat.ts';
import type { ChatRecord, PersonRecord, Standing } from './chat.ts';
import type { CallbackAnswer, CallbackQueries } from './callback-queries.ts';
import { formatText } from './formatted-text.ts';
import type { InlineButton } from './keyboard.ts';
import type { Content, MediaKind, StoredMessage } from './message.ts';
import { originOf } from './methods/forward-message.ts';
import { printChat, printMember, printUser } from './print-chat.ts';
import { printMessage } from './print-message.ts';
import type { PushUpdate } from './push-update.ts';
import type { NewMessage, World } from './world.ts';

export type Place = {
  /** The private chat with the bot unless told. */
  readonly chatId?: number | undefined;
  readonly threadId?: number | undefined;
  readonly replyToId?: number | undefined;
  /** As an anonymous administrator of the group. */
  readonly isAnonymous?: boolean | undefined;
  /** Sent through another bot's inline mode. */
  readonly viaBotId?: number | undefined;
};

export type FileToSend = {
  readonly kind: MediaKind;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mimeType?: string;
  readonly caption?: string;
  /** Those with the same one are an album. */
  readonly albumId?: string;
};

/** What people can do with their Telegram. Each act tells the bot what the real one would tell it. */
export type People = {
  readonly say: (personId: number, text: string, place?: Place) => StoredMessage;
  readonly sendFile: (personId: number, file: FileToSend, place?: Place) => StoredMessage;
  /** A contact, location or the like, as the Bot API prints it. */
  readonly sendThing: (
    personId: number,
    thing: Extract<Content, { type: 'thing' }>,
    place?: Place,
  ) => StoredMessage;
  readonly forward: (personId: number, message: StoredMessage, place?: Place) => StoredMessage;
  readonly edit: (personId: number, message: StoredMessage, text: string) => void;
  /** The Bot API has no update for it: the bot never learns. */
  readonly remove: (message: StoredMessage) => void;
  /** Resolves when the bot answers the press. */
  readonly tap: (
    personId: number,
    message: StoredMessage,
    button: InlineButton,
  ) => Promise<CallbackAnswer>;
  readonly react: (personId: number, message: StoredMessage, emoji: readonly string[]) => void;
  readonly block: (personId: number) => void;
  readonly unblock: (personId: number) => void;
};

export type PeopleDeps = {
  readonly world: World;
  readonly push: PushUpdate;
  readonly callbackQueries: CallbackQueries;
};

export function createPeople(deps: PeopleDeps): People {
  const { world, push, callbackQueries } = deps;

  const changeBlock = (person: PersonRecord, isBlocked: boolean): void => {
    if (person.hasBlocked === isBlocked) return;
    person.hasBlocked = isBlocked;
    const [before, after]: readonly [Standing, Standing] = isBlocked
      ? [member, kicked]
      : [kicked, member];
    push('my_chat_member', {
      chat: printChat(world, chatOf(world, person.id)),
      from: printUser(world, person.id),
      date: Math.floor(world.clock.now() / 1000),
      old_chat_member: printMember(world, world.bot.id, before),
      new_chat_member: printMember(world, world.bot.id, after),
    });
    world.changed.emit();
  };

  const post = (
    personId: number,
    content: Content,
    place: Place,
    more: Pick<NewMessage, 'origin' | 'albumId'> = {},
  ): StoredMessage => {
    const person = personOf(world, personId);
    const chat = chatOf(world, place.chatId ?? personId);
    if (chat.type === 'private') {
      changeBlock(person, false);
      person.hasStarted = true;
    }
    const repliedTo = chat.messages.find(({ id }) => id === place.replyToId);
    const message = world.addMessage(chat, {
      fromId: place.isAnonymous === true ? anonymousAdminId : personId,
      senderChatId: place.isAnonymous === true ? chat.id : undefined,
      viaBotId: place.viaBotId,
      threadId: place.threadId ?? repliedTo?.threadId,
      replyToId: place.replyToId,
      content,
      ...more,
    });
    if (isHeard(world, chat, message)) push('message', printMessage(world, chat, message));
    return message;
  };

  return {
    say: (personId, text, place = {}) =>
      post(personId, { type: 'text', ...formatText({ text }) }, place),
    sendFile: (personId, { kind, name, bytes, mimeType, caption = '', albumId }, place = {}) => {
      const file = world.addFile({
        kind,
        name,
        bytes: Buffer.from(bytes),
        mimeType: mimeType ?? 'application/octet-stream',
      });
      const content = {
        type: 'media',
        kind,
        file,
        caption: formatText({ text: caption }),
        details: {},
      } as const;
      return post(personId, content, place, { albumId });
    },
    sendThing: (personId, thing, place = {}) => post(personId, thing, place),
    forward: (personId, message, place = {}) => {
      if (message.isProtected) throw new Error('a protected message cannot be forwarded');
      return post(personId, message.content, place, { origin: originOf(world, message) });
    },
    edit: (personId, message, text) => {
      if (message.fromId !== personId) throw new Error("not this person's message");
      const { content } = message;
      const formatted = formatText({ text });
      message.content =
        content.type === 'media'
          ? { ...content, caption: formatted }
          : { type: 'text', ...formatted };
      message.editedAt = world.clock.now();
      world.touch(message);
      const chat = chatOf(world, message.chatId);
      if (isHeard(world, chat, message)) push('edited_message', printMessage(world, chat, message));
    },
    remove: (message) => {
      message.deletedAt = world.clock.now();
      world.touch(message);
    },
    tap: (personId, message, button) => {
      if (button.callback_data === undefined) throw new Error('not a callback button');
      const chat = chatOf(world, message.chatId);
      const query = callbackQueries.open(personId);
      push('callback_query', {
        id: query.id,
        from: printUser(world, personId),
        message: printMessage(world, chat, message),
        chat_instance: String(chat.id),
        data: button.callback_data,
      });
      return query.answered;
    },
    react: (personId, message, emoji) => {
      const reactions = emoji.map((one) => ({ type: 'emoji' as const, emoji: one }));
      const before = message.reactions.get(personId) ?? [];
      message.reactions.set(personId, reactions);
      world.touch(message);
      const chat = chatOf(world, message.chatId);
      if (chat.type !== 'private' && !isAdmin(chat.bot)) return;
      push('message_reaction', {
        chat: printChat(world, chat),
        message_id: message.id,
        user: printUser(world, personId),
        date: Math.floor(world.clock.now() / 1000),
        old_reaction: before,
        new_reaction: reactions,
      });
    },
    block: (personId) => {
      changeBlock(personOf(world, personId), true);
    },
    unblock: (personId) => {
      changeBlock(personOf(world, personId), false);
    },
  };
}

/**
 * With privacy mode on, a bot that is no administrator hears commands, mentions of it, answers to
 * it and service messages only. Source: Telegram, "Privacy mode".
 */
export function isHeard(world: World, chat: ChatRecord, message: StoredMessage): boolean {
  if (chat.type === 'private') return true;
  if (!isInside(chat.bot) || chat.migratedToId !== undefined) return false;
  if (isAdmin(chat.bot) || world.bot.canReadAllGroupMessages) return true;
  const { content } = message;
  if (content.type === 'service') return true;
  const isAnswer = chat.messages.some(
    ({ id, fromId }) => id === message.replyToId && fromId === world.bot.id,
  );
  const text = content.type === 'text' ? content.text : '';
  return isAnswer || isAddressed(text, world.bot.username);
}

function isAddressed(text: string, username: string): boolean {
  if (text.toLowerCase().includes(`@${username.toLowerCase()}`)) return true;
  return /^\/\w+(?!\S*@)/.test(text);
}

export function personOf(world: World, personId: number): PersonRecord {
  const person = world.people.get(personId);
  if (person === undefined) throw new Error(`nobody has the id ${personId}`);
  return person;
}

export function chatOf(world: World, chatId: number): ChatRecord {
  const chat = world.chats.get(chatId);
  if (chat === undefined) throw new Error(`no chat has the id ${chatId}`);
  return chat;
}
