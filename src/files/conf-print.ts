import type { ConfLine } from './conf-line.ts';

/** The text of lines that were read from one or made by exchanging a part of it: joining 100,000 lines takes its time. */
const texts = new WeakMap<readonly ConfLine[], string>();

/** Keeps in mind what the lines say. `text` must be exactly their texts, one after the other. */
export function rememberText(lines: readonly ConfLine[], text: string): void {
  texts.set(lines, text);
}

export function textOf(lines: readonly ConfLine[]): string {
  const known = texts.get(lines);
  if (known !== undefined) return known;
  const text = lines.map((line) => line.text).join('');
  texts.set(lines, text);
  return text;
}
