import path from 'node:path';
import { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { Agent } from 'undici';
import type { Clock } from '../lib/clock.ts';
import { InvalidInput } from '../lib/error.ts';
import { locales, type Locale } from '../lib/locale.ts';
import type { Log } from '../lib/log.ts';
import { pause } from '../lib/retry.ts';
import type { Secret } from '../lib/secret.ts';
import { createApiFetch } from './api-fetch.ts';
import type { BotAuditEntry } from './audit-entry.ts';
import type { ButtonStore } from './button-store.ts';
import type { Chat } from './chat.ts';
import { createDeliver } from './deliver.ts';
import { directCall } from './direct-call.ts';
import { createDocumentVault, type DocumentVault } from './document-vault.ts';
import type { Member, TelegramDoor, Words } from './door.ts';
import { openDoors } from './doors.ts';
import { createDownload } from './download.ts';
import { createOpenFile, type OpenFile } from './file-source.ts';
import { createFlowCalls } from './flow-calls.ts';
import { createFlowJudge } from './flow-judge.ts';
import { createFlowStage } from './flow-stage.ts';
import type { FlowStore } from './flow-store.ts';
import { createFlows } from './flows.ts';
import { createInbox, readUpdate } from './inbox.ts';
import { createLanes } from './lanes.ts';
import { createKnownMessages, type KnownMessages } from './known-messages.ts';
import { botLimits, type BotLimits } from './limits.ts';
import { createMediaOut, type MediaOut } from './media-out.ts';
import { createMenus } from './menus.ts';
import { createChat, createOutgoing } from './outgoing.ts';
import { createTroubleWaits, poll } from './poll.ts';
import { createStrangers } from './receive-stranger.ts';
import { createReceiver } from './receive.ts';
import type { SecretPromptStore } from './secret-prompt-store.ts';
import { createSecretPrompts } from './secret-prompts.ts';
import type { SecretVault } from './secret-vault.ts';
import { createSweep } from './sweep.ts';
import { createTopics, type Topics } from './topics.ts';
import type { UpdateStore } from './update-store.ts';
import { createWords } from './words.ts';

export type BotStores = {
  readonly updates: UpdateStore;
  readonly buttons: ButtonStore;
  readonly flows: FlowStore;
  readonly secretPrompts: SecretPromptStore;
};

export type BotDeps = {
  readonly token: Secret;
  /** https://api.telegram.org unless told; no slash at the end. */
  readonly apiRoot?: string;
  readonly stores: BotStores;
  readonly findMember: (telegramId: number) => Promise<Member | undefined>;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
  readonly vault: SecretVault;
  readonly clock: Clock;
  readonly log: Log;
  readonly doors: readonly TelegramDoor[];
  /** Paths of more Fluent files, each named uz.ftl, ru.ftl or en.ftl. */
  readonly ftlFiles: readonly string[];
  /** 0 ≤ x < 1, for jitter only. */
  readonly random: () => number;
  readonly limits?: Partial<BotLimits>;
};

export type Bot = {
  readonly chat: Chat;
  /** For the card outbox: tries once, and waits for nothing. */
  readonly cardChat: Chat;
  /** For what has a queue of its own: tries once, waits for nothing, and the cards know of it. */
  readonly onceChat: Chat;
  readonly topics: Topics;
  readonly mediaOut: MediaOut;
  /** What people sent, to flow on. */
  readonly openFile: OpenFile;
  /** What was sent by all but `cardChat`. */
  readonly known: KnownMessages;
  /** The files that people sent as answers, by the answer's handle. In memory only. */
  readonly documents: Pick<DocumentVault, 'open' | 'drop'>;
  /** The words of the whole house, for what is sent by `chat`. */
  readonly words: (locale: Locale) => Words;
  /** Without @; '' until `start` resolved. */
  readonly username: () => string;
  /**
   * Resolves when Telegram knew the token and polling began; while Telegram cannot be reached it
   * goes on trying. What lay unhandled in the inbox is handled first. `poll: false`: updates come by
   * `handleWebhookUpdate`, and setting the webhook is the caller's.
   */
  readonly start: (options?: { readonly poll?: boolean }) => Promise<void>;
  /** No update is left half handled, unless it takes longer than 10 seconds. */
  readonly stop: () => Promise<void>;
  /** Resolves when the update is stored: answer Telegram 200 only then. Throws InvalidInput. */
  readonly handleWebhookUpdate: (update: unknown) => Promise<void>;
  /** Call it when a person's role or language changed, or the person was removed. */
  readonly refreshMenu: (telegramId: number) => Promise<void>;
};

/** How long opening a line may take, and how long an idle one is kept. */
const connectMs = 10_000;
const idleMs = 60_000;

/** Without an answer for so long, a call has failed. */
const callDeadlineMs = 30_000;

/** What Telegram may ask us to wait and we do without a word; a poll has no chat to wait for. */
const usualWaitMs = 60_000;

/** What was cut off needs no longer than this to put its things away. */
const afterCutMs = 1000;

/** Beyond every wait the transport itself makes: only a guard against a mistake there. */
const hangSeconds = 600;

/** The Telegram room: opens the features' doors to whoever may come in. */
export function createBot(deps: BotDeps): Bot {
  const { token, stores, findMember, audit, vault, clock, log, random } = deps;
  const limits = { ...botLimits, ...deps.limits };
  const apiRoot = deps.apiRoot ?? 'https://api.telegram.org';
  /** First nothing more comes in; then what is still in hand is cut off. */
  const [closing, stopping] = [new AbortController(), new AbortController()];
  const monotonicMs = (): number => performance.now();
  const { origin, href } = new URL(apiRoot);
  const basePath = href.slice(origin.length).replace(/\/$/, '');

  const penalties = new Map<string, number>();
  const connect = (
    { tries = 1, deadlineMs = callDeadlineMs, longestWaitMs = usualWaitMs },
    signal: AbortSignal,
  ) => {
    const dispatcher = new Agent({ connect: { timeout: connectMs }, keepAliveTimeout: idleMs });
    signal.addEventListener('abort', () => void dispatcher.destroy());
    const fetch = createApiFetch({
      origin,
      dispatcher,
      monotonicMs,
      random,
      tries,
      deadlineMs,
      penalties,
      longestWaitMs,
      stopping: signal,
    });
    const client = new Api(token.reveal(), { apiRoot, timeoutSeconds: hangSeconds, fetch });
    client.config.use(directCall(fetch, (method) => `${apiRoot}/bot${token.reveal()}/${method}`));
    return { api: client, dispatcher };
  };
  const { api, dispatcher } = connect({ tries: 3 }, stopping.signal);
  const { api: cardApi } = connect({ longestWaitMs: 0 }, stopping.signal);
  const { api: pollApi } = connect(
    { deadlineMs: limits.pollSeconds * 1000 + callDeadlineMs / 2 },
    closing.signal,
  );

  const words = createWords(
    [...locales.map((locale) => path.join(import.meta.dirname, `${locale}.ftl`)), ...deps.ftlFiles],
    log,
  );
  let me: UserFromGetMe | undefined;
  const doors = openDoors(deps.doors);
  const known = createKnownMessages();
  const outgoing = createOutgoing({ api, buttons: stores.buttons, clock, known });
  const { deliverMs } = limits;
  const deliver = createDeliver({ log, random, monotonicMs, deliverMs, stopping: stopping.signal });
  const prompts = createSecretPrompts({ store: stores.secretPrompts, vault, clock });
  const documents = createDocumentVault(clock);
  const addressOf = (filePath: string): string =>
    `${basePath}/file/bot${token.reveal()}/${encodeURI(filePath)}`;
  const download = createDownload({
    api,
    origin,
    dispatcher,
    addressOf,
    random,
    log,
    downloadMs: limits.downloadMs,
    stopping: stopping.signal,
  });
  const calls = createFlowCalls({ deliver, log, stopping: stopping.signal });
  const judge = createFlowJudge({ outgoing, vault, documents, download, words, audit }, calls);
  const flows = createFlows({
    flows: doors.flows,
    store: stores.flows,
    stage: createFlowStage({ outgoing, calls, judge, prompts }),
    outgoing,
    prompts,
    words,
    clock,
    api,
    me: () => {
      if (!me) throw new Error('The bot was not started.');
      return me;
    },
    quietMs: limits.flowQuietMs,
  });
  const menus = createMenus({
    api,
    commands: [...doors.commands.values()],
    words,
    findMember,
    log,
  });
  const receiver = createReceiver({
    doors,
    flows,
    strangers: createStrangers({
      ...{ starts: doors.starts, isOfGroups: doors.isOfGroups },
      ...{ outgoing, deliver, audit, clock },
    }),
    menus,
    prompts,
    buttons: stores.buttons,
    outgoing,
    deliver,
    findMember,
    words,
    audit,
    clock,
    log,
    botUsername: () => me?.username ?? '',
    stopping: stopping.signal,
  });
  const lanes = createLanes(limits);
  const inbox = createInbox({
    store: stores.updates,
    prompts,
    lanes,
    clock,
    log,
    limits,
    handle: receiver.receive,
    onSetAside: receiver.apologizeFor,
  });
  const sweep = createSweep({ stores, flows, lanes, clock, log, everyMs: limits.sweepEveryMs });
  let polling: Promise<void> = Promise.resolve();

  const meet = async (isPolling: boolean): Promise<UserFromGetMe | undefined> => {
    const troubles = createTroubleWaits({ log, random, limits });
    while (!closing.signal.aborted) {
      try {
        const known = await api.getMe();
        // With a webhook set, Telegram refuses to be polled.
        if (isPolling) await api.deleteWebhook();
        troubles.over();
        return known;
      } catch (error) {
        await pause(troubles.waitAfter(error), closing.signal);
      }
    }
    return undefined;
  };

  return {
    chat: createChat(outgoing),
    cardChat: createChat(createOutgoing({ api: cardApi, buttons: stores.buttons, clock })),
    onceChat: createChat(createOutgoing({ api: cardApi, buttons: stores.buttons, clock, known })),
    topics: createTopics(cardApi, () => me?.id ?? 0),
    mediaOut: createMediaOut(cardApi, known),
    openFile: createOpenFile({ api, origin, dispatcher, addressOf, stopping: stopping.signal }),
    known,
    documents,
    words,
    username: () => me?.username ?? '',
    start: async ({ poll: isPolling = true } = {}) => {
      me = await meet(isPolling);
      if (!me) return;
      await inbox.recover();
      void menus.publish();
      sweep.start();
      if (!isPolling) return;
      const { take, room } = inbox;
      polling = poll({ api: pollApi, take, room, log, random, limits }, closing.signal);
    },
    stop: async () => {
      closing.abort();
      sweep.stop();
      await polling;
      lanes.close();
      await lanes.settle(limits.stopMs);
      stopping.abort();
      await lanes.settle(afterCutMs);
    },
    handleWebhookUpdate: async (raw) => {
      const update = readUpdate(raw);
      if (!update) throw new InvalidInput('This is not a Telegram update.');
      if (closing.signal.aborted) throw new Error('The bot is stopping.');
      await inbox.take([update]);
    },
    refreshMenu: (telegramId) => menus.refresh(telegramId),
  };
}
