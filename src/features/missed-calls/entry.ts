import type { MissedBecause } from '../../telephony/call.ts';
import type { PastCall } from '../../telephony/past-call.ts';

/**
 * Somebody outside who called, reached nobody, and has to be called back: one entry for each number,
 * however often it tries, and one for all hidden ones until somebody has seen it. Times in milliseconds since 1970.
 */
export type MissedEntry = {
  /** The id of its first call. */
  readonly entryId: string;
  /** Whose number it is; `hiddenKey`, and '' for what cannot be called back. */
  readonly numberKey: string;
  /** As Asterisk had it at the newest try. */
  readonly number: string;
  readonly name: string;
  readonly tries: number;
  readonly firstAt: number;
  /** Of the newest try, as are the next three. */
  readonly lastAt: number;
  readonly waitedMs: number;
  readonly because: MissedBecause;
  readonly isEndUnseen: boolean;
  /** From when on somebody should have taken it; counts while nobody has. */
  readonly unclaimedSince: number;
  readonly claim: Claim | undefined;
  /** The newest call to that number which nobody answered. */
  readonly attempt: Attempt | undefined;
  readonly dutyToldAt: number | undefined;
  readonly supervisorsToldAt: number | undefined;
  readonly end: EntryEnd | undefined;
  /** The Telegram update of the last press that had the number called. */
  readonly callUpdateId: number | undefined;
};

export type Claim = { readonly personId: number; readonly name: string; readonly at: number };

export type Attempt = {
  readonly at: number;
  readonly extension: string;
  readonly because: MissedBecause;
};

/** `by` is a person's name, or of a talk the extensions with commas between. */
export type EntryEnd = {
  readonly how: 'talked' | 'done';
  readonly at: number;
  readonly by: string;
};

/** What a call that is over means for the worklist. */
export type News =
  /** Somebody waits: it is told with a sound. */
  | { readonly type: 'missed'; readonly entry: MissedEntry }
  | { readonly type: 'noted'; readonly entry: MissedEntry }
  | { readonly type: 'closed'; readonly entry: MissedEntry };

/** Of all hidden numbers: nobody can tell them apart, or call them back. */
export const hiddenKey = 'hidden';

/** A word in place of a number is how telephone companies say that it is hidden. */
export function isHidden(number: string): boolean {
  return !/\d/.test(number);
}

/** Somebody can be called back there, and told apart from others. */
export function isCustomerKey(numberKey: string): boolean {
  return numberKey !== '' && numberKey !== hiddenKey;
}

/**
 * Whose number it is, with its country or without: the last nine digits, which tell Uzbek customers
 * apart. '' for what the bot cannot call.
 */
export function numberKeyOf(number: string): string {
  if (isHidden(number)) return hiddenKey;
  const digits = number.replaceAll(/[\s()+.-]/g, '');
  return /^\d{3,}$/.test(digits) ? digits.slice(-9) : '';
}

/** `open` is the open entry of the call's number, if there is one. Undefined: it changes nothing. */
export function followCall(call: PastCall, open: MissedEntry | undefined): News | undefined {
  if (call.direction === 'internal') return undefined;
  if (call.missedBecause !== undefined && call.direction === 'inbound') {
    return { type: 'missed', entry: withTry(call, call.missedBecause, open) };
  }
  // Who talks from a hidden number may be anybody.
  if (!open || open.numberKey === hiddenKey) return undefined;
  // What was over before the customer called is no answer to that call.
  if (call.endedAt < open.lastAt) return undefined;
  if (call.missedBecause === undefined) {
    const by = call.direction === 'outbound' ? [call.fromExtension] : call.answeredBy;
    return { type: 'closed', entry: withTalk(open, by, call.startedAt + call.waitedMs) };
  }
  const { startedAt: at, fromExtension: extension, missedBecause: because } = call;
  return { type: 'noted', entry: { ...open, attempt: { at, extension, because } } };
}

/** Somebody of the staff talks with the customer: nobody else needs to. */
export function withTalk(
  entry: MissedEntry,
  extensions: readonly string[],
  at: number,
): MissedEntry {
  return { ...entry, end: { how: 'talked', at, by: extensions.join(',') } };
}

function withTry(
  call: PastCall,
  because: MissedBecause,
  open: MissedEntry | undefined,
): MissedEntry {
  const { callId, outsideNumber: number, outsideName: name, startedAt: lastAt } = call;
  const { waitedMs, isEndUnseen } = call;
  const newest = { number, lastAt, waitedMs, because, isEndUnseen };
  if (open) {
    const tried = { ...open, tries: open.tries + 1, name: name || open.name };
    // Asterisk's records may tell of an earlier try after a later one.
    return lastAt < open.lastAt
      ? { ...tried, firstAt: Math.min(lastAt, open.firstAt) }
      : { ...tried, ...newest };
  }
  return {
    entryId: callId,
    numberKey: numberKeyOf(number),
    name,
    tries: 1,
    firstAt: lastAt,
    ...newest,
    unclaimedSince: call.endedAt,
    ...{ claim: undefined, attempt: undefined, end: undefined, callUpdateId: undefined },
    ...{ dutyToldAt: undefined, supervisorsToldAt: undefined },
  };
}
