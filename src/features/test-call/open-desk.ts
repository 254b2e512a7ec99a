import type { Locale } from '../../lib/locale.ts';
import { createMinuteLimit } from '../../lib/minute-limit.ts';
import type { Words } from '../../telegram/door.ts';
import { closeLeftovers } from './close-leftovers.ts';
import { showTest } from './show-test.ts';
import { startTest } from './start-test.ts';
import type { StartedTest, TestCall, TestCallDeps, TestRefusal } from './test-call-deps.ts';

/** The tests of this process: who may begin one, and those that are going on or were a while ago. */
export type TestDesk = {
  /** Begins a test that a message shows. Resolves to what stood in the way, if anything did. */
  readonly begin: (order: ChatOrder) => Promise<TestRefusal | undefined>;
  /** The same without a message. */
  readonly beginUnseen: (order: {
    readonly from: string;
    readonly to: string;
  }) => Promise<StartedTest>;
  readonly find: (callId: string) => TestCall | undefined;
  readonly hangUp: (
    callId: string,
    words: Words,
    toast: (text: string) => Promise<void>,
  ) => Promise<void>;
  /** Ends those of an earlier life. */
  readonly open: () => Promise<void>;
  /** Hangs up all of them and waits until they are shown as ended. */
  readonly close: () => Promise<void>;
};

type ChatOrder = {
  /** The same when a crash brings the same tap or command again. */
  readonly orderKey: string;
  readonly from: string;
  readonly to: string;
  readonly telegramId: number;
  readonly chatId: number;
  readonly locale: Locale;
};

const mostPerMinute = 2;

/** Tests that are over are told of for a while to whoever asks over HTTP. */
const mostKept = 50;

/** Nobody of the people has this id: whoever has the API token. */
const apiCaller = 0;

export function openDesk(deps: TestCallDeps): TestDesk {
  const { clock } = deps;
  const limit = createMinuteLimit(mostPerMinute, clock);
  const tests = new Map<string, TestCall>();
  const beginnings = new Set<Promise<unknown>>();
  const shows = new Set<Promise<unknown>>();
  let isClosed = false;
  let ofBefore: ReadonlySet<string> = new Set();

  const start = async (
    caller: number,
    order: Parameters<typeof startTest>[1],
  ): Promise<StartedTest> => {
    if (isClosed) return { type: 'refused', because: 'unreachable', who: order.from };
    if (limit.isUsedUp(caller)) return { type: 'refused', because: 'twoAMinute', who: order.from };
    // What is being asked for counts already; what is refused rang nobody and counts for nothing.
    const giveBack = limit.note(caller);
    const started = await startTest(deps, order);
    if (started.type === 'refused') {
      giveBack();
      return started;
    }
    const { test } = started;
    tests.set(test.callId, test);
    const [oldest] = tests.keys();
    if (tests.size > mostKept && oldest !== undefined) tests.delete(oldest);
    return started;
  };
  const begin = async ({ from, to, telegramId, orderKey, ...place }: ChatOrder) => {
    if (ofBefore.has(orderKey)) return undefined;
    const person = await deps.people.byTelegramId(telegramId);
    let refresh = (): void => undefined;
    const started = await start(telegramId, {
      ...{ from, to, requestedBy: person?.personId ?? apiCaller },
      onChange: () => {
        refresh();
      },
    });
    if (started.type === 'refused') return started;
    const show = await showTest(deps, started.test, { ...place, orderKey });
    refresh = show.refresh;
    void track(shows, show.shown);
    return undefined;
  };
  return {
    begin: (order) => track(beginnings, begin(order)),
    beginUnseen: (order) =>
      track(beginnings, start(apiCaller, { ...order, requestedBy: apiCaller })),
    find: (callId) => tests.get(callId),
    hangUp: async (callId, words, toast) => {
      const test = tests.get(callId);
      if (!test || test.run().isOver) {
        await toast(words('test-call-already-over'));
        return;
      }
      await toast(words('test-call-hanging-up'));
      await test.hangUp('person');
    },
    open: async () => {
      const { orderKeys, told } = await closeLeftovers(deps);
      ofBefore = orderKeys;
      void track(shows, told);
    },
    close: async () => {
      isClosed = true;
      await Promise.allSettled(beginnings);
      await Promise.all(
        [...tests.values()].map(async (test) => {
          await test.hangUp('restart');
          await test.over;
        }),
      );
      await Promise.all(shows);
    },
  };
}

/** So that the end of the process can wait for it. */
function track<Result>(set: Set<Promise<unknown>>, work: Promise<Result>): Promise<Result> {
  const tracked = work.finally(() => set.delete(tracked));
  set.add(tracked);
  return tracked;
}
