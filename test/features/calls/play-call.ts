import { mock } from 'node:test';
import type { AriEvent } from '../../../src/asterisk/ari-event.ts';
import type { LinkState } from '../../../src/asterisk/ari-events.ts';
import type { CdrRecord } from '../../../src/asterisk/cdr-record.ts';
import type { CallsDeps } from '../../../src/features/calls/index.ts';
import { trackCalls } from '../../../src/features/calls/track-calls.ts';
import { Unreachable } from '../../../src/lib/error.ts';
import { createLog } from '../../../src/lib/log.ts';
import { directionOf, outsideNumberOf, stateOf, type Call } from '../../../src/telephony/call.ts';
import { noCards, noChat } from '../../support/no-chat.ts';
import { timeOf, type RealCall } from './real-calls.ts';

/** Places among the events, counted from the first. */
export type Gap = {
  /** The first that does not come, and the first that comes again. */
  readonly from: number;
  readonly to: number;
  /** Asterisk lists its channels before this one, and the list comes before that one. */
  readonly listedAt: number;
  readonly answeredAt: number;
  /** The bot was killed, and is another one afterwards. */
  readonly isRestart: boolean;
};

/** What else is so, beside the gaps. */
export type Circumstances = {
  /** How far Asterisk's clock is ahead of the bot's. */
  readonly aheadMs?: number;
  /** How often the bot cannot read its own database. */
  readonly failures?: number;
  /** How long after the last event the books are looked at. */
  readonly waitMs?: number;
};

/** How the calls stand in the books at the end: one too many when one was taken for two. */
export async function playCall(
  { events, records }: RealCall,
  gaps: readonly Gap[],
  { aheadMs = 0, waitMs = 10_000, failures = 0 }: Circumstances = {},
): Promise<ReturnType<Books['calls']>> {
  const [first, last] = [timeOf(events[0]) - aheadMs, timeOf(events.at(-1)) - aheadMs];
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: first - 60_000 });
  try {
    const books = openBooks(failures);
    let told = 0;
    const listNow = (): Promise<Channels> => Promise.resolve(channelsAfter(events.slice(0, told)));
    let list = listNow;
    const asterisk: Asterisk = {
      listChannels: () => list(),
      listRecords: () =>
        records.filter(({ at }) => at <= Date.now() + aheadMs).map(({ record }) => record),
    };
    let bot = startBot(books, asterisk);
    await bot.started;
    const lists = new Map(gaps.map((gap) => [gap, Promise.withResolvers<Channels>()]));
    for (let at = 0; at <= events.length; at += 1) {
      const event = events[at];
      const due = event ? timeOf(event) - aheadMs : last + 100;
      mock.timers.tick(Math.max(0, due - Date.now()));
      await settle();
      for (const gap of gaps) {
        if (at === gap.from) bot[gap.isRestart ? 'kill' : 'becomeBlind']();
      }
      for (const [gap, slowList] of lists) {
        if (at === gap.to) {
          list = () => {
            list = listNow;
            return slowList.promise;
          };
          if (gap.isRestart) bot = startBot(books, asterisk);
          else bot.seeAgain();
          await settle();
        }
        if (at === gap.answeredAt) {
          slowList.resolve(channelsAfter(events.slice(0, gap.listedAt)));
          await settle();
        }
      }
      told = at + 1;
      if (event && !gaps.some(({ from, to }) => at >= from && at < to)) bot.hear(event);
    }
    for (let waited = 0; waited < waitMs; waited += 1_000) {
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
function openBooks(failures: number) {
  let failuresLeft = failures;
  const logLevel: 'silent' | 'warn' = failures > 0 ? 'silent' : 'warn';
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
    listAwaited: (since: number) => {
      const awaited = [...rows.values()].filter(
        ({ endedAt, isRecordAwaited = false }) => isRecordAwaited && (endedAt ?? 0) >= since,
      );
      return Promise.resolve(structuredClone(awaited));
    },
    findKnown: (ids: readonly string[]) => {
      if (ids.length > 0 && failuresLeft > 0) {
        failuresLeft -= 1;
        return Promise.reject(new Unreachable('The disk is away.'));
      }
      return Promise.resolve(new Set(ids.filter((id) => rows.has(id))));
    },
    seenUntil: () => Promise.resolve(seenUntil),
    noteSeen: (until: number) => {
      seenUntil = until;
      return Promise.resolve();
    },
    logLevel,
    calls: () =>
      [...rows.values()]
        .map((call) => ({ said: saidOf(call), talkMs: talkMsOf(call) }))
        .toSorted((a, b) => (a.said < b.said ? -1 : a.said > b.said ? 1 : a.talkMs - b.talkMs)),
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
  const started = trackCalls({
    ...noChat,
    events: {
      listen: (listener) => subscribe(listeners, listener),
      onState: (listener) => subscribe(stateListeners, listener),
      state: () => state,
    },
    ari: {
      listChannels: async () => {
        const channels = isDead ? undefined : await listChannels();
        // What a killed bot asked for comes to nobody.
        return channels === undefined || isDead ? new Promise(() => undefined) : channels;
      },
    },
    cdr: { listSince: () => Promise.resolve({ type: 'read', records: listRecords() }) },
    store: { ...books, ...noCards },
    clock: { now: Date.now },
    ...{ log: createLog({ level: books.logLevel }), timeZone: 'Asia/Tashkent' },
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

/** All that can be done now is done. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
}
