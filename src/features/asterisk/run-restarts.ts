import { Refused, Stop, messageOf } from '../../lib/error.ts';
import { pause } from '../../lib/retry.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { comeBackText, type Waiter } from './restart.ts';
import { watchReturn } from './watch-return.ts';

/** The restart that waits for the end of the calls. */
export type Restarts = {
  readonly isWaiting: () => boolean;
  /** Goes on watching for one that an earlier process left. */
  readonly start: () => Promise<void>;
  /** Watches for it and tells the person how it went. */
  readonly wait: (waiter: Waiter) => Promise<void>;
  /** Asterisk forgets it, and goes on as if nothing had been asked. Throws what the console throws. */
  readonly takeBack: (telegramId: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const pollMs = 1_000;

/** Telegram's own tries are over by then. */
const tellAgainMs = 15_000;

/**
 * Asterisk waits by itself and shows it nowhere, so who asked for it is kept here, also over a restart
 * of the bot: Asterisk waits on meanwhile, or has done it.
 */
export function runRestarts(deps: AsteriskDeps): Restarts {
  let watching: { readonly end: AbortController; readonly done: Promise<void> } | undefined;

  const watch = async (waiter: Waiter, signal: AbortSignal): Promise<void> => {
    try {
      const text = await outcomeText(deps, waiter, signal);
      if (text === undefined || !(await tell(deps, waiter, text, signal))) return;
      await deps.store.remove(waiter.startedAt);
    } catch (error) {
      deps.log.error({ error }, 'watching for a restart of Asterisk failed');
    }
  };
  const begin = (waiter: Waiter): void => {
    watching?.end.abort();
    const end = new AbortController();
    const done = watch(waiter, end.signal).finally(() => {
      if (watching?.end === end) watching = undefined;
    });
    watching = { end, done };
  };
  const stop = async (): Promise<void> => {
    const current = watching;
    watching = undefined;
    current?.end.abort();
    await current?.done;
  };
  return {
    isWaiting: () => watching !== undefined,
    start: async () => {
      const waiter = await deps.store.find();
      if (waiter) begin(waiter);
    },
    wait: async (waiter) => {
      await deps.store.put(waiter);
      begin(waiter);
    },
    takeBack: async (telegramId) => {
      await deps.cli.abortRestart();
      await stop();
      const waiter = await deps.store.find();
      if (waiter) await deps.store.remove(waiter.startedAt);
      const entry = { action: 'asterisk.takeBackRestart', outcome: 'done' };
      await deps.audit.record({ telegramId, ...entry });
    },
    stop,
  };
}

/** False when it is still to be told. Telegram may be away for long; who blocked the bot cannot be told. */
async function tell(
  { chat, wordsOf, log }: AsteriskDeps,
  { telegramId, locale }: Waiter,
  text: string,
  signal: AbortSignal,
): Promise<boolean> {
  const label = wordsOf(locale)('asterisk-to-screen');
  const screen = { text, buttons: [[{ label, action: 'asterisk.show' }]] };
  while (!signal.aborted) {
    try {
      await chat.sendMessage(telegramId, screen);
      return true;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      log.warn({ cause: messageOf(error) }, 'the end of a restart could not be told');
      if (error instanceof Refused) return true;
      await pause(tellAgainMs, signal);
    }
  }
  return false;
}

/** Undefined when it was taken back, or the bot stops. */
async function outcomeText(
  deps: AsteriskDeps,
  { startedAt, locale, telegramId }: Waiter,
  signal: AbortSignal,
): Promise<string | undefined> {
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    if (await isStill(deps, startedAt)) {
      await pause(pollMs, signal);
      continue;
    }
    const end = await watchReturn(deps, startedAt, signal);
    if (isOver()) return undefined;
    // It was only slow to answer, and waits on.
    if (end.type === 'trouble' && end.what === 'hangs') continue;
    await deps.audit.record({
      telegramId,
      action: 'asterisk.cameBack',
      outcome: end.type === 'back' ? 'back' : end.what,
    });
    return comeBackText(deps.wordsOf(locale), end);
  }
  return undefined;
}

async function isStill({ ari }: Pick<AsteriskDeps, 'ari'>, startedAt: number): Promise<boolean> {
  try {
    return (await ari.info()).startupTime.getTime() === startedAt;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return false;
  }
}
