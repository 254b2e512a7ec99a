import type { ChangeDeps, ChangeEnd } from './change/change-deps.ts';
import { endText } from './change/change-words.ts';
import { noticeDrift } from './change/notice-drift.ts';
import { pruneSnapshots } from './change/prune-snapshots.ts';
import { recoverChange, type Recovery } from './change/recover-change.ts';
import { Stop, messageOf } from './lib/error.ts';
import { defaultLocale } from './lib/locale.ts';
import type { People } from './storage/people.ts';
import type { Bot } from './telegram/bot.ts';

export type WatchDeps = {
  readonly change: ChangeDeps;
  readonly people: Pick<People, 'byTelegramId'>;
  readonly bot: Pick<Bot, 'chat' | 'words'>;
  /** Telegram may be away for long; the changes do not wait for it, only the words about them. */
  readonly botStarted: Promise<unknown>;
  /** What was brought to its end before the bot started. */
  readonly recovered: Recovery | undefined;
  readonly undoableChanges: number;
};

/** An interrupted change is tried again, and hand edits are looked for, this often. */
const lookEveryMs = 15_000;

/** Snapshots are pruned at the first look and then about once an hour. */
const looksBetweenPrunes = 240;

/**
 * Brings an interrupted change to its end before anything else happens. A trouble, such as a folder
 * without rights, must not keep the bot from starting: it is logged and tried again.
 */
export async function recoverOrWait(change: ChangeDeps): Promise<Recovery | undefined> {
  try {
    return await recoverChange(change);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    change.log.error({ cause: error.message }, 'an interrupted change waits');
    return undefined;
  }
}

/**
 * Goes on with an interrupted change as soon as Asterisk answers, tells whoever confirmed it, and
 * notices hand edits. Returns the way to stop, which waits for the look in hand.
 */
export function watchChanges(deps: WatchDeps): () => Promise<void> {
  const { change } = deps;
  let looks = 0;
  const tellLater = (recovery: Recovery): void => {
    void deps.botStarted.then(() => tellRecovery(deps, recovery));
  };
  if (deps.recovered) tellLater(deps.recovered);
  const look = async (): Promise<void> => {
    try {
      const recovery = await recoverChange(change);
      if (recovery && !willRetry(recovery.end)) tellLater(recovery);
      await noticeDrift(change);
      if (looks % looksBetweenPrunes === 0) await pruneSnapshots(change, deps.undoableChanges);
      looks += 1;
    } catch (error) {
      // The next look tries the same again.
      change.log.warn({ error }, 'looking after changes failed this time');
    }
  };
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    // A look at a frozen Asterisk may take longer than the time between two.
    running ??= look().finally(() => {
      running = undefined;
    });
  }, lookEveryMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

function willRetry(end: ChangeEnd): boolean {
  return end.type === 'stuck' && end.willRetry;
}

/** Who blocked the bot cannot be told; the history has it all the same. */
async function tellRecovery(
  { people, bot, change: { log } }: WatchDeps,
  { change, end }: Recovery,
): Promise<void> {
  const { telegramId } = change;
  if (telegramId === undefined) return;
  try {
    const person = await people.byTelegramId(telegramId);
    const words = bot.words(person?.locale ?? defaultLocale);
    await bot.chat.sendMessage(telegramId, {
      text: `${words('change-recovered')}\n\n${endText(words, change, end)}`,
    });
  } catch (error) {
    log.warn({ cause: messageOf(error) }, 'nobody could be told how a change ended');
  }
}
