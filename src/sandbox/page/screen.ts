import type { FormattedText } from '../telegram/entity.ts';
import type { InlineButton } from '../telegram/keyboard.ts';
import { inlineRows } from '../telegram/keyboard.ts';
import { formattedTextOf, type StoredFile, type StoredMessage } from '../telegram/message.ts';
import { pictureSize } from '../telegram/picture-size.ts';
import type { World } from '../telegram/world.ts';
import type { PhonePageDeps } from './page-deps.ts';
import { isSound, shownType } from './file-type.ts';
import { noticeOf } from './notice.ts';
import { findPlace, placesOf, type Place } from './place.ts';

/** The last messages; older ones are not on the page. */
const shownMessages = 200;

/**
 * All that the page shows of one person's phone, and of the telephones; its scripts read exactly this.
 * Somebody unknown sees the first person's phone; a place where the person is not is the private chat.
 */
export function readScreen(
  deps: PhonePageDeps,
  { personId, ...wanted }: { readonly personId: number } & Place,
) {
  const { world } = deps.telegram;
  const people = [...world.people.values()];
  const person = world.people.get(personId) ?? people[0];
  if (person === undefined) return { people: [], messages: [] };
  const places = placesOf(world, person.id);
  const place = findPlace(places, wanted);
  const chat = world.chats.get(place?.chatId ?? person.id);
  const messages = (chat?.messages ?? [])
    .filter((message) => isShown(message) && threadOf(message) === place?.threadId)
    .slice(-shownMessages);
  return {
    bot: { name: world.bot.firstName, username: world.bot.username },
    people: people.map(({ id, firstName }) => ({ id, name: firstName })),
    personId: person.id,
    ...{ places, place },
    hasStarted: place?.isGroup === true || person.hasStarted,
    menu: deps.telegram.commandsFor(person.id, place?.chatId),
    offered: deps.telegram.commandsFor(person.id).map(({ command }) => `/${command}`),
    said: commandsSaid(world, person.id),
    messages: messages.map((message) => printForPage(world, message, person.id)),
    keyboard: replyKeyboard(messages),
    timeZone: deps.timeZone,
    pinnedId: chat?.pinnedIds.at(-1),
    phones: readPhones(deps.phones),
    inbox: deps.customers?.show(),
  };
}

/** Anywhere. */
function commandsSaid(world: World, personId: number): readonly string[] {
  const texts = [...world.chats.values()].flatMap(({ messages }) =>
    messages.flatMap((message) =>
      message.fromId === personId ? formattedTextOf(message).text : [],
    ),
  );
  return [...new Set(texts.flatMap((text) => /^\/\w+/.exec(text)?.[0] ?? []))];
}

/** Those of the emulated PBX, or where a real one is reached. */
function readPhones(phones: PhonePageDeps['phones']) {
  return phones && 'show' in phones ? phones.show() : phones;
}

function isShown(message: StoredMessage): boolean {
  return (
    message.deletedAt === undefined &&
    (message.content.type !== 'service' || noticeOf(message) !== undefined)
  );
}

/** What tells that a topic was opened stands in it. */
function threadOf(message: StoredMessage): number | undefined {
  return noticeOf(message)?.kind === 'created' ? message.id : message.threadId;
}

function printForPage(world: World, message: StoredMessage, personId: number) {
  const { content, fromId } = message;
  const isPrivate = message.chatId === personId;
  const notice = noticeOf(message);
  return {
    id: message.id,
    notice: notice && { ...notice, who: nameOf(world, fromId) },
    version: message.version,
    isFromBot: fromId === world.bot.id,
    isMine: fromId === personId,
    /** Of somebody else, in a group. */
    sender: isPrivate || fromId === personId ? undefined : nameOf(world, fromId),
    sentAt: message.sentAt,
    isEdited: message.editedAt !== undefined,
    isProtected: message.isProtected,
    isForwarded: message.origin !== undefined,
    replyToId: message.replyToId,
    ...(notice ? { text: '', entities: [] } : hideStartParameter(formattedTextOf(message))),
    file:
      content.type === 'media'
        ? {
            id: content.file.id,
            kind: content.kind,
            name: content.file.name,
            size: content.file.bytes.length,
            isSound: isVoice(content.file),
            // So that the page does not move when the picture arrives.
            picture: pictureSize(content.file.bytes),
          }
        : undefined,
    reactions: [...message.reactions.values()].flat().map(({ emoji }) => emoji),
    rows: inlineRows(message.markup).map((row) => row.map(printButton)),
  };
}

/** What the page plays. */
function isVoice({ kind, bytes }: StoredFile): boolean {
  return (kind === 'voice' || kind === 'audio') && isSound(shownType(bytes));
}

function nameOf({ bot, people }: World, id: number): string {
  return id === bot.id ? bot.firstName : (people.get(id)?.firstName ?? '');
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
