import type { Clock } from '../../lib/clock.ts';
import { ApiError } from './api-error.ts';
import type { Json, JsonObject } from './json.ts';

export type Update = { readonly update_id: number; readonly [type: string]: Json | undefined };

export type UpdatesQuery = {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly allowedUpdates?: readonly string[] | undefined;
};

/**
 * The bot's queue of updates. An update stays until it is confirmed, 24 hours at most; asking
 * with a higher offset confirms. One question at a time: a second ends the first with 409.
 * Source: Bot API, getUpdates, and tdlib/telegram-bot-api 10.0.
 */
export type Updates = {
  /** Puts an update of one type into the queue, unless the bot did not ask for that type. */
  readonly push: (type: string, payload: JsonObject) => Update | undefined;
  /** Waits up to the timeout for something to give. `signal` tells that nobody listens any more. */
  readonly get: (query: UpdatesQuery, signal: AbortSignal) => Promise<readonly Update[]>;
  readonly pending: () => readonly Update[];
  readonly remove: (updateId: number) => void;
  readonly clear: () => void;
  readonly allow: (types: readonly string[] | undefined) => void;
  readonly allowed: () => readonly string[] | undefined;
  /** The id of the next update; Telegram begins anew, even lower, after a quiet week. */
  readonly continueFrom: (updateId: number) => void;
  /** Ends a waiting question with 409. */
  readonly interrupt: (reason: string) => void;
  /** Called after each push; used by the webhook. */
  readonly onPush: (listener: () => void) => void;
  readonly isPolled: () => boolean;
  readonly close: () => void;
};

const dayMs = 24 * 60 * 60 * 1000;
/** Source: tdlib/telegram-bot-api, LONG_POLL_MAX_TIMEOUT. */
const maxTimeoutSeconds = 50;
const notByDefault = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

const anotherPoller =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

export function createUpdates(clock: Clock, firstUpdateId: number): Updates {
  let queue: { readonly update: Update; readonly at: number }[] = [];
  let nextId = firstUpdateId;
  let allowedTypes: readonly string[] | undefined;
  let waiting: { readonly wake: () => void; readonly fail: (error: Error) => void } | undefined;
  const pushListeners: (() => void)[] = [];

  const isAllowed = (type: string): boolean =>
    allowedTypes === undefined ? !notByDefault.has(type) : allowedTypes.includes(type);
  const forgetOld = (): void => {
    const now = clock.now();
    queue = queue.filter(({ at }) => now - at < dayMs);
  };
  const allow = (types: readonly string[] | undefined): void => {
    // Left out means "as before", an empty list means "the usual ones".
    if (types !== undefined) allowedTypes = types.length === 0 ? undefined : [...types];
  };
  const confirm = (offset: number): void => {
    if (offset < 0) queue = queue.slice(offset);
    else if (offset > 0) queue = queue.filter(({ update }) => update.update_id >= offset);
  };
  const interrupt = (reason: string): void => {
    waiting?.fail(new ApiError(409, reason));
  };

  const waitForPush = (timeoutSeconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        if (waiting === self) waiting = undefined;
      };
      const wake = (): void => {
        end();
        // Updates of one moment go out together.
        setImmediate(resolve);
      };
      const fail = (error: Error): void => {
        end();
        reject(error);
      };
      const timer = setTimeout(wake, timeoutSeconds * 1000);
      const self = { wake, fail };
      waiting = self;
      signal.addEventListener('abort', wake);
    });

  return {
    push: (type, payload) => {
      if (!isAllowed(type)) return undefined;
      const update = { update_id: nextId, [type]: payload };
      nextId += 1;
      queue.push({ update, at: clock.now() });
      waiting?.wake();
      for (const listener of pushListeners) listener();
      return update;
    },
    get: async ({ offset = 0, limit = 100, timeoutSeconds = 0, allowedUpdates }, signal) => {
      interrupt(anotherPoller);
      allow(allowedUpdates);
      forgetOld();
      confirm(offset);
      const seconds = Math.min(timeoutSeconds, maxTimeoutSeconds);
      if (queue.length === 0 && seconds > 0 && !signal.aborted) await waitForPush(seconds, signal);
      return queue.slice(0, Math.min(Math.max(limit, 1), 100)).map(({ update }) => update);
    },
    pending: () => {
      forgetOld();
      return queue.map(({ update }) => update);
    },
    remove: (updateId) => {
      queue = queue.filter(({ update }) => update.update_id !== updateId);
    },
    clear: () => {
      queue = [];
    },
    allow,
    allowed: () => allowedTypes,
    continueFrom: (updateId) => {
      nextId = updateId;
    },
    interrupt,
    onPush: (listener) => {
      pushListeners.push(listener);
    },
    isPolled: () => waiting !== undefined,
    close: () => {
      waiting?.wake();
    },
  };
}
