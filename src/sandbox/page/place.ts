import { isInside, type ChatRecord } from '../telegram/chat.ts';
import type { World } from '../telegram/world.ts';

/** Where a person reads and writes: the private chat with the bot, a group, or one topic of it. */
export type Place = { readonly chatId: number; readonly threadId?: number | undefined };

type ShownPlace = Place & { readonly title: string; readonly isGroup: boolean };

/** All that a person has; the private chat comes first. */
export function placesOf(world: World, personId: number): readonly ShownPlace[] {
  const groups = [...world.chats.values()].filter((chat) => {
    const standing = chat.members.get(personId);
    return chat.migratedToId === undefined && standing !== undefined && isInside(standing);
  });
  return [
    { chatId: personId, title: world.bot.firstName, isGroup: false },
    ...groups.flatMap(placesInGroup),
  ];
}

/** The wanted one, or the private chat when the person is not there. */
export function findPlace(places: readonly ShownPlace[], wanted: Place): ShownPlace | undefined {
  const { chatId, threadId } = wanted;
  return places.find((one) => one.chatId === chatId && one.threadId === threadId) ?? places[0];
}

function placesInGroup(chat: ChatRecord): readonly ShownPlace[] {
  const topics = [...chat.topics.values()].filter(({ isDeleted }) => !isDeleted);
  return [
    { chatId: chat.id, title: chat.title ?? '', isGroup: true },
    ...topics.map(({ threadId, name }) => ({
      ...{ chatId: chat.id, threadId, title: `# ${name}`, isGroup: true },
    })),
  ];
}
