/**
 * Telegram's HTML as text: measured, split and flattened. Lengths are UTF-16 units of what a reader
 * sees, which is how Telegram counts entity offsets and never less than how it counts its limit.
 */

/** Source: Bot API, sendMessage: "1-4096 characters after entities parsing". */
const longestText = 4096;

type Token =
  | { readonly type: 'open'; readonly raw: string; readonly name: string }
  | { readonly type: 'close'; readonly raw: string }
  | { readonly type: 'text'; readonly raw: string; readonly length: number };

const tokenShape = /<\/[a-z-]+>|<[a-z][^>]*>|&(?:[a-z]+|#\d+|#x[\da-f]+);|\n|[^<&\n]+|[<&]/giu;

/** What a reader sees of it: no tags, entities as characters. */
export function flatten(html: string): string {
  return decodeEntities(html.replaceAll(/<\/?[a-z][^>]*>/giu, ''));
}

/** Entities as characters; everything else as it stands. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Cuts to at most `limit` visible characters, the last then being "…"; tags stay balanced. */
export function cutHtml(html: string, limit = longestText): string {
  if (html.length <= limit || flatten(html).length <= limit) return html;
  const [first = ''] = splitHtml(html, limit - 1);
  return `${first}…`;
}

/**
 * Splits into parts of at most `limit` visible characters, between lines where a line fits. A tag open
 * at a split is closed there and opened again in the next part. Empty parts are left out.
 */
export function splitHtml(html: string, limit = longestText): readonly string[] {
  if (html.length <= limit) return [html];
  const parts: string[] = [];
  let open: Extract<Token, { type: 'open' }>[] = [];
  let part = '';
  let length = 0;

  const close = (): void => {
    const ends = open.map((tag) => `</${tag.name}>`).reverse();
    if (length > 0) parts.push(part + ends.join(''));
    part = open.map((tag) => tag.raw).join('');
    length = 0;
  };
  for (const line of linesOf(html)) {
    const lineLength = line.reduce((sum, token) => sum + lengthOf(token), 0);
    if (length > 0 && length + lineLength > limit) close();
    for (const token of line) {
      if (token.type === 'open') open = [...open, token];
      if (token.type === 'close') open = open.slice(0, -1);
      for (const piece of token.type === 'text' ? piecesOf(token, limit) : [token]) {
        // The newline a part would begin with is the split itself.
        if (piece.raw === '\n' && length === 0) continue;
        if (length + lengthOf(piece) > limit) close();
        part += piece.raw;
        length += lengthOf(piece);
      }
    }
  }
  close();
  return parts;
}

function lengthOf(token: Token): number {
  return token.type === 'text' ? token.length : 0;
}

/** Tokens line by line; each line after the first begins with its newline. */
function linesOf(html: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  for (const [raw] of html.matchAll(tokenShape)) {
    if (raw === '\n') lines.push([]);
    lines.at(-1)?.push(tokenOf(raw));
  }
  return lines;
}

function tokenOf(raw: string): Token {
  if (raw.startsWith('</')) return { type: 'close', raw };
  const [, name] = /^<([a-z-]+)/iu.exec(raw) ?? [];
  if (name !== undefined) return { type: 'open', raw, name };
  return { type: 'text', raw, length: raw.length > 1 && raw.startsWith('&') ? 1 : raw.length };
}

/** A run of text longer than a part, cut without tearing a surrogate pair. */
function piecesOf(token: Extract<Token, { type: 'text' }>, limit: number): readonly Token[] {
  if (token.length <= limit) return [token];
  const pieces: Token[] = [];
  let piece = '';
  for (const character of token.raw) {
    if (piece.length + character.length > limit) {
      pieces.push({ type: 'text', raw: piece, length: piece.length });
      piece = '';
    }
    piece += character;
  }
  pieces.push({ type: 'text', raw: piece, length: piece.length });
  return pieces;
}
