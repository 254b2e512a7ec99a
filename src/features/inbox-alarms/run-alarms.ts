import { messageOf } from '../../lib/error.ts';
import {
  alarmNames,
  daysToEnd,
  isStrangelySilent,
  isWrongSecret,
  type AlarmArgs,
  type AlarmName,
} from './alarm.ts';
import { usualAlarmPace, type AlarmDeps } from './alarm-deps.ts';
import { sendAlarm } from './send-alarm.ts';

export type AlarmsRun = {
  readonly noteKept: (isKept: boolean) => void;
  readonly noteSignature: (isGood: boolean) => void;
  /** What customers wrote was compared with what came. */
  readonly noteCompared: () => void;
  /** Something may have changed. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

/** Shorter, and a lunch break would be strange; longer, and half a day is lost before somebody looks. */
const silentMs = 3 * 60 * 60_000;

/** Looks what is wrong with what comes from Meta, and tells the admins once, and once when it is over. */
export function runAlarms(given: AlarmDeps): AlarmsRun {
  const deps = { ...given, pace: { ...usualAlarmPace, ...given.pace } };
  const { store, clock, log, pace } = deps;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let woken = new AbortController();
  const signatures = { bad: 0, lastGoodAt: 0 };
  let isDiskInDoubt = false;
  let isDiskTold = false;
  let askMetaAt = 0;
  let isLossNew = true;
  // What an earlier life of the process told is open until it is looked at.
  const open = new Set<AlarmName>(alarmNames);

  const run = async (): Promise<void> => {
    signatures.lastGoodAt = (await store.lastWebhookAt().catch(() => undefined)) ?? 0;
    while (!isStopping()) {
      woken = new AbortController();
      await attempt('disk', lookAtDisk);
      // What is kept about alarms needs the disk as well.
      if (!isDiskInDoubt) {
        await attempt('signatures', lookAtSignatures);
        await attempt('Meta', askMeta);
        await attempt('loss', lookAtLoss);
        await attempt('token', lookAtToken);
        await attempt('admins', tell);
      }
      await deps.pause(pace.alarmEveryMs, AbortSignal.any([stopping.signal, woken.signal]));
    }
  };

  const attempt = async (what: string, look: () => Promise<void>): Promise<void> => {
    try {
      if (!isStopping()) await look();
    } catch (error) {
      log.error({ what, cause: messageOf(error) }, 'the inbox cannot be watched now');
    }
  };

  const raise = async (name: AlarmName, args: AlarmArgs = {}): Promise<void> => {
    open.add(name);
    await store.raise(name, { args, at: clock.now(), holdMs: pace.alarmHoldMs });
  };
  const end = async (name: AlarmName): Promise<void> => {
    if (open.has(name)) await store.end(name, clock.now());
    open.delete(name);
  };

  /** Kept in memory only: there is nowhere else to keep it. */
  const lookAtDisk = async (): Promise<void> => {
    if (!isDiskInDoubt) return;
    const isFull = await store.probe().then(
      () => false,
      () => true,
    );
    if (isFull === isDiskTold) {
      isDiskInDoubt = isFull;
      return;
    }
    if (!(await sendAlarm(deps, { name: 'unwritable', args: {}, isOver: !isFull }))) return;
    isDiskTold = isFull;
    isDiskInDoubt = isFull;
    if (!isFull) deps.onMended();
  };

  const lookAtSignatures = async (): Promise<void> => {
    if (isWrongSecret(signatures, clock.now(), pace.signatureSureMs)) await raise('signature');
    else if (signatures.bad === 0) await end('signature');
  };

  const askMeta = async (): Promise<void> => {
    if (clock.now() < askMetaAt) return;
    askMetaAt = clock.now() + pace.subscriptionEveryMs;
    let [works, isDeaf] = [0, false];
    for (const access of deps.accesses) {
      const subscription = await deps.graph.readSubscription(access);
      if (subscription.type !== 'found') continue;
      works += 1;
      if (subscription.value.fields.includes('messages')) continue;
      isDeaf = true;
      await raise('unsubscribed', { account: access.kind });
    }
    // Without an answer nobody knows; a dead token is told elsewhere.
    if (works < deps.accesses.length) return;
    if (!isDeaf) await end('unsubscribed');
    const counts = await store.countByDays(clock.now(), silentMs);
    if (counts[0] !== undefined && counts[0] > 0) await end('silence');
    else if (!isDeaf && works > 0 && isStrangelySilent(counts)) await raise('silence');
  };

  const lookAtLoss = async (): Promise<void> => {
    if (!isLossNew) return;
    const { state, ...loss } = await deps.readLoss();
    isLossNew = false;
    if (state === 'trouble') await raise('loss', loss);
    if (state === 'mended') await end('loss');
  };

  const lookAtToken = async (): Promise<void> => {
    const endsAt = await deps.readTokenEnd();
    const days = endsAt === undefined ? undefined : daysToEnd(endsAt, clock.now());
    if (days === undefined) await end('ending');
    else await raise('ending', { days });
  };

  const tell = async (): Promise<void> => {
    for (const alarm of await store.listUntold()) {
      if (isStopping()) return;
      if (await sendAlarm(deps, alarm)) await store.noteTold(alarm);
    }
  };

  const running = run();
  return {
    noteKept: (isKept) => {
      if (isKept || isDiskInDoubt) return;
      isDiskInDoubt = true;
      woken.abort();
    },
    noteSignature: (isGood) => {
      signatures.bad = isGood ? 0 : signatures.bad + 1;
      if (isGood) signatures.lastGoodAt = clock.now();
    },
    noteCompared: () => {
      isLossNew = true;
      woken.abort();
    },
    wake: () => {
      askMetaAt = 0;
      woken.abort();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
