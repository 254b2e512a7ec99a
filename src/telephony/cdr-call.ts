import type { CdrRecord } from '../asterisk/cdr-record.ts';
import type { Call, Leg, LegState, Talk } from './call.ts';
import { partyOf } from './party.ts';

/** Clocks of records have whole seconds. */
const secondMs = 1_000;

/**
 * The records of one call together: by linkedid, by the channel that called, and by a channel that
 * stands in several at the same time, as after an attended transfer. Oldest first.
 */
export function groupCdr(records: readonly CdrRecord[]): readonly (readonly CdrRecord[])[] {
  const groups: CdrRecord[][] = [];
  const groupOf = new Map<string, CdrRecord[]>();
  const ordered = records.toSorted((a, b) => a.startedAt - b.startedAt);
  for (const record of ordered) {
    const keys = keysOf(record).filter((key) => isSameTime(groupOf.get(key), record, key));
    const [group = [], ...others] = new Set(
      keys.map((key) => groupOf.get(key)).filter((found) => found !== undefined),
    );
    if (group.length === 0) groups.push(group);
    for (const other of others) {
      group.push(...other.splice(0));
      for (const one of group) for (const key of keysOf(one)) groupOf.set(key, group);
    }
    group.push(record);
    for (const key of keysOf(record)) groupOf.set(key, group);
  }
  return groups.filter((group) => group.length > 0);
}

/** The ids that events would have known this call or its channels by. */
export function idsOf(records: readonly CdrRecord[]): readonly string[] {
  const ids = records.flatMap(({ linkedId, uniqueId }) => [linkedId, uniqueId]);
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** A call that nobody followed, as its records tell it. Undefined when they are of no phone and no line. */
export function callFromCdr(
  records: readonly CdrRecord[],
  isExtension: (endpoint: string) => boolean,
): Call | undefined {
  // Without an id nobody could tell whether it is written down already.
  return idsOf(records).length === 0 ? undefined : toldBy(records, isExtension);
}

function toldBy(
  records: readonly CdrRecord[],
  isExtension: (endpoint: string) => boolean,
): Call | undefined {
  const ordered = records.toSorted((a, b) => a.startedAt - b.startedAt || rank(a) - rank(b));
  const root = ordered.find(({ channel }) => !isLocal(channel));
  if (!root) return undefined;
  const rootId = firstOf(root.uniqueId, root.channel);
  const callId = firstOf(root.linkedId, rootId);
  const legs = new Map<string, Leg>();
  const rootLeg = legOf(root.channel, root, isExtension);
  legs.set(rootId, {
    ...rootLeg,
    channelId: rootId,
    number: root.callerNumber,
    name: root.callerName,
    exten: root.exten,
    state: undefined,
  });
  for (const record of ordered) {
    for (const name of [record.channel, record.otherChannel]) {
      if (name === '' || name === root.channel || legs.has(name) || isLocal(name)) continue;
      const own = ordered.filter((one) => one.channel === name || one.otherChannel === name);
      legs.set(name, {
        ...legOf(name, record, isExtension),
        dialledBy: rootId,
        isOutgoing: true,
        state: stateOfLeg(own),
        dialString: dialStringOf(record),
      });
    }
  }
  const startedAt = Math.min(...ordered.map((record) => record.startedAt));
  const rang = [...legs.values()].filter(({ dialledBy }) => dialledBy !== undefined);
  const last = ordered.findLast(({ channel }) => channel === root.channel);
  const rootSeat = legs.get(rootId);
  if (rootSeat && last && hungUpItself(rang, last)) {
    rootSeat.hangupAsked = { at: last.endedAt, isSoft: false };
  }
  const endedAt = Math.max(...ordered.map((record) => record.endedAt));
  const talks = talksOf(ordered, root.channel, isExtension);
  return { callId, startedAt, endedAt, isEndUnseen: false, isPast: true, legs, talks };
}

/** When each channel left the call, by its name. */
export function endsOf(records: readonly CdrRecord[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const { channel, otherChannel, endedAt } of records) {
    for (const name of [channel, otherChannel]) {
      if (name !== '') ends.set(name, Math.max(ends.get(name) ?? 0, endedAt));
    }
  }
  return ends;
}

/**
 * A followed call of which not everything was seen, completed by its records: what was seen stands, what
 * they know besides is added. `call` has ended, at the moments of `endsOf` where nobody saw it.
 */
export function endedByCdr(
  call: Call,
  records: readonly CdrRecord[],
  isExtension: (endpoint: string) => boolean,
): Call {
  const told = toldBy(records, isExtension);
  if (!told) return call;
  const seenLegs = new Map([...call.legs.values()].map((leg) => [leg.channelName, leg]));
  const legs = new Map(call.legs);
  for (const [id, leg] of told.legs) {
    const seen = seenLegs.get(leg.channelName);
    if (!seen) {
      legs.set(id, leg);
      continue;
    }
    seen.dialledBy ??= leg.dialledBy;
    const isOpen = seen.state === 'dialling' || seen.state === 'ringing';
    if (isOpen || (seen.state === undefined && seen.dialledBy !== undefined)) {
      seen.state = leg.state;
    }
    // Of a channel whose other side hung up, the last word is Asterisk's own.
    if (seen.hangupAsked?.isSoft !== false) seen.hangupAsked = leg.hangupAsked ?? seen.hangupAsked;
  }
  const isBeginSeen = call.startedAt < told.startedAt + secondMs;
  const startedAt = isBeginSeen ? call.startedAt : told.startedAt;
  const began = (extension: string): number =>
    Math.max(
      startedAt,
      ...[...call.legs.values()]
        .filter((leg) => leg.extension === extension && leg.isOutgoing)
        .map((leg) => leg.startedAt),
    );
  const talks = call.talks.map((talk) => {
    const same = told.talks.find((one) => isSameTalk(talk, one));
    return same ? correctedTalk(talk, same, began(talk.extension)) : talk;
  });
  for (const talk of told.talks) {
    const last = talks
      .filter((seen) => isSameTalk(seen, talk))
      .reduce<Talk | undefined>(
        (one, other) => (endOf(one) > endOf(other) ? one : other),
        undefined,
      );
    // It went on where nobody saw it.
    if (last) {
      if (endOf(talk) > endOf(last) + secondMs) last.to = talk.to;
      continue;
    }
    // Of a queue the record counts from when the queue picked up; the phone was not even rung then.
    talks.push({ ...talk, from: Math.max(talk.from, began(talk.extension)) });
  }
  talks.sort((a, b) => a.from - b.from);
  const endedAt = Math.max(call.endedAt ?? 0, told.endedAt ?? 0);
  return { ...call, startedAt, endedAt, legs, talks, isEndUnseen: false };
}

/** What was seen of it stands; what was guessed gives way. */
function correctedTalk(seen: Talk, told: Talk, began: number): Talk {
  const { extension, isMet = false, isEndGuessed = false } = seen;
  const from = isMet ? Math.min(seen.from, Math.max(told.from, began)) : seen.from;
  const to = isEndGuessed ? Math.max(from, Math.min(endOf(seen), endOf(told))) : seen.to;
  return { extension, from, to };
}

function endOf(talk: Talk | undefined): number {
  return talk ? (talk.to ?? Infinity) : -Infinity;
}

function isSameTalk(seen: Talk, told: Talk): boolean {
  const until = (told.to ?? Infinity) + secondMs;
  return (
    seen.extension === told.extension &&
    seen.from <= until &&
    (seen.to ?? Infinity) + secondMs >= told.from
  );
}

function keysOf({ linkedId, uniqueId, channel, otherChannel }: CdrRecord): readonly string[] {
  return [
    ...(linkedId === '' ? [] : [`call ${linkedId}`]),
    ...(uniqueId === '' ? [] : [`id ${uniqueId}`, `call ${uniqueId}`]),
    ...[channel, otherChannel].flatMap((name) => (name === '' ? [] : [halfless(name)])),
  ];
}

/** Names of channels come again after a restart of Asterisk; ids do not. */
function isSameTime(
  group: readonly CdrRecord[] | undefined,
  record: CdrRecord,
  key: string,
): boolean {
  if (!group || /^(call|id) /.test(key)) return true;
  return group.some((one) => one.endedAt + secondMs >= record.startedAt);
}

function halfless(name: string): string {
  return isLocal(name) ? name.replace(/;[12]$/, '') : name;
}

function firstOf(text: string, other: string): string {
  return text === '' ? other : text;
}

function isLocal(name: string): boolean {
  return name.startsWith('Local/');
}

/** Of records that begin in one second, the one of the channel that was made first comes first. */
function rank({ uniqueId }: CdrRecord): number {
  return Number(uniqueId.slice(uniqueId.lastIndexOf('.') + 1));
}

function legOf(name: string, record: CdrRecord, isExtension: (endpoint: string) => boolean): Leg {
  const extension = partyOf(name, isExtension);
  return {
    channelId: name,
    channelName: name,
    extension,
    isLocal: isLocal(name),
    isOutgoing: false,
    startedAt: record.startedAt,
    number: extension ?? '',
    name: '',
    dialledBy: undefined,
    state: undefined,
    dialString: '',
    exten: '',
    connectedSince: undefined,
    hangupAsked: undefined,
    endedAt: record.endedAt,
    cause: undefined,
    techCause: undefined,
  };
}

/** `PJSIP/998935556677@trunk,10` → `998935556677@trunk` */
function dialStringOf({ app, appData, otherChannel }: CdrRecord): string {
  if (app !== 'Dial') return '';
  const endpoint = /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(otherChannel)?.[1] ?? '';
  const targets = (appData.split(',')[0] ?? '')
    .split('&')
    .map((one) => one.replace(/^PJSIP\//, ''));
  return targets.find((one) => one === endpoint || one.endsWith(`@${endpoint}`)) ?? '';
}

function stateOfLeg(own: readonly CdrRecord[]): LegState {
  if (own.some(({ disposition }) => disposition === 'answered')) return 'answered';
  const [last] = own.toReversed();
  switch (last?.disposition) {
    case 'busy':
      return 'busy';
    case 'failed':
      return 'unreachable';
    case 'answered':
    case 'noAnswer':
    case undefined:
      return last && isTimedOut(last) ? 'noAnswer' : 'cancelled';
  }
}

/** Whether it rang as long as it was to ring; else the caller gave up, or another phone answered. */
function isTimedOut({ app, appData, startedAt, endedAt }: CdrRecord): boolean {
  const seconds = Number(appData.split(',')[app === 'Queue' ? 4 : 1]);
  return seconds > 0 && endedAt - startedAt >= seconds * secondMs;
}

/** Whether the caller ended it: phones stopped ringing early, or the dialplan was not at its own end. */
function hungUpItself(rang: readonly Leg[], last: CdrRecord): boolean {
  if (last.app === 'Hangup') return false;
  if (rang.length === 0) return true;
  return (
    rang.some(({ state }) => state === 'cancelled') &&
    !rang.some(({ state }) => state === 'noAnswer')
  );
}

/** Everybody whom somebody spoke with, and a phone that began a call itself. */
function talksOf(
  records: readonly CdrRecord[],
  rootChannel: string,
  isExtension: (endpoint: string) => boolean,
): Talk[] {
  const rootExtension = partyOf(rootChannel, isExtension);
  const talks: Talk[] = [];
  for (const record of records) {
    const { channel, otherChannel, disposition, answeredAt, endedAt } = record;
    if (disposition !== 'answered' || answeredAt === undefined) continue;
    // Alone with a queue, a menu or a parking place: nobody.
    if (otherChannel === '') continue;
    for (const name of new Set([channel, otherChannel])) {
      const outside =
        rootExtension === undefined && name !== rootChannel ? dialledOutside(record) : undefined;
      const extension = partyOf(name, isExtension) ?? outside;
      if (extension !== undefined) talks.push({ extension, from: answeredAt, to: endedAt });
    }
  }
  return talks;
}

/** Forwarded to a number outside: that number answered. */
function dialledOutside(record: CdrRecord): string | undefined {
  const [number = ''] = dialStringOf(record).split('@');
  return number === '' ? undefined : number;
}
