import { isAdmin, isInside, left, type ChatRecord } from '../telegram/chat.ts';
import { readableText } from '../telegram/message.ts';
import type { World } from '../telegram/world.ts';

/** Where a person reads and writes: the private chat with the bot, a group, or one topic of it. */
export type Place = { readonly chatId: number; readonly threadId?: number | undefined };

type ShownPlace = Place & {
  readonly title: string;
  readonly isGroup: boolean;
  /** A closed topic: only administrators write there. */
  readonly isClosed: boolean;
  /** Whether this person may write there, and close and reopen it where it is a topic. */
  readonly mayWrite: boolean;
  readonly mayClose: boolean;
  /** The newest message, for lists and for what is unread. */
  readonly newest:
    | { readonly id: number; readonly at: number; readonly text: string; readonly isMine: boolean }
    | undefined;
};

/** All that a person has; the private chat comes first. */
export function placesOf(world: World, personId: number): readonly ShownPlace[] {
  const groups = [...world.chats.values()].filter((chat) => {
    const standing = chat.members.get(personId);
    return chat.migratedToId === undefined && standing !== undefined && isInside(standing);
  });
  return [
    {
      ...{ chatId: personId, title: world.bot.firstName, isGroup: false },
      ...{ isClosed: false, mayWrite: true, mayClose: false, newest: undefined },
    },
    ...groups.flatMap((chat) => placesInGroup(chat, personId)),
  ];
}

/** The wanted one, or the private chat when the person is not there. */
export function findPlace(places: readonly ShownPlace[], wanted: Place): ShownPlace | undefined {
  const { chatId, threadId } = wanted;
  return places.find((one) => one.chatId === chatId && one.threadId === threadId) ?? places[0];
}

function placesInGroup(chat: ChatRecord, personId: number): readonly ShownPlace[] {
  const topics = [...chat.topics.values()].filter(({ isDeleted }) => !isDeleted);
  const isManager = isAdmin(chat.members.get(personId) ?? left);
  const newestIn = (threadId: number | undefined) => newestOf(chat, threadId, personId);
  return [
    {
      ...{ chatId: chat.id, title: chat.title ?? '', isGroup: true, newest: newestIn(undefined) },
      ...{ isClosed: false, mayWrite: true, mayClose: false },
    },
    ...topics.map(({ threadId, name, isClosed }) => ({
      ...{ chatId: chat.id, threadId, title: `# ${name}`, isGroup: true },
      ...{ isClosed, mayWrite: !isClosed || isManager, mayClose: isManager },
      newest: newestIn(threadId),
    })),
  ];
}

/** Enough for one line of a list. */
const previewLength = 80;

function newestOf(
  { messages }: ChatRecord,
  threadId: number | undefined,
  personId: number,
): ShownPlace['newest'] {
  const found = messages.findLast(
    (message) =>
      message.threadId === threadId &&
      message.deletedAt === undefined &&
      message.content.type !== 'service',
  );
  if (found === undefined) return undefined;
  const text = readableText(found).replaceAll(/\s+/g, ' ').slice(0, previewLength);
  const shown = text === '' && found.content.type === 'media' ? found.content.file.name : text;
  return { id: found.id, at: found.sentAt, text: shown, isMine: found.fromId === personId };
}
