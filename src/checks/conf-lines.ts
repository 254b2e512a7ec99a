import { parseConf, sectionsOf, type ConfSection } from '../files/conf-document.ts';
import { foldName } from '../files/conf-section.ts';
import { requireWritableKey, requireWritableValue } from '../files/conf-value.ts';

/**
 * Edits of a file that Asterisk may not be able to read as it stands: line by line, for what
 * `conf-document` refuses to touch because sections stand twice or a header is broken. Texts are
 * latin1, lines count from 1, endings are kept. Whoever uses these reads the result anew.
 */

/** Exchanges one line; `edit` gets it without its ending. */
export function editLine(text: string, line: number, edit: (content: string) => string): string {
  return splitLines(text)
    .map((one, index) => {
      if (index !== line - 1) return one;
      const ending = /\r?\n$/.exec(one)?.[0] ?? '';
      return edit(one.slice(0, one.length - ending.length)) + ending;
    })
    .join('');
}

/** Takes lines away, both ends included. */
export function removeLines(text: string, first: number, last: number): string {
  return splitLines(text)
    .filter((_, index) => index < first - 1 || index >= last)
    .join('');
}

/** Writes lines below line `after`; 0 is the top of the file, Infinity its end. */
export function insertLines(text: string, after: number, contents: readonly string[]): string {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = splitLines(text);
  const above = lines.slice(0, after).map((line) => (line.endsWith('\n') ? line : line + ending));
  const added = contents.map((content) => content + ending);
  return [...above, ...added, ...lines.slice(after)].join('');
}

/** The section whose header stands in a line. */
export function sectionAt(text: string, line: number): ConfSection | undefined {
  return sectionsOf(parseConf(text)).find((section) => section.line === line);
}

/**
 * Gives a setting of the section at a line its value: in the last line of that key, else below the
 * header. Throws InvalidInput for a value that Asterisk would not read back.
 */
export function withSetting(
  text: string,
  { sectionLine, key, value }: { sectionLine: number; key: string; value: string },
): string {
  requireWritableKey(key);
  requireWritableValue(value);
  const section = sectionAt(text, sectionLine);
  const last = section?.settings.findLast((setting) => foldName(setting.key) === key);
  if (!last) return insertLines(text, sectionLine, [`${key} = ${value}`]);
  return editLine(text, last.line, (content) => {
    const [, head = `${key} = `, remark = ''] =
      /^([^=]*?)\s*\+?=>?[^;]*(;.*)?$/.exec(content) ?? [];
    return `${head.trimEnd()} = ${value}${remark === '' ? '' : ` ${remark}`}`;
  });
}

/** Takes every line of a key out of the section at a line. */
export function withoutSetting(text: string, sectionLine: number, key: string): string {
  const lines = sectionAt(text, sectionLine)
    ?.settings.filter((setting) => foldName(setting.key) === foldName(key))
    .map((setting) => setting.line);
  return (lines ?? []).toReversed().reduce((rest, line) => removeLines(rest, line, line), text);
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
