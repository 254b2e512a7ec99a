import {
  conversations,
  createConversation,
  type ConversationFlavor,
} from '@grammyjs/conversations';
import { Composer, Context, type Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Clock } from '../lib/clock.ts';
import type { Locale } from '../lib/locale.ts';
import { isAtLeast } from '../lib/role.ts';
import type { DoorFlow, Json, Member, Words } from './door.ts';
import type { FlowPass } from './flow-pass.ts';
import {
  flowKey,
  printFlowRow,
  readFlowRow,
  seatOf,
  versionOf,
  type FlowRow,
  type FlowSeat,
  type FlowState,
} from './flow-row.ts';
import type { FlowStage } from './flow-stage.ts';
import type { FlowStore } from './flow-store.ts';
import { createTalk, type FlowContext } from './flow-talk.ts';
import type { Outgoing } from './outgoing.ts';
import type { SecretPrompts } from './secret-prompts.ts';

export type FlowsDeps = {
  readonly flows: ReadonlyMap<string, DoorFlow>;
  readonly store: FlowStore;
  readonly stage: FlowStage;
  readonly outgoing: Outgoing;
  readonly prompts: SecretPrompts;
  readonly words: (locale: Locale) => Words;
  readonly clock: Clock;
  readonly api: Api;
  /** The bot itself, once Telegram said who it is. */
  readonly me: () => UserFromGetMe;
  readonly quietMs: number;
};

/** What of a flow is there when an update comes. */
export type RunningFlow =
  | { readonly type: 'running'; readonly row: FlowRow }
  /** It cannot be gone on with: end it with these words. */
  | { readonly type: 'over'; readonly row: FlowRow | undefined; readonly key: FlowEnd };

export type FlowEnd =
  | 'telegram-flow-cancelled'
  | 'telegram-flow-timed-out'
  | 'telegram-flow-updated'
  | 'telegram-flow-denied';

export type Flows = {
  /** Whether this person has a flow in this chat, whatever its state. */
  readonly isThere: (chatId: number, telegramId: number) => Promise<boolean>;
  readonly find: (chatId: number, member: Member) => Promise<RunningFlow | undefined>;
  readonly start: (
    pass: Omit<FlowPass, 'asides' | 'isAbandoned' | 'isBuried'>,
    name: string,
    start: Json,
  ) => Promise<void>;
  readonly resume: (row: FlowRow, pass: Pick<FlowPass, 'entrance' | 'member'>) => Promise<void>;
  /** Forgets the flow and says so in its message; without a readable row, in a new one. */
  readonly end: (
    chatId: number,
    telegramId: number,
    row: FlowRow | undefined,
    key: FlowEnd | { readonly html: string },
  ) => Promise<void>;
  /** The flows that have been quiet for too long, as chat and person. */
  readonly listQuiet: () => Promise<readonly { chatId: number; telegramId: number }[]>;
  /** Ends it as timed out, if it still is quiet. */
  readonly endQuiet: (chatId: number, telegramId: number) => Promise<void>;
};

/** A flow's update failed; `row` is what was known of it. */
export class FlowFailure extends Error {
  readonly row: FlowRow;
  readonly isAbandoned: boolean;

  constructor(row: FlowRow, isAbandoned: boolean, cause: unknown) {
    super('A guided flow failed', { cause });
    this.row = row;
    this.isAbandoned = isAbandoned;
  }
}

type Running = FlowContext & { readonly seat: FlowSeat; readonly stored: FlowState | undefined };

/** The one conversation of the plugin; it runs whichever flow has the seat. */
const conversationName = 'flow';

/** Guided flows over @grammyjs/conversations: one a person and chat, stored after every update. */
export function createFlows(deps: FlowsDeps): Flows {
  const { flows, store, prompts, clock, outgoing, words } = deps;

  const composer = new Composer<ConversationFlavor<Running>>();
  composer.use(
    conversations<Running, Context>({
      storage: {
        type: 'context',
        adapter: {
          read: ({ stored }) => stored,
          write: async ({ pass, seat }, state) => {
            if (pass.isAbandoned) return;
            await store.write(
              flowKey(seat.chatId, seat.telegramId),
              printFlowRow(rowOf(seat, pass, state, clock.now())),
              clock.now(),
            );
          },
          delete: async ({ pass, seat }) => {
            if (!pass.isAbandoned) await forget(seat.chatId, seat.telegramId);
          },
        },
      },
    }),
  );
  composer.use(
    createConversation<ConversationFlavor<Running>, Context>(
      async (conversation, _context, seat: FlowSeat, start: Json) => {
        const flow = flows.get(seat.flow);
        if (!flow) throw new Error(`There is no flow ${seat.flow}.`);
        const wayOn = (spoken: Words) => wayOnOf(flow, spoken, start);
        await flow.run(await createTalk(conversation, seat, deps, wayOn), start);
      },
      conversationName,
    ),
  );
  const middleware = composer.middleware();

  const forget = async (chatId: number, telegramId: number): Promise<void> => {
    await store.delete(flowKey(chatId, telegramId));
    await prompts.close(chatId);
  };

  const run = async (
    seat: FlowSeat,
    pass: FlowPass,
    stored: FlowState | undefined,
    enter: (context: ConversationFlavor<Running>) => Promise<void>,
  ): Promise<void> => {
    const context = Object.assign(
      // The plugin logs the update it is given; what a flow needs of it comes with the verdict.
      new Context({ update_id: pass.entrance.updateId }, deps.api, deps.me()),
      { pass, seat, stored },
    );
    try {
      // The plugin's middleware adds `conversation` itself.
      const flavoured = context as ConversationFlavor<Running>;
      await middleware(flavoured, () => enter(flavoured));
    } catch (error) {
      const row = rowOf(seat, pass, { version: [0, 0], state: {} }, clock.now());
      throw new FlowFailure(row, pass.isAbandoned, error);
    } finally {
      await Promise.all(pass.asides);
    }
  };

  const end: Flows['end'] = async (chatId, telegramId, row, key) => {
    // Who did not answer in time may be writing the secret right now: it must not be stored either.
    if (key === 'telegram-flow-timed-out') await store.delete(flowKey(chatId, telegramId));
    else await forget(chatId, telegramId);
    const spoken = words(row?.locale ?? 'uz');
    // What another version was started with may not be what this one reads.
    const isStrange = key === 'telegram-flow-denied' || key === 'telegram-flow-updated';
    const flow = isStrange ? undefined : flows.get(row?.flow ?? '');
    const screen = {
      text: typeof key === 'string' ? spoken(key) : key.html,
      buttons: wayOnOf(flow, spoken, row?.start),
    };
    const pressers = { telegramId };
    const outcome =
      row?.messageId === undefined
        ? 'gone'
        : await outgoing.edit(chatId, row.messageId, screen, pressers);
    if (outcome !== 'gone') return;
    const placement = row?.topicId === undefined ? {} : { topicId: row.topicId };
    await outgoing.send(chatId, screen, pressers, placement);
  };

  return {
    isThere: async (chatId, telegramId) =>
      (await store.read(flowKey(chatId, telegramId))) !== undefined,

    find: async (chatId, member) => {
      const value = await store.read(flowKey(chatId, member.telegramId));
      if (value === undefined) return undefined;
      const row = readFlowRow(value);
      const flow = row && flows.get(row.flow);
      const over = (key: FlowEnd): RunningFlow => ({ type: 'over', row, key });
      if (!row || !flow || row.version !== versionOf(flow)) return over('telegram-flow-updated');
      if (clock.now() - row.touchedAt >= deps.quietMs) return over('telegram-flow-timed-out');
      if (!isAtLeast(member.role, flow.minimumRole)) return over('telegram-flow-denied');
      return { type: 'running', row };
    },

    start: async (opening, name, start) => {
      const flow = flows.get(name);
      if (!flow) throw new Error(`There is no flow ${name}.`);
      const { chatId, telegramId, topicId, updateId } = opening.entrance;
      const seat: FlowSeat = {
        flow: name,
        version: versionOf(flow),
        flowId: updateId.toString(36),
        telegramId,
        chatId,
        ...(topicId !== undefined && { topicId }),
        start,
      };
      const pass = { ...opening, isBuried: false, isAbandoned: false, asides: [] };
      await run(seat, pass, undefined, (context) =>
        context.conversation.enter(conversationName, seat, start),
      );
    },

    resume: async (row, { entrance, member }) => {
      const pass = {
        entrance,
        member,
        messageId: row.messageId,
        isBuried: false,
        isAbandoned: false,
        asides: [],
      };
      await run(seatOf(row), pass, row.state, () => Promise.resolve());
    },

    end,

    listQuiet: async () => {
      const quiet = await store.listQuietSince(clock.now() - deps.quietMs);
      return quiet.flatMap(({ key }) => {
        const [chatId, telegramId] = key.split(':').map(Number);
        return chatId === undefined || telegramId === undefined ? [] : [{ chatId, telegramId }];
      });
    },

    endQuiet: async (chatId, telegramId) => {
      const value = await store.read(flowKey(chatId, telegramId));
      if (value === undefined) return;
      const row = readFlowRow(value);
      if (row && clock.now() - row.touchedAt < deps.quietMs) return;
      await end(chatId, telegramId, row, row ? 'telegram-flow-timed-out' : 'telegram-flow-updated');
    },
  };
}

/** None for a flow that was stored before its start was. */
function wayOnOf(flow: DoorFlow | undefined, words: Words, start: Json | undefined) {
  if (flow?.wayOn === undefined || start === undefined) return [];
  return [[flow.wayOn(words, start)]];
}

function rowOf(seat: FlowSeat, pass: FlowPass, state: FlowState, now: number): FlowRow {
  return {
    ...seat,
    messageId: pass.messageId,
    locale: pass.member.locale,
    touchedAt: now,
    state,
  };
}
