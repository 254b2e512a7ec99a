import { escapeHtml } from '../../lib/html.ts';
import { sortEntities, type Entity, type FormattedText } from './entity.ts';

/** A formatted text as Telegram HTML again. Entities nest, as Telegram guarantees. */
export function printHtml({ text, entities }: FormattedText): string {
  const opens = new Map<number, Entity[]>();
  for (const entity of sortEntities(entities)) {
    opens.set(entity.offset, [...(opens.get(entity.offset) ?? []), entity]);
  }
  const stack: Entity[] = [];
  let html = '';
  for (let at = 0; at <= text.length; at += 1) {
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.offset + top.length > at) break;
      html += tagsOf(top)[1];
      stack.pop();
    }
    for (const entity of opens.get(at) ?? []) {
      html += tagsOf(entity)[0];
      stack.push(entity);
    }
    html += escapeHtml(text.charAt(at)).replace('&quot;', '"');
  }
  return html;
}

function tagsOf(entity: Entity): readonly [open: string, close: string] {
  const tag = simpleTags[entity.type];
  if (tag !== undefined) return [`<${tag}>`, `</${tag}>`];
  switch (entity.type) {
    case 'text_link':
      return [`<a href="${escapeHtml(entity.url ?? '')}">`, '</a>'];
    case 'text_mention':
      return [`<a href="tg://user?id=${entity.user?.id ?? 0}">`, '</a>'];
    case 'expandable_blockquote':
      return ['<blockquote expandable>', '</blockquote>'];
    case 'pre':
      if (entity.language === undefined) return ['<pre>', '</pre>'];
      return [`<pre><code class="language-${escapeHtml(entity.language)}">`, '</code></pre>'];
    case 'custom_emoji':
      return [`<tg-emoji emoji-id="${entity.custom_emoji_id ?? ''}">`, '</tg-emoji>'];
    default:
      return ['', ''];
  }
}

const simpleTags: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'tg-spoiler',
  code: 'code',
  blockquote: 'blockquote',
};
