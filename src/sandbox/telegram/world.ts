import type { Clock } from '../../lib/clock.ts';
import {
  administrator,
  creator,
  member,
  type ChatRecord,
  type PersonRecord,
  type Standing,
} from './chat.ts';
import type { Content, MediaKind, StoredFile, StoredMessage } from './message.ts';
import type { ReplyMarkup } from './keyboard.ts';
import { createSignal, type Signal } from './signal.ts';

export type BotRecord = {
  readonly id: number;
  readonly firstName: string;
  readonly username: string;
  /** Off in BotFather = true: then it hears everything in groups without being an administrator. */
  readonly canReadAllGroupMessages: boolean;
};

/** All that the emulated Telegram knows: one bot, its people, chats and files. */
export type World = {
  readonly bot: BotRecord;
  readonly clock: Clock;
  readonly changed: Signal;
  readonly people: Map<number, PersonRecord>;
  readonly chats: Map<number, ChatRecord>;
  readonly files: Map<string, StoredFile>;
  /** The files whose address the bot asked for, by path. */
  readonly downloads: Map<string, { readonly file: StoredFile; readonly until: number }>;
  readonly addPerson: (person: NewPerson) => PersonRecord;
  readonly addGroup: (group: NewGroup) => ChatRecord;
  readonly addMessage: (chat: ChatRecord, message: NewMessage) => StoredMessage;
  readonly addFile: (file: NewFile) => StoredFile;
  /** Marks a message as changed and tells whoever looks. */
  readonly touch: (message: StoredMessage) => void;
  /** The count of changes so far: "since now". */
  readonly version: () => number;
};

export type NewPerson = {
  readonly name: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly languageCode?: string;
  readonly id?: number;
};

export type NewGroup = {
  readonly title: string;
  readonly isForum?: boolean;
  /** A basic group instead of a supergroup. */
  readonly isBasic?: boolean;
  readonly ownerId?: number;
  /** How the bot stands in it; administrator with all rights unless told. */
  readonly bot?: Standing;
};

export type NewMessage = {
  readonly fromId: number;
  readonly content: Content;
  readonly senderChatId?: number | undefined;
  readonly viaBotId?: number | undefined;
  readonly threadId?: number | undefined;
  readonly replyToId?: number | undefined;
  readonly origin?: StoredMessage['origin'];
  readonly isProtected?: boolean | undefined;
  readonly albumId?: string | undefined;
  readonly markup?: ReplyMarkup | undefined;
};

export type NewFile = {
  readonly kind: MediaKind;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
};

export function createWorld(bot: BotRecord, clock: Clock): World {
  const changed = createSignal();
  const people = new Map<number, PersonRecord>();
  const chats = new Map<number, ChatRecord>();
  const files = new Map<string, StoredFile>();
  let changes = 0;
  let nextPersonId = 700_000_001;
  let nextGroupNumber = 1;
  // One count for all private chats and basic groups, one per supergroup, as in Telegram.
  const messageCounts = new Map<'shared' | number, number>([['shared', 100]]);

  const touch = (message: StoredMessage): void => {
    changes += 1;
    message.version = changes;
    changed.emit();
  };

  return {
    bot,
    clock,
    changed,
    people,
    chats,
    files,
    downloads: new Map(),
    touch,
    version: () => changes,
    addPerson: (person) => {
      const id = person.id ?? nextPersonId++;
      const record: PersonRecord = {
        id,
        firstName: person.name,
        lastName: person.lastName,
        username: person.username,
        languageCode: person.languageCode,
        hasStarted: false,
        hasBlocked: false,
        isDeactivated: false,
      };
      people.set(id, record);
      chats.set(id, newChat({ id, type: 'private', title: undefined, isForum: false }));
      changed.emit();
      return record;
    },
    addGroup: ({ title, isForum = false, isBasic = false, ownerId, bot: standing }) => {
      const number = nextGroupNumber++;
      const id = isBasic ? -4_000_000 - number : -1_001_900_000_000 - number;
      const chat = newChat({ id, type: isBasic ? 'group' : 'supergroup', title, isForum });
      chat.bot = standing ?? administrator;
      if (ownerId !== undefined) chat.members.set(ownerId, creator);
      chats.set(id, chat);
      changed.emit();
      return chat;
    },
    addMessage: (chat, given) => {
      const counter = chat.type === 'supergroup' ? chat.id : 'shared';
      const id = (messageCounts.get(counter) ?? 0) + 1;
      messageCounts.set(counter, id);
      const message = newMessage(chat, id, given, clock.now());
      chat.messages.push(message);
      touch(message);
      return message;
    },
    addFile: (file) => {
      const number = files.size + 1;
      const id = `${filePrefixes[file.kind]}${String(number).padStart(6, '0')}_${bot.id}`;
      const name = file.name.replaceAll(/[^\w.-]/g, '_');
      const stored = {
        ...file,
        id,
        uniqueId: `AgAD${String(number).padStart(6, '0')}`,
        path: `${folders[file.kind]}/file_${number}${/\.\w+$/.exec(name)?.[0] ?? ''}`,
      };
      files.set(id, stored);
      return stored;
    },
  };
}

function newChat(chat: Pick<ChatRecord, 'id' | 'type' | 'title' | 'isForum'>): ChatRecord {
  return {
    ...chat,
    members: new Map(),
    bot: member,
    topics: new Map(),
    messages: [],
    pinnedIds: [],
    migratedToId: undefined,
  };
}

function newMessage(chat: ChatRecord, id: number, given: NewMessage, now: number): StoredMessage {
  const { markup } = given;
  return {
    chatId: chat.id,
    id,
    fromId: given.fromId,
    senderChatId: given.senderChatId,
    viaBotId: given.viaBotId,
    sentAt: now,
    threadId: given.threadId,
    replyToId: given.replyToId,
    origin: given.origin,
    isProtected: given.isProtected ?? false,
    albumId: given.albumId,
    content: given.content,
    markup,
    isEditable: markup === undefined || 'inline_keyboard' in markup,
    editedAt: undefined,
    deletedAt: undefined,
    reactions: new Map(),
    earlier: [],
    version: 0,
  };
}

const filePrefixes: Readonly<Record<MediaKind, string>> = {
  photo: 'AgACAgQ',
  document: 'BQACAgQ',
  voice: 'AwACAgQ',
  audio: 'CQACAgQ',
  video: 'BAACAgQ',
  video_note: 'DQACAgQ',
  animation: 'CgACAgQ',
  sticker: 'CAACAgQ',
};

const folders: Readonly<Record<MediaKind, string>> = {
  photo: 'photos',
  document: 'documents',
  voice: 'voice',
  audio: 'music',
  video: 'videos',
  video_note: 'video_notes',
  animation: 'animations',
  sticker: 'stickers',
};
