import { cleanLine, cleanText } from '../../lib/html.ts';

/** An answer that is given often. */
export type CannedReply = {
  readonly cannedId: number;
  readonly title: string;
  readonly text: string;
};

/** More are not found in a list on a phone. */
export const mostCanned = 50;

/** Longer ones are not read by customers. Characters. */
export const longestText = 1000;

/** Telegram shows so much of a button in a row of its own. */
const longestTitle = 24;

export type ReadText =
  | { readonly type: 'read'; readonly text: string }
  | { readonly type: 'empty' }
  | { readonly type: 'tooLong'; readonly length: number };

/** What goes to customers of what an admin typed: hidden signs are gone. */
export function readText(typed: string): ReadText {
  const text = cleanText(typed);
  const { length } = [...text];
  if (!hasSign(text)) return { type: 'empty' };
  return length > longestText ? { type: 'tooLong', length } : { type: 'read', text };
}

/** Undefined: nothing is left of it. */
export function readTitle(typed: string): string | undefined {
  const title = cleanLine(typed, longestTitle);
  return hasSign(title) ? title : undefined;
}

/** The first words of a text, for whoever needs no better title. */
export function titleFrom(text: string): string {
  return cleanLine(cleanLine(text, 200).split(/[.!?;:\n]/)[0] ?? '', longestTitle);
}

export function isSameTitle(one: string, other: string): boolean {
  const folded = (title: string): string => title.normalize('NFKC').toLocaleLowerCase('uz');
  return folded(one) === folded(other);
}

/** Of these, the ones that somebody looks for; all without words. */
export function findCanned(
  replies: readonly CannedReply[],
  wanted: string,
): readonly CannedReply[] {
  const folded = wanted.trim().toLocaleLowerCase('uz');
  return replies.filter(({ title, text }) =>
    `${title}\n${text}`.toLocaleLowerCase('uz').includes(folded),
  );
}

function hasSign(text: string): boolean {
  return /[^\s\p{M}\p{Cf}]/u.test(text);
}
