/**
 * Text made safe for Telegram's HTML parse mode.
 * Source: Bot API, "HTML style": `<`, `>` and `&` must be entities; `"` inside attributes.
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const graphemes = new Intl.Segmenter('uz', { granularity: 'grapheme' });

/**
 * A stranger's text for one line of a message: control, bidirectional and zero-width characters
 * gone, white space folded, cut to `maxGraphemes` (64 unless told). Escape it afterwards.
 */
export function cleanLine(text: string, maxGraphemes = 64): string {
  const clean = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\p{Co}\p{Cs}]/gu, '')
    .trim();
  const parts = [...graphemes.segment(clean)].map((part) => part.segment);
  if (parts.length <= maxGraphemes) return clean;
  return parts.slice(0, maxGraphemes - 1).join('') + '…';
}

/** A stranger's text of many lines: as `cleanLine`, but lines stay lines. Escape it afterwards. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replaceAll(/[^\P{Cc}\n\t]+/gu, '')
    .replaceAll(/[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\p{Co}\p{Cs}]/gu, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
