import { insideOf } from './links.js';

/**
 * A text with Telegram's entities as nodes. Everything a person or the bot wrote becomes text nodes,
 * never markup. Offsets count UTF-16 units, as JavaScript does; entities nest, outer first.
 */
export function renderText(text, entities, actions) {
  return renderRange({ text, entities, actions }, 0, text.length, 0);
}

function renderRange(source, from, to, first) {
  const parts = document.createDocumentFragment();
  let at = from;
  let wasBlock = false;
  const plainUntil = (end, isBlockNext) => {
    // A block begins and ends its own lines: the line ends beside it are its own already.
    let text = source.text.slice(at, end);
    if (wasBlock) text = text.replace(/^\n/, '');
    if (isBlockNext) text = text.replace(/\n$/, '');
    parts.append(text);
  };
  for (let index = first; index < source.entities.length; index += 1) {
    const entity = source.entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    // Already shown inside an outer one, or beyond this range.
    if (entity.offset < at || entity.offset >= to) continue;
    const isBlock = blocks.has(entity.type);
    plainUntil(entity.offset, isBlock);
    const inside = renderRange(source, entity.offset, end, index + 1);
    parts.append(renderEntity(entity, inside, source));
    at = end;
    wasBlock = isBlock;
  }
  plainUntil(to, false);
  return parts;
}

const blocks = new Set(['pre', 'blockquote', 'expandable_blockquote']);

const tags = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  blockquote: 'blockquote',
};

function renderEntity(entity, inside, { text, actions }) {
  const own = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case 'code':
      return clickable('code', inside, () => actions.copy(own));
    case 'pre':
      return clickable('pre', inside, () => actions.copy(own));
    case 'spoiler':
      return spoiler(inside);
    case 'expandable_blockquote':
      return foldable(inside);
    case 'text_link':
      return link(entity.url, inside, actions);
    case 'url':
      return link(own, inside, actions);
    case 'bot_command':
      return clickable('a', inside, () => actions.say(own));
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'email':
    case 'phone_number':
      return element('span', inside, 'marked');
    default:
      return element(tags[entity.type] ?? 'span', inside);
  }
}

function spoiler(inside) {
  const node = element('span', inside, 'spoiler');
  node.addEventListener('click', () => node.classList.add('shown'));
  return node;
}

/** As in Telegram: three lines until it is tapped. */
function foldable(inside) {
  const node = clickable('blockquote', inside, () => node.classList.toggle('open'));
  node.classList.add('foldable');
  return node;
}

/** Only web addresses can be followed; what Telegram would open itself stays on the page. */
function link(url, inside, actions) {
  if (insideOf(url) !== undefined) return clickable('a', inside, () => actions.open(url));
  if (!/^https?:\/\//i.test(url)) return element('span', inside, 'marked');
  const node = element('a', inside);
  node.href = url;
  node.target = '_blank';
  node.rel = 'noopener noreferrer';
  return node;
}

function clickable(name, inside, onClick) {
  const node = element(name, inside, 'clickable');
  node.tabIndex = 0;
  node.addEventListener('click', onClick);
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') onClick();
  });
  return node;
}

function element(name, inside, className) {
  const node = document.createElement(name);
  if (className !== undefined) node.className = className;
  node.append(inside);
  return node;
}
