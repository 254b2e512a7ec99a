import { Stop, messageOf } from '../../lib/error.ts';
import type { Locale } from '../../lib/locale.ts';
import { pause } from '../../lib/retry.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { comeBackText } from './come-back-text.ts';
import { watchReturn } from './watch-return.ts';

type Waiter = {
  readonly telegramId: number;
  readonly locale: Locale;
  /** Of the Asterisk that is to go down. */
  readonly startedAt: number;
};

/** The restart that waits for the end of the calls. */
export type Restarts = {
  readonly isWaiting: () => boolean;
  /** Watches for it and tells the person how it went. */
  readonly wait: (waiter: Waiter) => void;
  /** Asterisk forgets it, and goes on as if nothing had been asked. Throws what the console throws. */
  readonly takeBack: (telegramId: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const pollMs = 1_000;

/**
 * Asterisk waits by itself and shows it nowhere, so who asked for it is kept here. After a restart of
 * the bot nobody watches any more; Asterisk still waits, and "take back" still ends it.
 */
export function runRestarts(deps: AsteriskDeps): Restarts {
  let watching: { readonly end: AbortController; readonly done: Promise<void> } | undefined;

  const watch = async (waiter: Waiter, signal: AbortSignal): Promise<void> => {
    try {
      const text = await outcomeText(deps, waiter, signal);
      if (text !== undefined) await deps.chat.sendMessage(waiter.telegramId, { text });
    } catch (error) {
      deps.log.error({ cause: messageOf(error) }, 'a waiting restart could not be told of');
    }
  };
  const stop = async (): Promise<void> => {
    const current = watching;
    watching = undefined;
    current?.end.abort();
    await current?.done;
  };
  return {
    isWaiting: () => watching !== undefined,
    wait: (waiter) => {
      watching?.end.abort();
      const end = new AbortController();
      const done = watch(waiter, end.signal).finally(() => {
        if (watching?.end === end) watching = undefined;
      });
      watching = { end, done };
    },
    takeBack: async (telegramId) => {
      await deps.cli.abortRestart();
      await stop();
      const entry = { action: 'asterisk.takeBackRestart', outcome: 'done' };
      await deps.audit.record({ telegramId, ...entry });
    },
    stop,
  };
}

/** Undefined when it was taken back. */
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
