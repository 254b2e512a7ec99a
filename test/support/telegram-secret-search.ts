import type { TelegramEmulator } from '../../src/sandbox/telegram/emulator.ts';
import { inlineRows } from '../../src/sandbox/telegram/keyboard.ts';
import { formattedTextOf, type StoredMessage } from '../../src/sandbox/telegram/message.ts';

/**
 * Every place where a text can still be read in Telegram: messages that are not deleted (text,
 * links, buttons, files), titles, topics, menus, and updates the bot has not taken yet.
 */
export function secretSearch(
  { world, updates, commandsFor }: TelegramEmulator,
  text: string,
): readonly string[] {
  const chats = [...world.chats.values()];
  const inMessages = chats.flatMap((chat) =>
    chat.messages
      .filter((message) => message.deletedAt === undefined && showsText(message, text))
      .map((message) => `message ${message.id} in chat ${chat.id}`),
  );
  const inTitles = chats
    .filter(({ title }) => title?.includes(text) === true)
    .map(({ id }) => `title of chat ${id}`);
  const inTopics = chats.flatMap((chat) =>
    [...chat.topics.values()]
      .filter((topic) => !topic.isDeleted && topic.name.includes(text))
      .map((topic) => `topic ${topic.threadId} in chat ${chat.id}`),
  );
  const inMenus = [...world.people.keys()]
    .filter((id) => JSON.stringify(commandsFor(id)).includes(text))
    .map((id) => `menu of person ${id}`);
  const inUpdates = updates
    .pending()
    .filter((update) => JSON.stringify(update).includes(text))
    .map((update) => `update ${update.update_id}`);
  return [...inMessages, ...inTitles, ...inTopics, ...inMenus, ...inUpdates];
}

function showsText(message: StoredMessage, text: string): boolean {
  const { content } = message;
  if (JSON.stringify(formattedTextOf(message)).includes(text)) return true;
  if (formattedTextOf(message).text.includes(text)) return true;
  const buttons = inlineRows(message.markup).flat();
  if (buttons.some((button) => JSON.stringify(button).includes(text))) return true;
  if (content.type !== 'media') return false;
  return content.file.name.includes(text) || content.file.bytes.includes(text);
}
