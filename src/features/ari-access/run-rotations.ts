import { becauseText, reasonText } from '../../change/reasons.ts';
import { Refused, Stop, isSystemError, messageOf } from '../../lib/error.ts';
import { defaultLocale } from '../../lib/locale.ts';
import { momentText } from '../../lib/moment-text.ts';
import { createMutex } from '../../lib/mutex.ts';
import { pause } from '../../lib/retry.ts';
import { ariScreenAction } from '../../pbx/ari-actions.ts';
import { advanceRotation } from './advance-rotation.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import { isOpen, type Rotation } from './rotation.ts';
import { rotationScreen } from './rotation-screen.ts';

export type Rotations = {
  /** Goes on, in the background, with the rotation that a change has just opened. */
  readonly begin: () => Promise<void>;
  /** Back to the previous password while that is still good. False when it is too late. */
  readonly undo: (rotationId: string) => Promise<boolean>;
  /** The previous password ends now instead of at the end of its grace. False when it has. */
  readonly endGrace: (rotationId: string) => Promise<boolean>;
  /** Takes up what an earlier process left, and looks again every 15 s. */
  readonly start: () => void;
  /** One look; resolves when all that could be done is done and told. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const lookEveryMs = 15_000;

/** A rotation younger than this may not have been begun yet by whoever opened it. */
const beginsWithinMs = 30_000;

const patienceAtStopMs = 3_000;

/** Brings rotations to their end, one at a time, whether Telegram is there or not. */
export function runRotations(deps: AriAccessDeps): Rotations {
  const { store, log, clock } = deps;
  const mutex = createMutex();
  const begun = new Set<string>();
  const bootedAt = clock.now();
  const telling = createTelling(deps);
  let working: Promise<void> = Promise.resolve();

  // The clock may have been set back since: one that begins in the future is nobody's either.
  const isInterrupted = ({ rotationId, startedAt }: Rotation): boolean => {
    const age = clock.now() - startedAt;
    return !begun.has(rotationId) && (startedAt < bootedAt || age < 0 || age > beginsWithinMs);
  };

  const advance = (rotationId: string): Promise<void> =>
    mutex(async () => {
      try {
        for (let hasMoved = false; ; hasMoved = true) {
          const rotation = await store.find(rotationId);
          if (!rotation) return;
          telling.tell(rotationId);
          if (hasMoved && !isOpen(rotation)) logEnd(log, rotation);
          const waits =
            rotation.state === 'prepared' && !begun.has(rotationId) && !isInterrupted(rotation);
          if (waits || !isOpen(rotation)) return;
          const step = await advanceRotation(deps, rotation, isInterrupted(rotation));
          telling.trouble(rotationId, step.type === 'waiting' ? step.because : undefined);
          if (step.type === 'waiting') return;
        }
      } catch (error) {
        // A bug, or our own disk. From now on it counts as interrupted: the next look brings it to a
        // safe end.
        begun.delete(rotationId);
        log.error({ error, rotationId }, 'a rotation stumbled');
        const isFull = isSystemError(error, 'SQLITE_FULL', 'ENOSPC');
        const because = isFull ? reasonText('own-disk-full', {}) : reasonText('unexpected', {});
        telling.trouble(rotationId, because);
      }
    });

  const inBackground = (rotationId: string): void => {
    working = Promise.all([working, advance(rotationId)]).then(() => undefined);
  };

  const look = async (): Promise<void> => {
    const open = await store.findOpen();
    if (open) await advance(open.rotationId);
    for (const { rotationId } of await store.listUntold()) telling.tell(rotationId);
    await telling.settled();
  };

  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | undefined;
  const lookOnce = (): void => {
    looking ??= look()
      .catch((error: unknown) => {
        log.warn({ cause: messageOf(error) }, 'looking after rotations failed this time');
      })
      .finally(() => {
        looking = undefined;
      });
  };

  return {
    begin: async () => {
      const open = await store.findOpen();
      if (!open) return;
      begun.add(open.rotationId);
      inBackground(open.rotationId);
    },
    undo: async (rotationId) => {
      const rotation = await store.find(rotationId);
      if (!rotation) return false;
      if (!(await store.move(rotation, 'grace', { state: 'goingBack' }))) return false;
      await store.addRemark(rotationId, { key: 'ari-remark-asked', args: {} });
      inBackground(rotationId);
      return true;
    },
    endGrace: async (rotationId) => {
      const rotation = await store.find(rotationId);
      if (!rotation) return false;
      const ended = { state: 'grace' as const, graceUntil: clock.now() };
      if (!(await store.move(rotation, 'grace', ended))) return false;
      inBackground(rotationId);
      return true;
    },
    start: () => {
      lookOnce();
      timer = setInterval(lookOnce, lookEveryMs);
    },
    look,
    stop: async () => {
      clearInterval(timer);
      // A step may wait for a program for long; the next start goes on from wherever it is cut off.
      await Promise.race([Promise.all([working, looking]), pause(patienceAtStopMs)]);
    },
  };
}

function logEnd(log: AriAccessDeps['log'], rotation: Rotation): void {
  const { rotationId, kind, state, telegramId, previousUser, nextUser, because } = rotation;
  log.info(
    { kind, end: state, telegramId, previousUser, nextUser, because, rotationId },
    'a rotation came to its end',
  );
}

/** Shows each rotation's newest state in its one message; a state that passed meanwhile is left out. */
function createTelling(deps: AriAccessDeps): {
  readonly tell: (rotationId: string) => void;
  /** What a rotation waits for; undefined: for nothing but its time. */
  readonly trouble: (rotationId: string, because: string | undefined) => void;
  readonly settled: () => Promise<void>;
} {
  const { log } = deps;
  const waiting = new Set<string>();
  const troubles = new Map<string, string>();
  let last: Promise<void> = Promise.resolve();
  const work = async (rotationId: string): Promise<void> => {
    waiting.delete(rotationId);
    try {
      await tellRotation(deps, rotationId, troubles.get(rotationId));
    } catch (error) {
      // The rotation goes on; its end is told as soon as Telegram answers again.
      log.warn({ cause: messageOf(error), rotationId }, 'a rotation could not be told');
    }
  };
  const tell = (rotationId: string): void => {
    if (waiting.has(rotationId)) return;
    waiting.add(rotationId);
    last = last.then(() => work(rotationId));
  };
  return {
    tell,
    trouble: (rotationId, because) => {
      if (troubles.get(rotationId) === because) return;
      if (because === undefined) troubles.delete(rotationId);
      else troubles.set(rotationId, because);
      tell(rotationId);
    },
    settled: () => last,
  };
}

async function tellRotation(
  deps: AriAccessDeps,
  rotationId: string,
  trouble: string | undefined,
): Promise<void> {
  const { store, people, wordsOf, clock, timeZone } = deps;
  const rotation = await store.find(rotationId);
  if (!rotation) return;
  const person = await people.byTelegramId(rotation.telegramId);
  const locale = person?.locale ?? defaultLocale;
  const view = { now: clock.now(), timeZone, locale };
  const words = wordsOf(locale);
  const screen = rotationScreen(words, rotation, {
    time: (at) => momentText(at, view),
    because: (sentence) => becauseText(words, sentence),
    trouble,
    back: { label: words('ari-back'), action: ariScreenAction },
  });
  try {
    await show(deps, rotation, screen);
  } catch (error) {
    // Who blocked the bot cannot be told; the history has it all the same.
    if (!(error instanceof Stop) || !(error instanceof Refused)) throw error;
  }
  if (!isOpen(rotation)) await store.markTold(rotationId);
}

async function show(
  { chat, store }: AriAccessDeps,
  { rotationId, telegramId, messageId }: Rotation,
  screen: ReturnType<typeof rotationScreen>,
): Promise<void> {
  const edited =
    messageId === undefined ? 'gone' : await chat.editMessage(telegramId, messageId, screen);
  if (edited !== 'gone') return;
  await store.setMessage(rotationId, await chat.sendMessage(telegramId, screen));
}
