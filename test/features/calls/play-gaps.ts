import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mock } from 'node:test';
import type { AriEvent } from '../../../src/asterisk/ari-event.ts';
import type { LinkState } from '../../../src/asterisk/ari-events.ts';
import { readCdrCsv, type CdrRecord } from '../../../src/asterisk/cdr-record.ts';
import type { CallsDeps } from '../../../src/features/calls/index.ts';
import { trackCalls } from '../../../src/features/calls/track-calls.ts';
import { createLog } from '../../../src/lib/log.ts';
import { directionOf, outsideNumberOf, stateOf, type Call } from '../../../src/telephony/call.ts';
import { groupCdr, idsOf } from '../../../src/telephony/cdr-call.ts';
import { noCustomers } from '../../support/no-customers.ts';

/** A real call: what Asterisk told while it went on, and what it wrote down when it was over. */
type RealCall = {
  readonly name: string;
  readonly events: readonly AriEvent[];
  readonly records: readonly CdrRecord[];
};

/** Places among the events of a call, counted from the first. */
type Gap = {
  /** The first that does not come, and the first that comes again. */
  readonly from: number;
  readonly to: number;
  /** Asterisk lists its channels before this one, and the list comes before that one. */
  readonly listedAt: number;
  readonly answeredAt: number;
  /** The bot was killed, and is another one afterwards. */
  readonly isRestart: boolean;
};

export type GapFigures = {
  readonly gaps: number;
  readonly worstTalkMs: number;
  readonly wrong: readonly string[];
};

const folder = path.join(import.meta.dirname, '../../fixtures/kinds');

/** Records have whole seconds; of a menu and a queue they count from when those picked up. */
const talkSlackMs = 1_300;

export const kinds: readonly RealCall[] = readKinds();

/**
 * Plays a real call with every gap that its events can have, or every so many-th of them: whatever of it
 * was not seen, it must stand in the books once, as it stands there when all was seen.
 */
export async function playGaps(real: RealCall, every: number): Promise<GapFigures> {
  let [gaps, worstTalkMs] = [0, 0];
  const wrong: string[] = [];
  for (const [what, call] of Object.entries(variantsOf(real))) {
    const whole = await playCall(call);
    for (const gap of gapsOf(call.events.length)) {
      gaps += 1;
      if (gaps % every !== 0) continue;
      const found = await playCall(call, gap);
      const said = found.map((one) => one.said).join('; ');
      const offMs = Math.abs((found[0]?.talkMs ?? 0) - (whole[0]?.talkMs ?? 0));
      worstTalkMs = Math.max(worstTalkMs, offMs);
      if (said === whole[0]?.said && offMs <= talkSlackMs) continue;
      wrong.push(`${what}, ${JSON.stringify(gap)}: ${said}, ${offMs} ms off`);
    }
  }
  return { gaps: Math.floor(gaps / every), worstTalkMs, wrong };
}

function readKinds(): readonly RealCall[] {
  const groups = groupCdr(readCdrCsv(readFileSync(path.join(folder, 'records.csv'), 'utf8')));
  return globSync(path.join(folder, '*.jsonl'))
    .toSorted()
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const lines = text.trim().split('\n');
      return {
        name: path.basename(file, '.jsonl'),
        events: lines.map((line) => JSON.parse(line) as AriEvent),
        records: groups
          .filter((group) => idsOf(group).some((id) => text.includes(`"${id}"`)))
          .flat(),
      };
    });
}

function variantsOf(call: RealCall): Readonly<Record<string, RealCall>> {
  const bare = JSON.stringify(call.events).replaceAll(/,"channelvars":\{[^}]*\}/g, '');
  return {
    'as ari.conf should be': call,
    'without linkedid': { ...call, events: JSON.parse(bare) as readonly AriEvent[] },
  };
}

function* gapsOf(events: number): Iterable<Gap> {
  for (let from = 0; from < events; from += 1) {
    for (let to = from + 1; to <= events; to += 1) {
      // At once; at once, told when all is over; when all is over; and while some of it still comes.
      for (const [listed, answered] of [
        [0, 0],
        [0, events],
        [events, events],
        [2, 4],
      ] as const) {
        const listedAt = Math.min(events, to + listed);
        const answeredAt = Math.min(events, to + answered);
        for (const isRestart of [false, true]) yield { from, to, listedAt, answeredAt, isRestart };
      }
    }
  }
}

/** How the call stands in the books at the end; more than one when it was taken for several. */
async function playCall(
  { events, records }: RealCall,
  gap?: Gap,
): Promise<readonly { readonly said: string; readonly talkMs: number }[]> {
  const [first, last] = [timeOf(events[0]), timeOf(events.at(-1))];
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: first - 60_000 });
  try {
    const books = openBooks();
    let told = 0;
    const listNow = (): Promise<Channels> => Promise.resolve(channelsAfter(events.slice(0, told)));
    let list = listNow;
    const asterisk: Asterisk = {
      listChannels: () => list(),
      // A moment after the end of a call.
      listRecords: () => (Date.now() > last + 300 ? records : []),
    };
    let bot = startBot(books, asterisk);
    await bot.started;
    const slowList = Promise.withResolvers<Channels>();
    for (let at = 0; at <= events.length; at += 1) {
      const event = events[at];
      mock.timers.tick(Math.max(0, (event ? timeOf(event) : last + 100) - Date.now()));
      await settle();
      if (at === gap?.from) bot[gap.isRestart ? 'kill' : 'becomeBlind']();
      if (at === gap?.to) {
        list = () => slowList.promise;
        if (gap.isRestart) bot = startBot(books, asterisk);
        else bot.seeAgain();
        await settle();
      }
      if (at === gap?.answeredAt) {
        slowList.resolve(channelsAfter(events.slice(0, gap.listedAt)));
        await settle();
        list = listNow;
      }
      told = at + 1;
      if (event && !(gap && at >= gap.from && at < gap.to)) bot.hear(event);
    }
    for (let seconds = 0; seconds < 10; seconds += 1) {
      await settle();
      mock.timers.tick(1_000);
    }
    await bot.stop();
    return books.calls();
  } finally {
    mock.timers.reset();
  }
}

type Channels = Awaited<ReturnType<CallsDeps['ari']['listChannels']>>;

type Asterisk = {
  readonly listChannels: () => Promise<Channels>;
  readonly listRecords: () => readonly CdrRecord[];
};

type Books = ReturnType<typeof openBooks>;

/** What outlives the bot. */
function openBooks() {
  const rows = new Map<string, Call>();
  let seenUntil = Date.now() - 15_000;
  return {
    save: ({ calls, gone }: Parameters<CallsDeps['store']['save']>[0]) => {
      for (const id of gone) rows.delete(id);
      for (const call of calls) rows.set(call.callId, structuredClone(call));
      return Promise.resolve();
    },
    listOpen: () => {
      const open = [...rows.values()].filter(({ endedAt }) => endedAt === undefined);
      return Promise.resolve(structuredClone(open));
    },
    findKnown: (ids: readonly string[]) =>
      Promise.resolve(new Set(ids.filter((id) => rows.has(id)))),
    seenUntil: () => Promise.resolve(seenUntil),
    noteSeen: (until: number) => {
      seenUntil = until;
      return Promise.resolve();
    },
    calls: () => [...rows.values()].map((call) => ({ said: saidOf(call), talkMs: talkMsOf(call) })),
  };
}

function startBot(books: Books, { listChannels, listRecords }: Asterisk) {
  const listeners = new Set<(event: AriEvent) => void>();
  const stateListeners = new Set<(state: LinkState) => void>();
  let state: LinkState = { type: 'up', at: Date.now(), blindSince: undefined };
  let isDead = false;
  const become = (next: LinkState): void => {
    state = next;
    for (const listener of stateListeners) listener(next);
  };
  const unused = () => Promise.reject(new Error('Nobody asks for this here.'));
  const started = trackCalls({
    ...noCustomers,
    events: {
      listen: (listener) => subscribe(listeners, listener),
      onState: (listener) => subscribe(stateListeners, listener),
      state: () => state,
    },
    ari: { listChannels: () => (isDead ? new Promise(() => undefined) : listChannels()) },
    cdr: { listSince: () => Promise.resolve({ type: 'read', records: listRecords() }) },
    store: { ...books, noteRouteMessage: unused, putCard: unused },
    callLog: { findLastWith: unused, listPast: unused },
    people: { list: unused },
    routes: {
      ...{ find: () => Promise.resolve(undefined), set: unused },
      ...{ remove: unused, setBlindSince: unused },
    },
    outbox: { wake: () => undefined },
    chat: { sendMessage: unused },
    wordsOf: () => () => '',
    onSaved: () => undefined,
    clock: { now: Date.now },
    ...{ log: createLog({ level: 'warn' }), timeZone: 'Asia/Tashkent' },
  });
  return {
    started,
    hear: (event: AriEvent) => {
      for (const listener of listeners) listener(event);
    },
    becomeBlind: () => {
      become({ type: 'down', at: Date.now(), because: { reason: 'closed' } });
    },
    seeAgain: () => {
      become({ type: 'up', at: Date.now(), blindSince: Date.now() });
    },
    kill: () => {
      isDead = true;
      listeners.clear();
      stateListeners.clear();
    },
    stop: async () => {
      await (await started).stop();
    },
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

type RawChannel = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly creationtime: string;
  readonly caller: { readonly name: string; readonly number: string };
  readonly dialplan: { readonly exten: string };
  readonly channelvars?: Readonly<Record<string, string>>;
};

/** Those that Asterisk has after these events, as the last of them showed each. */
function channelsAfter(events: readonly AriEvent[]): Channels {
  const channels = new Map<string, Channels[number]>();
  for (const event of events) {
    for (const value of [event['channel'], event['caller'], event['peer']]) {
      if (value === undefined) continue;
      const { id, name, state, caller, dialplan, ...channel } = value as RawChannel;
      channels.set(id, {
        ...{ id, name, state, exten: dialplan.exten },
        ...{ callerName: caller.name, callerNumber: caller.number },
        linkedId: channel.channelvars?.['CHANNEL(linkedid)'],
        createdAt: new Date(channel.creationtime),
      });
    }
    if (event.type === 'ChannelDestroyed') channels.delete((event['channel'] as RawChannel).id);
  }
  return [...channels.values()];
}

function saidOf(call: Call): string {
  const state = stateOf(call);
  const who = `${directionOf(call)} ${outsideNumberOf(call)}`;
  const unseen = call.isEndUnseen ? ', its end was not seen' : '';
  if (state.type === 'answered') return `${who} by ${state.by.toSorted().join(' ')}${unseen}`;
  return `${who} ${state.type}${'because' in state ? ` ${state.because}` : ''}${unseen}`;
}

function talkMsOf(call: Call): number {
  const state = stateOf(call);
  return state.type === 'answered' ? state.talkMs : 0;
}

function timeOf(event: AriEvent | undefined): number {
  return Date.parse(String(event?.['timestamp']));
}

/** All that can be done now is done. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
}
