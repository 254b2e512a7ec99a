import { Stop } from '../../lib/error.ts';
import { readCallEvent, type CallEvent } from '../../telephony/call-event.ts';
import { readDialled, type Party } from '../../telephony/dialled-number.ts';
import { isBusy } from '../../telephony/place-call.ts';
import type {
  StartedTest,
  TestCallDeps,
  TestLimits,
  TestOrder,
  TestRefusal,
} from './test-call-deps.ts';
import { watchSound } from './watch-sound.ts';
import {
  followTestEvent,
  isHeard,
  newTestRun,
  secondLegOf,
  withSound,
  type TestRun,
} from './test-run.ts';

const usualLimits: TestLimits = { callMs: 60_000, talkMs: 20_000, listenMs: 3_000 };

/** After we ended it Asterisk needs milliseconds; then its events are lost. */
const lastEventsMs = 2_000;

/** A busy Asterisk makes 3,500 events a second; the order is answered in far less than this many. */
const mostEventsBefore = 10_000;

/**
 * Asks whether both phones are there, then has the first one rung, and follows the call by its events
 * until it is over: by itself, by `hangUp`, when both have talked for a while, or at the limit.
 */
export async function startTest(deps: TestCallDeps, order: TestOrder): Promise<StartedTest> {
  const parties = await checkParties(deps, order);
  if ('type' in parties) return parties;
  // Events may come before the answer that tells the call's id.
  const early: CallEvent[] = [];
  let follow = (event: CallEvent): void => {
    if (early.length < mostEventsBefore) early.push(event);
  };
  const stopListening = deps.events.listen((event) => {
    const read = readCallEvent(event);
    if (read) follow(read);
  });
  const placed = await deps.placeCall({
    ...{ extension: parties.from.number, number: parties.to.number },
    ...{ purpose: 'test', requestedBy: order.requestedBy },
  });
  if (placed.type === 'refused') {
    stopListening();
    return { ...placed, who: order.from };
  }
  const test = followTest(deps, { order, run: newTestRun(placed.callId, parties), stopListening });
  follow = test.follow;
  early.forEach(follow);
  return { type: 'started', test };
}

async function checkParties(
  { ari, events }: TestCallDeps,
  { from: first, to: second }: TestOrder,
): Promise<{ readonly from: Party; readonly to: Party } | TestRefusal> {
  const [from, to] = [readDialled(first), readDialled(second)];
  const refused = (because: TestRefusal['because'], who = first): TestRefusal => ({
    ...{ type: 'refused', because, who },
  });
  if (!from) return refused('badNumber');
  if (!to) return refused('badNumber', second);
  if (from.number === to.number) return refused('same');
  // Without events it could only ring, and nobody would learn anything.
  if (events.state().type !== 'up') return refused('unreachable');
  try {
    const channelIds = (await ari.listChannels()).map(({ id }) => id);
    for (const { type, number } of [from, to]) {
      if (type === 'outside') continue;
      const phone = await ari.getEndpoint(number);
      if (!phone) return refused('unknownPhone', number);
      if (phone.state !== 'online') return refused('phoneOffline', number);
      if (isBusy(phone, channelIds)) return refused('phoneBusy', number);
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return refused('unreachable');
  }
  return { from, to };
}

type Followed = {
  readonly order: TestOrder;
  readonly run: TestRun;
  readonly stopListening: () => void;
};

function followTest(deps: TestCallDeps, { order, run: begun, stopListening }: Followed) {
  const { callMs, talkMs, listenMs } = { ...usualLimits, ...deps.limits };
  const finished = Promise.withResolvers<TestRun>();
  const timers: NodeJS.Timeout[] = [];
  let run = begun;
  let isListened = false;

  const after = (ms: number, work: () => void): void => {
    timers.push(setTimeout(work, ms));
  };
  const become = (next: TestRun): void => {
    if (next === run || run.isOver) return;
    run = next;
    if (run.isOver) {
      timers.forEach(clearTimeout);
      stopListening();
      finished.resolve(run);
    }
    order.onChange?.(run);
    if (run.talkingSince !== undefined && !isListened) listen();
  };
  const listen = (): void => {
    isListened = true;
    after(talkMs, () => void hangUp('limit'));
    const channelIds = [run.legs[0]?.channelId, secondLegOf(run)?.channelId].filter(
      (id) => id !== undefined,
    );
    void watchSound(deps, { channelIds, forMs: listenMs, isOver: () => run.isOver }).then(
      (sounds) => {
        let next = run;
        for (const [id, sound] of sounds) next = withSound(next, id, sound);
        become(next);
      },
    );
  };
  const hangUp = async (because: NonNullable<TestRun['endedBy']>): Promise<void> => {
    if (run.isOver) return;
    // What both have shown already is no less true for having been ended.
    if (!isHeard(run)) become({ ...run, endedBy: because });
    after(lastEventsMs, () => {
      become({ ...run, isOver: true });
    });
    for (const { channelId } of run.legs.length > 0 ? run.legs : [{ channelId: run.callId }]) {
      try {
        await deps.ari.hangUp(channelId);
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        deps.log.warn({ cause: error.message }, 'a test call could not be hung up');
      }
    }
  };
  after(callMs, () => void hangUp('limit'));
  return {
    callId: begun.callId,
    run: () => run,
    hangUp,
    over: finished.promise,
    follow: (event: CallEvent): void => {
      become(followTestEvent(run, event));
    },
  };
}
