import { renderText } from './entities.js';
import { dayKey, timeText } from './times.js';

/**
 * Keeps the list of messages equal to the screen: new ones come in, changed ones change in place,
 * deleted ones fade out. Returns whether something was added at the end.
 */
export function showMessages(list, messages, context) {
  const shown = new Map(
    [...list.querySelectorAll('li[data-id]:not(.leaving)')].map((node) => [node.dataset.id, node]),
  );
  const wanted = new Set(messages.map(({ id }) => String(id)));
  for (const [id, node] of shown) {
    if (!wanted.has(id)) leave(node);
  }
  let hasNew = false;
  let previousDay = '';
  let after = null;
  list.querySelectorAll('.day').forEach((node) => node.remove());
  for (const message of messages) {
    const day = dayKey(message.sentAt, context);
    if (day !== previousDay) {
      const node = dayLine(message.sentAt, context);
      place(list, node, after);
      after = node;
    }
    previousDay = day;
    const known = shown.get(String(message.id));
    const node = known ?? newItem(message);
    if (known === undefined) hasNew = true;
    if (node.dataset.version !== `${message.version}/${context.language}`) {
      fill(node, message, messages, context);
      node.dataset.version = `${message.version}/${context.language}`;
    }
    place(list, node, after);
    after = node;
  }
  return hasNew;
}

function place(list, node, after) {
  const next = after === null ? list.firstChild : after.nextSibling;
  if (node !== next) list.insertBefore(node, next);
}

function leave(node) {
  node.classList.add('leaving');
  const remove = () => node.remove();
  node.addEventListener('animationend', remove);
  // Nothing moves for those who want it so, or while the chat is out of sight.
  if (node.getAnimations().length === 0) remove();
}

function newItem(message) {
  const node = document.createElement('li');
  node.dataset.id = message.id;
  node.className = message.notice ? 'notice' : message.isMine ? 'mine' : 'theirs';
  return node;
}

function fill(node, message, messages, context) {
  if (message.notice) {
    const { kind, who, name } = message.notice;
    node.replaceChildren(box('', context.words.notices[kind](who, name)));
    return;
  }
  const bubble = box('bubble');
  if (message.sender) bubble.append(box('sender', message.sender));
  if (message.isForwarded) bubble.append(box('forwarded', context.words.forwarded));
  const answered = messages.find(({ id }) => id === message.replyToId);
  if (answered !== undefined) bubble.append(box('quoted', answered.text.slice(0, 80)));
  if (message.file !== undefined) bubble.append(fileBox(message.file));
  if (message.text !== '') {
    const text = box('text');
    text.append(renderText(message.text, message.entities, context.actions));
    bubble.append(text);
  }
  bubble.append(metaLine(message, context));
  const parts = [
    bubble,
    ...message.rows.map((row, index) => buttonRow(message, row, index, context)),
  ];
  if (message.reactions.length > 0) parts.push(box('reactions', message.reactions.join(' ')));
  node.replaceChildren(...parts);
}

function metaLine(message, context) {
  const { words } = context;
  const marks = [message.isEdited && words.edited, timeText(message.sentAt, context)].filter(
    Boolean,
  );
  const line = box('meta', marks.join(' '));
  if (message.isProtected) {
    line.prepend('🔒 ');
    line.title = words.protected;
  }
  return line;
}

function buttonRow(message, row, rowIndex, context) {
  const line = box('buttons');
  row.forEach((button, column) => {
    const node = document.createElement('button');
    node.type = 'button';
    node.className = ['inline', button.style, button.kind].filter(Boolean).join(' ');
    node.textContent = button.label;
    node.disabled = button.kind === 'disabled';
    node.addEventListener('click', () =>
      press(node, button, { messageId: message.id, row: rowIndex, column }, context),
    );
    line.append(node);
  });
  return line;
}

async function press(node, button, where, { actions }) {
  if (button.kind === 'copy') return actions.copy(button.value);
  if (button.kind === 'url') return actions.open(button.value);
  node.classList.add('waiting');
  await actions.press(where);
  node.classList.remove('waiting');
}

function fileBox(file) {
  const address = `/page/file/${encodeURIComponent(file.id)}`;
  if (file.kind === 'photo' || file.kind === 'sticker') {
    const picture = document.createElement('img');
    picture.className = 'picture';
    picture.src = address;
    picture.alt = file.name;
    if (file.picture !== undefined) Object.assign(picture, file.picture);
    return picture;
  }
  if (file.isSound) {
    const player = document.createElement('audio');
    return Object.assign(player, { controls: true, preload: 'metadata', src: address });
  }
  const link = document.createElement('a');
  link.className = 'file';
  link.href = address;
  link.append(
    box('file-icon', '↓'),
    box('file-name', file.name),
    box('file-size', sizeOf(file.size)),
  );
  return link;
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function dayLine(time, { words, timeZone }) {
  const node = document.createElement('li');
  node.className = 'day';
  node.append(box('', words.day(new Date(time), timeZone)));
  return node;
}

function box(className, text = '') {
  const node = document.createElement('span');
  node.className = className;
  node.textContent = text;
  return node;
}
