import type { Update } from 'grammy/types';
import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { chatKeyOf } from './entrance.ts';
import type { Lanes } from './lanes.ts';
import type { BotLimits } from './limits.ts';
import type { SecretPrompts } from './secret-prompts.ts';
import type { StoredUpdate, UpdateStore } from './update-store.ts';

/** How handling ended: 'left' stays in the inbox for the next start. */
export type Handled = 'done' | 'failed' | 'left';

export type InboxDeps = {
  readonly store: UpdateStore;
  readonly prompts: SecretPrompts;
  readonly lanes: Lanes;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Pick<BotLimits, 'attempts' | 'backlog'>;
  /** Handles one update. What it throws is logged, and the update stays for the next start. */
  readonly handle: (update: Update) => Promise<Handled>;
  /** Its handler never ended, or the process died with it in hand too often. */
  readonly onSetAside: (update: Update) => void;
};

export type Inbox = {
  /** Queues what an earlier life of the process left. Before anything new. */
  readonly recover: () => Promise<void>;
  /**
   * Stores the updates and queues them; repeats, and what is no update, fall out. Resolves when they
   * are stored.
   */
  readonly take: (updates: readonly unknown[]) => Promise<void>;
  /** Resolves when there is room for more, or the signal ends the wait. */
  readonly room: (signal: AbortSignal) => Promise<void>;
};

const chatShape = z.looseObject({ id: z.int(), type: z.string() });
const personShape = z.looseObject({ id: z.int(), is_bot: z.boolean() });
const messageShape = z.looseObject({ message_id: z.int(), chat: chatShape });

/** What the room builds on; the rest of an update is trusted to be as the Bot API says. */
const updateShape = z.looseObject({
  update_id: z.int(),
  message: messageShape.extend({ from: personShape.optional() }).optional(),
  edited_message: messageShape.optional(),
  callback_query: z
    .looseObject({ id: z.string(), from: personShape, message: messageShape.optional() })
    .optional(),
});

const typedUpdateShape = z.custom<Update>((raw) => updateShape.safeParse(raw).success);

/** The update, or undefined when it is none. */
export function readUpdate(raw: unknown): Update | undefined {
  return typedUpdateShape.safeParse(raw).data;
}

/** Updates are stored before Telegram is told that we have them, and handled from there. */
export function createInbox(deps: InboxDeps): Inbox {
  const { store, prompts, lanes, clock, log, limits } = deps;
  let wakeRoom: (() => void) | undefined;

  const finish = async (updateId: number, state: 'done' | 'failed', error?: string) => {
    try {
      await store.finish(updateId, state, error);
    } catch (trouble) {
      // The row stays new, and is handled again at the next start.
      log.error({ updateId, cause: messageOf(trouble) }, 'an update could not be ended');
    }
  };

  const queue = (row: StoredUpdate, update: Update, isRecovered: boolean): void => {
    const { updateId } = row;
    let isOver = false;
    const end = async (handled: Handled, error?: string): Promise<void> => {
      if (isOver || handled === 'left') return;
      isOver = true;
      await finish(updateId, handled, error);
    };
    lanes.push(row.chatKey, {
      run: async () => {
        try {
          if (isRecovered && row.attempts >= limits.attempts) {
            deps.onSetAside(update);
            await end('failed', 'in hand at too many crashes');
            return;
          }
          if (isRecovered) await store.begin(updateId);
          await end(await deps.handle(prompts.scrub(update)));
        } catch (error) {
          log.error({ updateId, cause: messageOf(error) }, 'an update is left for the next start');
        } finally {
          if (lanes.size() <= limits.backlog) wakeRoom?.();
        }
      },
      onSlow: (isGivenUp) => {
        log.error({ updateId, isGivenUp }, 'handling an update takes very long');
        if (!isGivenUp) return;
        deps.onSetAside(update);
        void end('failed', 'never ended');
      },
    });
  };

  return {
    recover: async () => {
      await prompts.load();
      for (const row of await store.listNew()) {
        const update = readStored(row.body);
        if (update) queue(row, update, true);
        else await finish(row.updateId, 'failed', 'unreadable');
      }
    },
    take: async (raw) => {
      const known = raw.flatMap((one) => readUpdate(one) ?? []);
      // Left in, it would be given again and again, and all that comes after it with it.
      if (known.length < raw.length) log.error({}, 'Telegram gave something that is no update');
      const updates = new Map(known.map((one) => [one.update_id, prompts.scrub(one)]));
      const rows = [...updates.values()].map((update) => ({
        updateId: update.update_id,
        chatKey: chatKeyOf(update),
        body: JSON.stringify(update),
      }));
      for (const row of await store.add(rows, clock.now())) {
        const update = updates.get(row.updateId);
        if (update) queue(row, update, false);
      }
    },
    room: async (signal) => {
      if (lanes.size() <= limits.backlog || signal.aborted) return;
      const room = Promise.withResolvers<undefined>();
      wakeRoom = () => {
        room.resolve(undefined);
      };
      signal.addEventListener('abort', wakeRoom, { once: true });
      await room.promise;
      signal.removeEventListener('abort', wakeRoom);
      wakeRoom = undefined;
    },
  };
}

function readStored(body: string): Update | undefined {
  try {
    return readUpdate(JSON.parse(body));
  } catch {
    return undefined;
  }
}
