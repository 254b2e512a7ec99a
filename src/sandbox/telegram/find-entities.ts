import type { Entity } from './entity.ts';

/**
 * What Telegram marks by itself in a plain text: commands, links, mentions, hashtags, e-mail
 * addresses and telephone numbers with a plus. Nothing inside code or links.
 */
export function findEntities(text: string, given: readonly Entity[]): readonly Entity[] {
  const taken = [...given.filter((entity) => opaque.has(entity.type))];
  const found: Entity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const word = match[1] ?? match[0];
      const offset = match.index + match[0].indexOf(word);
      const entity = { type, offset, length: word.length };
      if (taken.some((other) => overlaps(other, entity))) continue;
      taken.push(entity);
      found.push(entity);
    }
  }
  return found;
}

const patterns: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['url', /(?<![\w@/])(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/giu],
  ['email', /(?<![\w.])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/gu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])(\/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\p{L}\p{N}_/])/gu],
  ['mention', /(?<![\p{L}\p{N}_@])(@[A-Za-z]\w{3,31})(?!\w)/gu],
  ['hashtag', /(?<![\p{L}\p{N}_])(#[\p{L}_][\p{L}\p{N}_]{0,255})/gu],
  ['phone_number', /(?<![\p{L}\p{N}+])(\+\d[\d ()-]{7,18}\d)(?!\d)/gu],
];

const opaque = new Set(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji']);

function overlaps(a: Entity, b: Entity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
