import type { Api } from 'grammy';
import { messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { backoffMs, pause } from '../lib/retry.ts';
import { stopOf, troubleOf } from './api-trouble.ts';
import type { BotLimits } from './limits.ts';

/** What we want to be told. Telegram leaves reactions out unless asked. */
const wantedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'message_reaction',
  'my_chat_member',
] as const;

export type PollDeps = {
  /** Over a transport that does not retry, for this loop does, and that the signal cuts. */
  readonly api: Pick<Api, 'getUpdates'>;
  readonly take: (updates: readonly unknown[]) => Promise<void>;
  readonly room: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly random: () => number;
  readonly limits: Pick<BotLimits, 'pollSeconds' | 'otherPollerMs' | 'revokedMs'>;
};

/** Fetches updates until the signal; whatever happens, it goes on. */
export async function poll(deps: PollDeps, signal: AbortSignal): Promise<void> {
  const troubles = createTroubleWaits(deps);
  // Sent only to confirm the batch before. Kept for longer it would throw away what comes after a
  // quiet week, when Telegram's ids begin anywhere (Bot API, Update.update_id).
  let offset: number | undefined;
  const isStopped = (): boolean => signal.aborted;
  while (!isStopped()) {
    try {
      const updates = await deps.api.getUpdates({
        ...(offset !== undefined && { offset }),
        limit: 100,
        timeout: deps.limits.pollSeconds,
        allowed_updates: [...wantedUpdates],
      });
      await deps.take(updates);
      offset =
        updates.length > 0 ? Math.max(...updates.map((one) => one.update_id)) + 1 : undefined;
      troubles.over();
      await deps.room(signal);
    } catch (error) {
      if (!isStopped()) await pause(troubles.waitAfter(error), signal);
    }
  }
}

/** How long to wait after each kind of trouble; one log line when a kind begins, one when it is over. */
export function createTroubleWaits(deps: Pick<PollDeps, 'log' | 'random' | 'limits'>) {
  const { log, random, limits } = deps;
  let current: string | undefined;
  let times = 0;
  return {
    waitAfter: (error: unknown): number => {
      const trouble = troubleOf(error);
      const stop = stopOf(error);
      times = trouble === current ? times + 1 : 1;
      if (trouble !== current) {
        current = trouble;
        const cause = messageOf(stop);
        if (trouble === 'otherPoller') {
          log.warn({ cause }, 'another process takes this bot’s updates');
        } else if (trouble === 'revoked') log.error({ cause }, 'Telegram does not know the token');
        else log.warn({ cause, trouble }, 'Telegram gives no updates');
      }
      if (trouble === 'revoked') return limits.revokedMs;
      if (trouble === 'otherPoller') {
        const [first, longest] = limits.otherPollerMs;
        const most = Math.min(longest, first * 2 ** Math.min(times, 10));
        return first + Math.floor(random() * (most - first));
      }
      const seconds = retryAfterSeconds(stop);
      return seconds === undefined
        ? backoffMs(times, random, { baseMs: 500, capMs: 15_000 })
        : seconds * 1000;
    },
    over: (): void => {
      if (current !== undefined) log.info({ trouble: current, times }, 'Telegram answers again');
      current = undefined;
      times = 0;
    },
  };
}

function retryAfterSeconds(stop: unknown): number | undefined {
  const details: unknown = stop instanceof Error && 'details' in stop ? stop.details : undefined;
  if (typeof details !== 'object' || details === null) return undefined;
  const seconds = 'retryAfterSeconds' in details ? details.retryAfterSeconds : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}
