import { badRequest, type ApiError } from './api-error.ts';
import { sortEntities, type Entity, type FormattedText } from './entity.ts';

/**
 * Telegram's HTML parse mode: text and entities, or "can't parse entities" with the reason and
 * the byte offset (UTF-8) as Telegram gives them. Unknown character entities stay as they are.
 * Source: Bot API, "HTML style", and the rules of TDLib's parser.
 */
export function parseHtml(html: string): FormattedText {
  const scanner: Scanner = { html, at: 0 };
  const open: OpenTag[] = [];
  const entities: Entity[] = [];
  let text = '';
  while (scanner.at < html.length) {
    const character = html.charAt(scanner.at);
    if (character === '&') {
      text += readCharacterEntity(scanner);
    } else if (character !== '<') {
      text += character;
      scanner.at += 1;
    } else if (html.charAt(scanner.at + 1) === '/') {
      const tag = readEndTag(scanner, open);
      const entity = entityOf(tag, text);
      if (entity !== undefined) entities.push(entity);
    } else {
      open.push(readStartTag(scanner, text.length));
    }
  }
  const left = open.at(-1);
  if (left !== undefined) {
    throw cannotParse(`Can't find end tag corresponding to start tag "${left.name}"`);
  }
  return { text, entities: sortEntities(joinPreAndCode(entities)) };
}

type Scanner = { readonly html: string; at: number };
type OpenTag = { readonly name: string; readonly argument: string; readonly offset: number };

const entityTypes: Readonly<Record<string, string>> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};

function readStartTag(scanner: Scanner, offset: number): OpenTag {
  const { html } = scanner;
  const begin = scanner.at;
  const name = take(scanner, begin + 1, /[^\s>]*/y).toLowerCase();
  if (scanner.at >= html.length) throw cannotParse('Unclosed start tag', scanner, begin);
  if (entityTypes[name] === undefined) {
    throw cannotParse(`Unsupported start tag "${name}"`, scanner, begin);
  }
  const attributes = new Map<string, string>();
  for (;;) {
    take(scanner, scanner.at, /\s*/y);
    if (html.charAt(scanner.at) === '>') break;
    readAttribute(scanner, { name, begin }, attributes);
  }
  scanner.at += 1;
  const argument = argumentOf(name, attributes);
  if (name === 'span' && argument !== 'spoiler') {
    throw cannotParse('Tag "span" must have class "tg-spoiler"', scanner, begin);
  }
  return { name, argument, offset };
}

function readAttribute(
  scanner: Scanner,
  tag: { readonly name: string; readonly begin: number },
  attributes: Map<string, string>,
): void {
  const { html } = scanner;
  const attribute = take(scanner, scanner.at, /[^\s=>/"']*/y);
  if (attribute === '') {
    throw cannotParse(`Empty attribute name in the tag "${tag.name}"`, scanner, tag.begin);
  }
  take(scanner, scanner.at, /\s*/y);
  if (html.charAt(scanner.at) !== '=') {
    if (scanner.at >= html.length) throw unclosedNamed(scanner, tag);
    attributes.set(attribute, '');
    return;
  }
  take(scanner, scanner.at + 1, /\s*/y);
  if (scanner.at >= html.length) throw unclosedNamed(scanner, tag);
  attributes.set(attribute, readAttributeValue(scanner));
  if (scanner.at >= html.length) throw cannotParse('Unclosed start tag', scanner, tag.begin);
}

function readAttributeValue(scanner: Scanner): string {
  const { html } = scanner;
  const quote = html.charAt(scanner.at);
  if (quote !== '"' && quote !== "'") {
    const begin = scanner.at;
    const token = take(scanner, begin, /[A-Za-z0-9.-]*/y).toLowerCase();
    if (!/[\s>]|^$/.test(html.charAt(scanner.at))) {
      throw cannotParse('Unexpected end of name token', scanner, begin);
    }
    return token;
  }
  scanner.at += 1;
  let value = '';
  while (scanner.at < html.length && html.charAt(scanner.at) !== quote) {
    if (html.charAt(scanner.at) === '&') {
      value += readCharacterEntity(scanner);
    } else {
      value += html.charAt(scanner.at);
      scanner.at += 1;
    }
  }
  if (scanner.at < html.length) scanner.at += 1;
  return value;
}

function readEndTag(scanner: Scanner, open: OpenTag[]): OpenTag {
  const begin = scanner.at;
  const tag = open.pop();
  if (tag === undefined) throw cannotParse('Unexpected end tag', scanner, begin);
  const name = take(scanner, begin + 2, /[^\s>]*/y);
  take(scanner, scanner.at, /\s*/y);
  if (scanner.html.charAt(scanner.at) !== '>') {
    throw cannotParse('Unclosed end tag', scanner, begin);
  }
  if (name !== '' && name !== tag.name) {
    const found = `expected "</${tag.name}>", found "</${name}>"`;
    throw cannotParse('Unmatched end tag', scanner, begin, `, ${found}`);
  }
  scanner.at += 1;
  return tag;
}

function argumentOf(name: string, attributes: ReadonlyMap<string, string>): string {
  const attribute = (key: string): string => attributes.get(key) ?? '';
  switch (name) {
    case 'a':
      return attribute('href');
    case 'code':
      return /^language-(.*)$/.exec(attribute('class'))?.[1] ?? '';
    case 'span':
      return /^tg-(.*)$/.exec(attribute('class'))?.[1] ?? '';
    case 'tg-emoji':
      return attribute('emoji-id');
    case 'tg-time':
      return attribute('unix');
    case 'blockquote':
      return attributes.has('expandable') ? 'expandable' : '';
    default:
      return '';
  }
}

function entityOf(tag: OpenTag, text: string): Entity | undefined {
  const length = text.length - tag.offset;
  const type = entityTypes[tag.name];
  if (length === 0 || type === undefined) return undefined;
  const place = { offset: tag.offset, length };
  if (tag.name === 'a') return linkEntity(tag.argument || text.slice(tag.offset), place);
  if (tag.name === 'tg-emoji') return { type, ...place, custom_emoji_id: tag.argument };
  if (tag.name === 'tg-time') return { type, ...place, unix_time: Number(tag.argument) };
  if (tag.name === 'code' && tag.argument !== '') return { type, ...place, language: tag.argument };
  if (tag.argument === 'expandable') return { type: 'expandable_blockquote', ...place };
  return { type, ...place };
}

function linkEntity(href: string, place: { offset: number; length: number }): Entity | undefined {
  const userId = /^tg:\/\/user\?id=(\d+)$/i.exec(href)?.[1];
  if (userId !== undefined) {
    const user = { id: Number(userId), is_bot: false, first_name: '' };
    return { type: 'text_mention', ...place, user };
  }
  const url = /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `http://${href}`;
  // A link to nowhere is left out and its text stays, as in Telegram.
  if (!URL.canParse(url) || !/^(https?|ton|tg|tonsite):/i.test(url)) return undefined;
  return { type: 'text_link', ...place, url: url.includes('/', 8) ? url : `${url}/` };
}

/** `<pre><code class="language-x">` is one block with a language; other classes of code are plain. */
function joinPreAndCode(entities: readonly Entity[]): readonly Entity[] {
  const inPre = (code: Entity): Entity | undefined =>
    entities.find(
      (pre) => pre.type === 'pre' && pre.offset === code.offset && pre.length === code.length,
    );
  return entities.flatMap((entity) => {
    if (entity.type === 'code') {
      if (inPre(entity) !== undefined) return [];
      return [{ type: 'code', offset: entity.offset, length: entity.length }];
    }
    const code = entities.find(
      (other) => other.type === 'code' && other.language !== undefined && inPre(other) === entity,
    );
    return code?.language === undefined ? [entity] : [{ ...entity, language: code.language }];
  });
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

function readCharacterEntity(scanner: Scanner): string {
  const match = /^&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z]+));?/i.exec(
    scanner.html.slice(scanner.at, scanner.at + 12),
  );
  const decoded = match === null ? undefined : decodeCharacter(match);
  if (match === null || decoded === undefined) {
    scanner.at += 1;
    return '&';
  }
  scanner.at += match[0].length;
  return decoded;
}

function decodeCharacter(match: RegExpExecArray): string | undefined {
  const [, hexadecimal, decimal, name] = match;
  if (name !== undefined) return named[name];
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code > 0 && code < 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

function take(scanner: Scanner, from: number, pattern: RegExp): string {
  pattern.lastIndex = from;
  const taken = pattern.exec(scanner.html)?.[0] ?? '';
  scanner.at = from + taken.length;
  return taken;
}

function unclosedNamed(
  scanner: Scanner,
  tag: { readonly name: string; readonly begin: number },
): ApiError {
  return cannotParse(`Unclosed start tag "${tag.name}"`, scanner, tag.begin);
}

function cannotParse(reason: string, scanner?: Scanner, at = 0, rest = ''): ApiError {
  const where =
    scanner === undefined ? '' : ` at byte offset ${Buffer.byteLength(scanner.html.slice(0, at))}`;
  return badRequest(`can't parse entities: ${reason}${where}${rest}`);
}
