import { createLog } from '../../src/lib/log.ts';
import { Refused, Unreachable } from '../../src/lib/error.ts';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { createLiveCardStore, putLiveCards } from '../../src/storage/live-cards.ts';
import {
  createCardOutbox,
  type CardOutbox,
  type ChatTrouble,
} from '../../src/telegram/card-outbox.ts';
import type { Chat } from '../../src/telegram/chat.ts';

/** What a call meets. 'after': it takes effect, only the answer is lost. */
export type MadeUpFault =
  | { readonly type: 'unreachable' | 'lostAnswer' }
  | { readonly type: 'wait'; readonly seconds: number }
  | { readonly type: 'refused'; readonly trouble: string; readonly migratedTo?: number };

export type MadeUpMessage = {
  readonly messageId: number;
  readonly chatId: number;
  readonly topicId: number | undefined;
  readonly silent: boolean;
  readonly isTheirs: boolean;
  text: string;
  isDeleted: boolean;
};

/** A Telegram of numbers, and a clock that jumps to whatever is waited for next. */
export type MadeUpChats = {
  readonly messages: MadeUpMessage[];
  /** Times of sends and edits. */
  readonly calls: { readonly at: number; readonly chatId: number; readonly what: string }[];
  readonly troubles: ChatTrouble[];
  readonly logged: string[];
  /** Calls that came while Telegram wanted none. */
  callsDuringWait: number;
  /** Sends and edits taken in a minute; more are answered with a wait. */
  perMinute: number;
  /** Asked at every call. */
  fault: () => MadeUpFault | undefined;
  readonly now: () => number;
  readonly outbox: () => CardOutbox;
  readonly database: Storage;
  want(card: {
    readonly key: string;
    readonly text: string;
    readonly chatId?: number;
    readonly topicId?: number;
    readonly urgency?: number;
    readonly isAnew?: boolean;
    readonly dropAt?: number;
    readonly notBefore?: number;
  }): Promise<void>;
  /** Does all that can be done in so long. */
  passes(ms: number): Promise<void>;
  /** Somebody else writes to the group. */
  writes(text: string): void;
  /** So many more calls take effect; of the last of them no answer comes any more. */
  dieAfter(calls: number): void;
  /** The process dies at once, and another one takes over. */
  crash(): Promise<void>;
  shown(chatId?: number): readonly string[];
  close(): Promise<void>;
};

export const group = -1_001_000_000_001;

export async function startMadeUpChats(): Promise<MadeUpChats> {
  const database = await openDatabase(':memory:');
  let now = 1_800_000_000_000;
  let timers: { readonly at: number; readonly go: () => void }[] = [];
  let life = 0;
  let outbox: CardOutbox;
  let nextId = 100;
  let answersLeft = Infinity;
  const penalties = new Map<number, number>();
  const messages: MadeUpMessage[] = [];
  const calls: MadeUpChats['calls'] = [];
  const troubles: ChatTrouble[] = [];
  const logged: string[] = [];

  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const timer = { at: now + ms, go: resolve };
      timers.push(timer);
      signal.addEventListener('abort', () => {
        timers = timers.filter((one) => one !== timer);
        resolve();
      });
    });
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  };
  const open = (): CardOutbox => {
    life += 1;
    const mine = life;
    /** A call of a dead process never comes back to it. */
    const call = async <Result>(
      chatId: number,
      what: string,
      effect: () => Result,
    ): Promise<Result> => {
      if (mine !== life) await new Promise(() => undefined);
      const wait = (seconds: number): Unreachable => {
        penalties.set(chatId, now + seconds * 1000);
        return new Unreachable('wait', {
          details: { trouble: 'wait', retryAfterSeconds: seconds },
        });
      };
      const isFree = what.startsWith('delete');
      if (!isFree) {
        if (now < (penalties.get(chatId) ?? 0)) chats.callsDuringWait += 1;
        const recent = calls.filter((one) => one.chatId === chatId && now - one.at < 60_000);
        const oldest = recent.at(-chats.perMinute);
        if (oldest) throw wait(Math.ceil((oldest.at + 60_000 - now) / 1000));
      }
      const fault = chats.fault();
      const lost = (details: object): Unreachable =>
        new Unreachable('away', { details: { trouble: 'unreachable', ...details } });
      if (fault?.type === 'unreachable') throw lost({ neverLeft: true });
      if (fault?.type === 'wait' && !isFree) throw wait(fault.seconds);
      if (fault?.type === 'refused') {
        const { trouble, migratedTo } = fault;
        throw new Refused(trouble, { details: { trouble, migratedTo }, status: 400 });
      }
      if (!isFree) calls.push({ at: now, chatId, what });
      const result = effect();
      if (fault?.type === 'lostAnswer') throw lost({});
      await Promise.resolve();
      answersLeft -= 1;
      if (mine !== life || answersLeft < 1) await new Promise(() => undefined);
      return result;
    };
    const find = (chatId: number, messageId: number): MadeUpMessage | undefined =>
      messages.find(
        (one) => one.chatId === chatId && one.messageId === messageId && !one.isDeleted,
      );
    const chat: Pick<Chat, 'sendMessage' | 'editMessage' | 'deleteMessage'> = {
      sendMessage: (chatId, { text }, { topicId, silent = false } = {}) =>
        call(chatId, `send ${text}`, () => {
          nextId += 1;
          const place = { messageId: nextId, chatId, topicId };
          messages.push({ ...place, silent, text, isTheirs: false, isDeleted: false });
          return nextId;
        }),
      editMessage: (chatId, messageId, { text }) =>
        call(chatId, `edit ${text}`, () => {
          const message = find(chatId, messageId);
          if (!message || message.isTheirs) return 'gone';
          if (message.text === text) return 'unchanged';
          message.text = text;
          return 'done';
        }),
      deleteMessage: (chatId, messageId) =>
        call(chatId, 'delete', () => {
          const message = find(chatId, messageId);
          if (message) message.isDeleted = true;
        }),
    };
    return createCardOutbox({
      store: createLiveCardStore(database),
      chat,
      topics: { reopen: () => Promise.resolve() },
      known: { has: () => false, newest: () => 0 },
      onTrouble: (trouble) => {
        troubles.push(trouble);
        return Promise.resolve();
      },
      clock: { now: () => now },
      monotonicMs: () => now,
      pause,
      random: () => 0.5,
      log: createLog({ level: 'warn', destination: { write: (line) => logged.push(line) } }),
    });
  };

  const chats: MadeUpChats = {
    ...{ messages, calls, troubles, logged, callsDuringWait: 0, perMinute: 20, database },
    fault: () => undefined,
    now: () => now,
    outbox: () => outbox,
    want: async ({ key, text, chatId = group, topicId, urgency = 1, isAnew = false, ...rest }) => {
      const place = { key, chatId, topicId };
      const wanted = JSON.stringify({ text });
      const how = { urgency, isSilent: urgency > 0, isAnew, ...rest };
      await putLiveCards(database, [{ ...place, wanted, ...how }], now);
      outbox.wake(chatId);
    },
    passes: async (ms) => {
      const until = now + ms;
      await settled();
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > until) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.go();
        await settled();
      }
      now = until;
    },
    writes: (text) => {
      nextId += 1;
      const place = { messageId: nextId, chatId: group, topicId: undefined };
      messages.push({ ...place, silent: false, text, isTheirs: true, isDeleted: false });
    },
    dieAfter: (count) => {
      answersLeft = count;
    },
    crash: async () => {
      answersLeft = Infinity;
      outbox = open();
      timers = [];
      await outbox.start();
    },
    shown: (chatId = group) =>
      messages.flatMap((one) => (one.chatId === chatId && !one.isDeleted ? [one.text] : [])),
    close: async () => {
      life += 1;
      await database.destroy();
    },
  };
  outbox = open();
  await outbox.start();
  return chats;
}
