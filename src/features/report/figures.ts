import { localTime } from '../../lib/local-time.ts';
import type { PastCall } from '../../telephony/past-call.ts';

/** How the calls of one hour of the clock, or of one day, ended. Calls from outside only. */
export type Slot = { readonly answered: number; readonly missed: number };

export type OperatorFigures = {
  readonly extension: string;
  /** Calls from outside that this phone talked in. */
  readonly taken: number;
  readonly made: number;
  /** Of the calls it took part in: of one that two talked in both have the whole time. */
  readonly talkMs: number;
};

export type Figures = {
  readonly inbound: number;
  readonly answered: number;
  readonly missed: number;
  readonly outbound: number;
  readonly internal: number;
  /** Of calls from outside, until somebody talked or the end; 0 without any. */
  readonly averageWaitMs: number;
  readonly longestWaitMs: number;
  /** With the outside, whoever called. */
  readonly talkMs: number;
  /** Customers who were missed and have not been talked to since. */
  readonly notCalledBack: number;
  /** By hours of the clock, 0 to 23. */
  readonly hours: readonly Slot[];
  /** By dates, `2026-11-21`, in order; dates without calls are not there. */
  readonly days: ReadonlyMap<string, Slot>;
  /** Who talked most comes first. */
  readonly operators: readonly OperatorFigures[];
};

/**
 * The figures of `calls`. `since`: all calls from the first of these on, those after them too: in them
 * it is seen whom somebody talked to later.
 */
export function figuresOf(
  calls: readonly PastCall[],
  { since, timeZone }: { readonly since: readonly PastCall[]; readonly timeZone: string },
): Figures {
  const inbound = calls.filter(({ direction }) => direction === 'inbound');
  const outbound = calls.filter(({ direction }) => direction === 'outbound');
  const waits = inbound.map(({ waitedMs }) => waitedMs);
  const missed = inbound.filter(isMissed);
  return {
    inbound: inbound.length,
    answered: inbound.length - missed.length,
    missed: missed.length,
    outbound: outbound.length,
    internal: calls.length - inbound.length - outbound.length,
    averageWaitMs: waits.length === 0 ? 0 : sumOf(waits) / waits.length,
    longestWaitMs: waits.reduce((longest, wait) => Math.max(longest, wait), 0),
    talkMs: sumOf([...inbound, ...outbound].map(({ talkMs }) => talkMs)),
    notCalledBack: countNotCalledBack(missed, since),
    ...slotsOf(inbound, timeZone),
    operators: operatorsOf([...inbound, ...outbound]),
  };
}

/** The hours with most calls from outside, at most `limit`, busiest first. */
export function busiestHours({ hours }: Figures, limit: number): readonly number[] {
  const total = (hour: number): number => {
    const slot = hours[hour];
    return slot ? slot.answered + slot.missed : 0;
  };
  return hours
    .map((_slot, hour) => hour)
    .filter((hour) => total(hour) > 0)
    .toSorted((a, b) => total(b) - total(a) || a - b)
    .slice(0, limit);
}

function isMissed({ missedBecause }: PastCall): boolean {
  return missedBecause !== undefined;
}

/** Numbers come with their country or without: nine digits tell whose it is. */
function customerOf({ outsideNumber }: PastCall): string {
  return outsideNumber.slice(-9);
}

/** A hidden number cannot be called back. */
function countNotCalledBack(missed: readonly PastCall[], since: readonly PastCall[]): number {
  const lastMissed = new Map<string, number>();
  for (const call of missed) {
    const customer = customerOf(call);
    if (customer === '') continue;
    lastMissed.set(customer, Math.max(lastMissed.get(customer) ?? 0, call.startedAt));
  }
  for (const call of since) {
    const missedAt = lastMissed.get(customerOf(call));
    const isTalk = call.direction !== 'internal' && !isMissed(call);
    if (isTalk && missedAt !== undefined && call.endedAt > missedAt) {
      lastMissed.delete(customerOf(call));
    }
  }
  return lastMissed.size;
}

function slotsOf(
  inbound: readonly PastCall[],
  timeZone: string,
): { readonly hours: readonly Slot[]; readonly days: ReadonlyMap<string, Slot> } {
  const { dateAt, minuteAt } = localTime(timeZone);
  const hours: Slot[] = Array.from({ length: 24 }, () => ({ answered: 0, missed: 0 }));
  const days = new Map<string, Slot>();
  for (const call of inbound) {
    const date = dateAt(call.startedAt);
    const hour = Math.floor(minuteAt(call.startedAt) / 60);
    hours[hour] = withCall(hours[hour], call);
    days.set(date, withCall(days.get(date), call));
  }
  return { hours, days };
}

function withCall(slot: Slot = { answered: 0, missed: 0 }, call: PastCall): Slot {
  return isMissed(call)
    ? { ...slot, missed: slot.missed + 1 }
    : { ...slot, answered: slot.answered + 1 };
}

function operatorsOf(calls: readonly PastCall[]): readonly OperatorFigures[] {
  const operators = new Map<string, OperatorFigures>();
  for (const call of calls) {
    const isInbound = call.direction === 'inbound';
    for (const extension of isInbound ? call.answeredBy : [call.fromExtension]) {
      const before = operators.get(extension) ?? { extension, taken: 0, made: 0, talkMs: 0 };
      operators.set(extension, {
        extension,
        taken: before.taken + (isInbound ? 1 : 0),
        made: before.made + (isInbound ? 0 : 1),
        talkMs: before.talkMs + call.talkMs,
      });
    }
  }
  return [...operators.values()].toSorted(
    (a, b) => b.talkMs - a.talkMs || Number(a.extension) - Number(b.extension),
  );
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
