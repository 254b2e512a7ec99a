import type { ChatRecord } from '../../src/sandbox/telegram/chat.ts';
import { inlineRows, type InlineButton } from '../../src/sandbox/telegram/keyboard.ts';
import { readableText, type StoredMessage } from '../../src/sandbox/telegram/message.ts';
import type { World } from '../../src/sandbox/telegram/world.ts';

const shownMessages = 40;

/**
 * A chat as text, newest last, deleted messages included and marked, buttons in brackets:
 * what a failing test shows.
 */
export function printScreen(world: World, chat: ChatRecord): string {
  const title = chat.title ?? world.people.get(chat.id)?.firstName ?? '';
  const shown = chat.messages.slice(-shownMessages);
  const skipped = chat.messages.length - shown.length;
  return [
    `──── ${chat.type} ${title} (${chat.id}) ────`,
    ...(skipped > 0 ? [`… ${skipped} earlier messages`] : []),
    ...(shown.length === 0 ? ['(empty)'] : shown.map((message) => printOne(world, chat, message))),
    '────',
  ].join('\n');
}

function printOne(world: World, chat: ChatRecord, message: StoredMessage): string {
  const isBot = message.fromId === world.bot.id;
  const sender = isBot ? 'bot' : (world.people.get(message.fromId)?.firstName ?? message.fromId);
  const topic =
    message.threadId === undefined
      ? undefined
      : `#${chat.topics.get(message.threadId)?.name ?? message.threadId}`;
  const marks = [
    topic,
    message.deletedAt !== undefined && 'DELETED',
    message.isProtected && 'protected',
    message.earlier.length > 0 && `edited ${message.earlier.length}×`,
    message.content.type === 'media' && `${message.content.kind} ${message.content.file.name}`,
    ...[...message.reactions.values()].flat().map(({ emoji }) => emoji),
  ].filter((mark) => typeof mark === 'string');
  const head = `${sender} ${message.id}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}: `;
  const text = readableText(message).replaceAll('\n', '\n    ');
  const rows = inlineRows(message.markup).map(
    (row) => `    ${row.map((button) => `[${labelOf(button)}]`).join(' ')}`,
  );
  const keyboard =
    message.markup !== undefined && 'keyboard' in message.markup
      ? [
          `    keyboard: ${message.markup.keyboard
            .flat()
            .map(({ text: label }) => `[${label}]`)
            .join(' ')}`,
        ]
      : [];
  return [head + text, ...rows, ...keyboard].join('\n');
}

function labelOf(button: InlineButton): string {
  const marks = [
    button.style,
    button.copy_text && `copies ${button.copy_text.text}`,
    button.url,
  ].filter((mark) => mark !== undefined);
  return marks.length === 0 ? button.text : `${button.text} | ${marks.join(', ')}`;
}
