import { cleanText } from '../../lib/html.ts';
import type { Happening } from '../../meta/customer-event.ts';

/** `greeting`: to whoever begins to write. `away`: to whoever writes when nobody is there. */
export const answerKinds = ['greeting', 'away'] as const;

export type AnswerKind = (typeof answerKinds)[number];

export type AutoText = { readonly text: string; readonly isOn: boolean };

const hourMs = 60 * 60_000;

/** Each at most once in this time for a customer. */
const onceMs = 24 * hourMs;

/** Where a person answers, no machine has to say that nobody is there. */
const attendedMs = hourMs;

/** What was written longer ago is not answered as if it had come now. */
const freshMs = 15 * 60_000;

/** As long as a canned reply. Characters. */
export const longestText = 1000;

/** What goes to customers of what an admin typed; undefined: nothing, or too much, is left. */
export function readAutoText(typed: string): string | undefined {
  const text = cleanText(typed);
  return /[^\s\p{M}\p{Cf}]/u.test(text) && [...text].length <= longestText ? text : undefined;
}

/** Whether it asks for an answer: not what merely mentions, likes, or comes from us. */
export function isAsking(happening: Happening): boolean {
  if (happening.type === 'postback') return true;
  if (happening.type !== 'message') return false;
  return !happening.attachments.some(({ type }) => type === 'storyMention');
}

/** Which answer leaves now, if any. All times in milliseconds. */
export function answerFor({
  texts,
  isAway,
  now,
  saidAt,
  attendedAt,
  lastAt,
}: {
  readonly texts: Readonly<Partial<Record<AnswerKind, AutoText>>>;
  readonly isAway: boolean;
  readonly now: number;
  readonly saidAt: number;
  /** When a person of ours wrote, or took the customer on, last. */
  readonly attendedAt: number | undefined;
  /** When each went to this customer last. */
  readonly lastAt: Readonly<Partial<Record<AnswerKind, number>>>;
}): AnswerKind | undefined {
  if (now - saidAt > freshMs) return undefined;
  const kind = isAway && texts.away?.isOn === true ? 'away' : 'greeting';
  if (texts[kind]?.isOn !== true) return undefined;
  if (isWithin(lastAt[kind], onceMs, now)) return undefined;
  const quietMs = kind === 'away' ? attendedMs : onceMs;
  return isWithin(attendedAt, quietMs, now) ? undefined : kind;
}

function isWithin(at: number | undefined, ms: number, now: number): boolean {
  return at !== undefined && now - at < ms;
}
