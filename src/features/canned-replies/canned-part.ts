import type { ScreenButton, Words } from '../../telegram/door.ts';

/** The button in the head of a customer's topic; none while there is nothing to choose from. */
export function cannedPart(
  talkId: number,
  { words, hasAny }: { readonly words: Words; readonly hasAny: boolean },
): {
  readonly lines: readonly string[];
  readonly buttons: readonly (readonly ScreenButton[])[];
} {
  const button = {
    ...{ label: words('canned-open'), action: 'canned.open', args: { talkId }, isShared: true },
  };
  return { lines: [], buttons: hasAny ? [[button]] : [] };
}
