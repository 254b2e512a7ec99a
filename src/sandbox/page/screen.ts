import type { FormattedText } from '../telegram/entity.ts';
import type { InlineButton } from '../telegram/keyboard.ts';
import { inlineRows } from '../telegram/keyboard.ts';
import { formattedTextOf, type StoredMessage } from '../telegram/message.ts';
import { pictureSize } from '../telegram/picture-size.ts';
import type { World } from '../telegram/world.ts';
import type { PhonePageDeps } from './page-deps.ts';

/** The last messages; older ones are not on the page. */
const shownMessages = 200;

/**
 * All that the page shows of one person's phone; its scripts read exactly this. Somebody unknown
 * sees the first person's phone.
 */
export function readScreen(deps: PhonePageDeps, personId: number) {
  const { world } = deps.telegram;
  const people = [...world.people.values()];
  const person = world.people.get(personId) ?? people[0];
  if (person === undefined) return { people: [], messages: [] };
  const chat = world.chats.get(person.id);
  const messages = (chat?.messages ?? []).filter(isShown).slice(-shownMessages);
  return {
    bot: { name: world.bot.firstName, username: world.bot.username },
    people: people.map(({ id, firstName }) => ({ id, name: firstName })),
    personId: person.id,
    hasStarted: person.hasStarted,
    menu: deps.telegram.commandsFor(person.id),
    messages: messages.map((message) => printForPage(world, message)),
    keyboard: replyKeyboard(messages),
    pinnedId: chat?.pinnedIds.at(-1),
  };
}

function isShown(message: StoredMessage): boolean {
  return message.deletedAt === undefined && message.content.type !== 'service';
}

function printForPage(world: World, message: StoredMessage) {
  const { content } = message;
  return {
    id: message.id,
    version: message.version,
    isFromBot: message.fromId === world.bot.id,
    sentAt: message.sentAt,
    isEdited: message.editedAt !== undefined,
    isProtected: message.isProtected,
    isForwarded: message.origin !== undefined,
    replyToId: message.replyToId,
    ...hideStartParameter(formattedTextOf(message)),
    file:
      content.type === 'media'
        ? {
            id: content.file.id,
            kind: content.kind,
            name: content.file.name,
            size: content.file.bytes.length,
            // So that the page does not move when the picture arrives.
            picture: pictureSize(content.file.bytes),
          }
        : undefined,
    reactions: [...message.reactions.values()].flat().map(({ emoji }) => emoji),
    rows: inlineRows(message.markup).map((row) => row.map(printButton)),
  };
}

/** As in Telegram: whoever follows a link with a parameter sees only `/start`. */
function hideStartParameter(formatted: FormattedText): FormattedText {
  if (!/^\/start [\w-]+$/.test(formatted.text)) return formatted;
  return { text: '/start', entities: formatted.entities.filter(({ offset }) => offset === 0) };
}

function printButton(button: InlineButton) {
  const { text: label, style } = button;
  if (button.disabled !== undefined) return { label, style, kind: 'disabled' };
  if (button.copy_text !== undefined) {
    return { label, style, kind: 'copy', value: button.copy_text.text };
  }
  if (button.url !== undefined) return { label, style, kind: 'url', value: button.url };
  return { label, style, kind: 'press' };
}

/** The rows of the newest reply keyboard, unless it was removed since. */
function replyKeyboard(messages: readonly StoredMessage[]): readonly (readonly string[])[] {
  const markup = messages.findLast(
    ({ markup: one }) => one !== undefined && ('keyboard' in one || 'remove_keyboard' in one),
  )?.markup;
  if (markup === undefined || !('keyboard' in markup)) return [];
  return markup.keyboard.map((row) => row.map(({ text }) => text));
}
