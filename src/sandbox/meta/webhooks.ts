import { createHmac } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { createLuck } from './luck.ts';
import { batchesOf, type Batch, type Behaviour, type Told } from './webhook-batch.ts';

export type Delivery = {
  readonly at: number;
  /** 0: no answer came. */
  readonly status: number;
  readonly updates: number;
  readonly tookMs: number;
};

export type Webhooks = {
  /** As the dashboard does: asks for the challenge; from then on webhooks go there. False: not verified. */
  readonly register: (url: string, verifyToken: string) => Promise<boolean>;
  readonly tell: (told: Told) => void;
  /** What was said goes to the address as it stands. For what no customer here can do. */
  readonly post: (
    body: string | Buffer,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<number>;
  readonly sign: (body: string | Buffer) => string;
  readonly behave: (behaviour: Partial<Behaviour>) => void;
  /** Nothing is sent until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Resolves when nothing waits and nothing is under way. */
  readonly idle: () => Promise<void>;
  /** Every request, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** What is never sent. */
  readonly lost: readonly Told[];
  readonly close: () => Promise<void>;
};

/** "the call times out after 20 s". Source: Messenger Platform FAQ. */
const deadlineMs = 20_000;

/** After an hour of failures Meta ends the subscription of the account. Source: Messenger webhooks. */
const patienceMs = 60 * 60_000;

/** Webhooks as Meta sends them: signed, batched, repeated, in no order that holds. */
export function createWebhooks(clock: Clock, appSecret: string): Webhooks {
  let behaviour: Behaviour = {
    ...{ batchSize: 1, parallel: 1, isShuffled: false, repeatShare: 0 },
    lostShare: 0,
    ...{ retryMs: [0, 250, 500, 1000, 2000, 5000], seed: 1 },
  };
  let luck = createLuck(behaviour.seed);
  let url = '';
  let isHeld = false;
  let isClosed = false;
  let underWay = 0;
  let waiting: Told[] = [];
  const ready: Batch[] = [];
  const pauses = new Map<NodeJS.Timeout, Batch>();
  const deliveries: Delivery[] = [];
  const lost: Told[] = [];
  const requests = new Set<AbortController>();
  let quiet: (() => void)[] = [];

  const sign = (body: string | Buffer): string =>
    `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;

  const post = async (
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = { 'x-hub-signature-256': sign(body) },
    updates = 1,
  ): Promise<number> => {
    const request = new AbortController();
    requests.add(request);
    const timer = setTimeout(() => {
      request.abort();
    }, deadlineMs);
    const begun = performance.now();
    let status = 0;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          ...headers,
        },
        body: typeof body === 'string' ? body : new Uint8Array(body),
        signal: request.signal,
      });
      await response.arrayBuffer();
      status = response.status;
    } catch {
      status = 0;
    }
    clearTimeout(timer);
    requests.delete(request);
    deliveries.push({ at: clock.now(), status, updates, tookMs: performance.now() - begun });
    return status;
  };

  const pump = (): void => {
    if (isHeld || isClosed || url === '') {
      settle();
      return;
    }
    if (ready.length === 0 && waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      ready.push(...batchesOf(taken, { behaviour, luck, now: clock.now() }));
    }
    while (underWay < behaviour.parallel) {
      const batch = ready.shift();
      if (!batch) break;
      underWay += 1;
      void deliver(batch).finally(() => {
        underWay -= 1;
        pump();
      });
    }
    settle();
  };

  const deliver = async (batch: Batch): Promise<void> => {
    const status = await post(batch.body, undefined, batch.updates);
    if (isClosed) return;
    if (status === 200) {
      if (!batch.isRepeat && luck() < behaviour.repeatShare)
        ready.push({ ...batch, isRepeat: true });
      return;
    }
    batch.tries += 1;
    batch.failingSince ??= clock.now();
    if (clock.now() - batch.failingSince >= patienceMs) {
      for (const account of batch.accounts) account.fields = [];
      return;
    }
    const pause = behaviour.retryMs[batch.tries - 1] ?? behaviour.retryMs.at(-1) ?? 1000;
    const timer = setTimeout(() => {
      pauses.delete(timer);
      ready.push(batch);
      pump();
    }, pause);
    pauses.set(timer, batch);
  };

  const settle = (): void => {
    const isQuiet = underWay === 0 && ready.length === 0 && pauses.size === 0;
    if (!isQuiet || (waiting.length > 0 && !isHeld && url !== '')) return;
    for (const resolve of quiet.splice(0)) resolve();
  };

  return {
    register: async (address, verifyToken) => {
      const challenge = String(Math.floor(luck() * 2 ** 31));
      const query = new URLSearchParams({
        ...{ 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken },
        'hub.challenge': challenge,
      });
      const answer = await fetch(`${address}?${query.toString()}`).catch(() => undefined);
      const isVerified = answer?.status === 200 && (await answer.text()) === challenge;
      if (isVerified) {
        url = address;
        pump();
      }
      return isVerified;
    },
    tell: (told) => {
      const isLost = behaviour.lostShare > 0 && luck() < behaviour.lostShare;
      if (isLost || !told.account.fields.includes(told.field)) {
        lost.push(told);
        return;
      }
      waiting.push(told);
      // What happens together may travel together.
      if (waiting.length === 1) setImmediate(pump);
    },
    post: (body, headers) => post(body, headers),
    sign,
    behave: (next) => {
      behaviour = { ...behaviour, ...next };
      if (next.seed !== undefined) luck = createLuck(next.seed);
    },
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      pump();
    },
    idle: () =>
      new Promise((resolve) => {
        quiet.push(resolve);
        setImmediate(pump);
      }),
    ...{ deliveries, lost },
    close: async () => {
      isClosed = true;
      for (const timer of pauses.keys()) clearTimeout(timer);
      pauses.clear();
      ready.length = 0;
      waiting = [];
      for (const request of requests) request.abort();
      while (underWay > 0) await new Promise(setImmediate);
      for (const resolve of quiet) resolve();
      quiet = [];
    },
  };
}
