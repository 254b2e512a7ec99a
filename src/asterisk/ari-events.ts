import { Refused, messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { createMutex } from '../lib/mutex.ts';
import { backoffMs, pause } from '../lib/retry.ts';
import { readAriEvent, unwantedTypes, type AriEvent } from './ari-event.ts';
import { createHandover, type Handover } from './ari-handover.ts';
import { askAri } from './ari-http.ts';
import { openAriSocket, type AriSocket, type EventSettings } from './ari-socket.ts';

export type { AriEvent } from './ari-event.ts';
export type { EventSettings } from './ari-socket.ts';

/** `replaced`: another program took the name of our application; two would fight over it for ever. */
export type LinkTrouble = {
  readonly reason: 'unreachable' | 'refused' | 'silent' | 'closed' | 'replaced';
  /** Of the handshake, when it was refused. */
  readonly status?: number;
};

/** Times are wall milliseconds. `blindSince`: from then on until `at`, events were missed. */
export type LinkState =
  | { readonly type: 'starting' }
  | { readonly type: 'up'; readonly at: number; readonly blindSince: number | undefined }
  | { readonly type: 'down'; readonly at: number; readonly because: LinkTrouble };

export type LinkCounts = { received: number; unwanted: number; malformed: number };

/** The stream of everything that happens in Asterisk, kept up for ever. */
export type AriEvents = {
  /** In the order of arrival. A listener must return at once: Asterisk cuts a slow reader, and may lock up. */
  readonly listen: (listener: (event: AriEvent) => void) => () => void;
  readonly onState: (listener: (state: LinkState) => void) => () => void;
  readonly state: () => LinkState;
  /** Since the start. */
  readonly counts: () => Readonly<LinkCounts>;
  /**
   * Goes over to other credentials or another address: the new socket is open before the old one ends,
   * and no event is lost or told twice. Throws Refused or Unreachable, and the old one stays, when the
   * new cannot be opened.
   */
  readonly moveTo: (settings: EventSettings) => Promise<void>;
  /** The same without throwing; what cannot be opened now is opened with them as soon as it can. */
  readonly changeCredentials: (pair: Pick<EventSettings, 'username' | 'password'>) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type AriEventsDeps = {
  readonly settings: EventSettings;
  /** The name of our Stasis application; every other socket takes it with `-b` behind. */
  readonly app: string;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  readonly limits?: Partial<LinkLimits>;
};

type LinkLimits = {
  readonly handshakeMs: number;
  readonly pingEveryMs: number;
  readonly silenceMs: number;
  readonly retryCapMs: number;
  readonly retryReplacedMs: number;
  readonly overlapMs: number;
};

const usualLimits: LinkLimits = {
  handshakeMs: 5_000,
  pingEveryMs: 2_500,
  silenceMs: 7_500,
  retryCapMs: 15_000,
  // Two bots of one name must not throw each other out all day.
  retryReplacedMs: 60_000,
  // An event is on its way for a few milliseconds.
  overlapMs: 200,
};

/** A socket in use, and what is done with what it brings. */
type Seat = { readonly socket: AriSocket; take: (data: Buffer) => void; wasReplaced: boolean };

const ping = { method: 'GET', path: '/asterisk/ping' };

/**
 * All of each kind. `subscribeAll` hears of device states too, and an Asterisk that tells of one while
 * the application goes locks up ARI until its restart (22.10.1; in one move of four during calls).
 */
const sources = encodeURIComponent('channel:,bridge:,endpoint:');

/** Most of the traffic stays at its source; Asterisk forgets it when the last socket of the application closes. */
const unwanted = { disallowed: unwantedTypes.map((type) => ({ type })) };

/** Starts the link in the background: Asterisk may be away. */
export function startAriEvents(deps: AriEventsDeps): AriEvents {
  const { app, log, now } = deps;
  const limits = { ...usualLimits, ...deps.limits };
  const listeners = new Set<(event: AriEvent) => void>();
  const stateListeners = new Set<(state: LinkState) => void>();
  const counts: LinkCounts = { received: 0, unwanted: 0, malformed: 0 };
  const stopping = new AbortController();
  let settings = deps.settings;
  let state: LinkState = { type: 'starting' };
  let current: Seat | undefined;
  // Two moves at once, or one while the link opens anew, would leave a socket that nobody closes.
  const inTurn = createMutex();
  let failures = 0;
  // Never two sockets of one name: the newer takes the events over, and what is on its way just then
  // is lost. Only who was replaced keeps its name, or two bots would not notice each other.
  let isSecondName = false;
  let mayHang = false;

  const enter = (next: LinkState): void => {
    if (next.type === 'down') log.warn(next.because, 'no events from Asterisk');
    else if (state.type === 'down') log.info({}, 'events arrive from Asterisk again');
    state = next;
    for (const listener of stateListeners) call(listener, next);
  };
  const call = <Value>(listener: (value: Value) => void, value: Value): void => {
    try {
      listener(value);
    } catch (error) {
      // One listener's bug must not cost the others their event.
      log.error({ cause: messageOf(error) }, 'a listener of events failed');
    }
  };

  const tell = (data: Buffer): void => {
    counts.received += 1;
    const read = readAriEvent(data);
    if (read.type !== 'event') counts[read.type] += 1;
    else for (const listener of listeners) call(listener, read.event);
  };
  const open = async (to: EventSettings, take: Seat['take']): Promise<Seat> => {
    const name = isSecondName ? `${app}-b` : app;
    const seat: Omit<Seat, 'socket'> & { socket?: AriSocket } = { take, wasReplaced: false };
    const receive = (data: Buffer): void => {
      if (!isReplacement(data)) {
        seat.take(data);
        return;
      }
      seat.wasReplaced = true;
      seat.socket?.close();
    };
    const socket = await openAriSocket(to, { app: name, limits, signal: stopping.signal }, receive);
    const opened: Seat = Object.assign(seat, { socket });
    try {
      await subscribeTo(to, name);
    } catch (error) {
      socket.close();
      throw error;
    }
    return opened;
  };
  const subscribeTo = async (to: EventSettings, name: string): Promise<void> => {
    const path = `/applications/${encodeURIComponent(name)}`;
    const filter = { method: 'PUT', path: `${path}/eventFilter`, body: JSON.stringify(unwanted) };
    const all = { method: 'POST', path: `${path}/subscription?eventSource=${sources}` };
    try {
      await askAri(to, filter, limits.handshakeMs);
    } catch (error) {
      // Without it there is more to read, nothing else.
      log.warn({ cause: messageOf(error) }, "Asterisk's event filter could not be set");
    }
    await askAri(to, all, limits.handshakeMs);
  };

  /** One life of the link: from opening to the end of the last socket that took it over. */
  const live = async (): Promise<LinkTrouble> => {
    try {
      // A frozen Asterisk takes up our handshakes when it goes on, also those we have given up.
      // Asked often: a question that was lost on the way holds up the next one.
      if (mayHang) await askAri(settings, ping, limits.pingEveryMs);
      current = await open(settings, tell);
    } catch (error) {
      return troubleOf(error);
    }
    failures = 0;
    enter({ type: 'up', at: now(), blindSince: state.type === 'down' ? state.at : undefined });
    for (;;) {
      const seat: Seat = current;
      const end = await seat.socket.ended;
      if (await inTurn(() => leave(seat))) return { reason: seat.wasReplaced ? 'replaced' : end };
    }
  };

  /** False: a move has put another in its place. */
  const leave = (seat: Seat): Promise<boolean> => {
    const isOver = current === seat;
    if (isOver) current = undefined;
    return Promise.resolve(isOver);
  };

  const isStopping = (): boolean => stopping.signal.aborted;
  const run = async (): Promise<void> => {
    while (!isStopping()) {
      const because = await live();
      if (isStopping()) return;
      mayHang = because.reason === 'silent' || because.reason === 'unreachable';
      if (mayHang || because.reason === 'closed') isSecondName = !isSecondName;
      if (state.type === 'down') state = { ...state, because };
      else enter({ type: 'down', at: now(), because });
      const wait =
        because.reason === 'replaced'
          ? limits.retryReplacedMs
          : backoffMs(failures, deps.random, { capMs: retryCapOf(failures, limits) });
      failures += 1;
      await pause(wait, stopping.signal);
    }
  };
  const running = run();

  const move = async (next: EventSettings): Promise<void> => {
    const old = current;
    if (!old) {
      settings = next;
      return;
    }
    const handover = createHandover(tell);
    old.take = handover.fromOld;
    isSecondName = !isSecondName;
    try {
      current = await open(next, handover.fromNew);
    } catch (error) {
      isSecondName = !isSecondName;
      old.take = tell;
      throw error;
    }
    settings = next;
    await letOldCatchUp(handover);
    old.socket.close();
    await old.socket.ended;
    handover.finish();
  };
  /** What Asterisk has in its queue for a socket is lost when that is closed. */
  const letOldCatchUp = async (handover: Handover): Promise<void> => {
    const until = performance.now() + limits.handshakeMs;
    do await pause(limits.overlapMs, stopping.signal);
    while (!handover.isLevel() && performance.now() < until && !isStopping());
  };

  const moveTo = (next: EventSettings): Promise<void> => inTurn(() => move(next));
  return {
    listen: (listener) => subscribe(listeners, listener),
    onState: (listener) => subscribe(stateListeners, listener),
    state: () => state,
    counts: () => ({ ...counts }),
    moveTo,
    changeCredentials: async (pair) => {
      const next = { ...settings, ...pair };
      try {
        await moveTo(next);
      } catch (error) {
        log.warn({ cause: messageOf(error) }, 'the event socket keeps its old credentials for now');
        settings = next;
      }
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** A restart of Asterisk takes seconds and is noticed at once; who is away for minutes is asked less often. */
function retryCapOf(failures: number, { retryCapMs }: LinkLimits): number {
  return failures < 120 ? Math.min(retryCapMs, 2_000) : retryCapMs;
}

function troubleOf(error: unknown): LinkTrouble {
  if (!(error instanceof Refused)) return { reason: 'unreachable' };
  return { reason: 'refused', ...(error.status !== undefined && { status: error.status }) };
}

/** Of 150 bytes, and a search of every event would cost a tenth of all. Inside a value its quotes would be escaped. */
function isReplacement(data: Buffer): boolean {
  return data.length < 300 && data.includes('"type":"ApplicationReplaced"');
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
