import { systemClock, type Clock } from '../../lib/clock.ts';
import { answerCall, type CallDeps } from './answer-call.ts';
import { loadBotApi } from './bot-api.ts';
import { commandsSeenBy, createBotSettings, type BotCommand } from './bot-settings.ts';
import { createCallbackQueries } from './callback-queries.ts';
import { createCallLog, type CallLog } from './calls.ts';
import { isAdmin, left } from './chat.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGroups, type Groups } from './groups.ts';
import { createLimits, type Limits } from './limits.ts';
import { chatOf, createPeople, personOf, type People } from './people.ts';
import { createPushUpdate, type PushUpdate } from './push-update.ts';
import { createBotApiServer, listenOnLoopback, type ExtraRoute } from './server.ts';
import { createUpdates, type Updates } from './updates.ts';
import { createWebhook } from './webhook.ts';
import { createWorld, type World } from './world.ts';

export type EmulatorOptions = {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly token?: string;
  readonly botUsername?: string;
  readonly botName?: string;
  readonly canReadAllGroupMessages?: boolean;
  /** Telegram's own clock: 48 h rules, 24 h updates, penalties. */
  readonly clock?: Clock;
  readonly firstUpdateId?: number;
  /** The first pause after a failed webhook delivery; 1 s as in Telegram unless told. */
  readonly webhookRetryMs?: number;
  readonly extraRoutes?: readonly ExtraRoute[];
};

/** An emulated Telegram on a local socket: one bot, any number of people and groups. */
export type TelegramEmulator = {
  /** For the bot: `http://127.0.0.1:port`. */
  readonly apiRoot: string;
  readonly token: string;
  readonly botUsername: string;
  readonly world: World;
  readonly people: People;
  readonly groups: Groups;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly calls: CallLog;
  readonly updates: Updates;
  /** Any update, as it is: for what people cannot do here. */
  readonly pushUpdate: PushUpdate;
  /** The command menu that a person sees. */
  readonly commandsFor: (personId: number, chatId?: number) => readonly BotCommand[];
  /** The old token is refused (401) from now on. */
  readonly replaceToken: (token: string) => void;
  /** Routes for what is not the Bot API; the first that says true has it. */
  readonly addRoute: (route: ExtraRoute) => void;
  /** Leaves no timer, socket or waiting question behind. */
  readonly close: () => Promise<void>;
};

/** Starts it on 127.0.0.1. */
export async function startTelegramEmulator(
  options: EmulatorOptions = {},
): Promise<TelegramEmulator> {
  const { clock = systemClock, botUsername = 'navbatchi_bot', botName = 'Navbatchi' } = options;
  let token = options.token ?? '7000000001:AAEmulatedTelegramTokenForTests0000';
  const world = createWorld(
    {
      id: Number(token.split(':')[0]),
      firstName: botName,
      username: botUsername,
      canReadAllGroupMessages: options.canReadAllGroupMessages ?? false,
    },
    clock,
  );
  const api = loadBotApi();
  const calls = createCallLog();
  const updates = createUpdates(clock, options.firstUpdateId ?? 400_000_001);
  const callbackQueries = createCallbackQueries(clock);
  const settings = createBotSettings();
  const faults = createFaults();
  const limits = createLimits(clock);
  const pauses = createPauses();
  const webhook = createWebhook({
    updates,
    now: () => clock.now(),
    ...(options.webhookRetryMs !== undefined && { firstRetryMs: options.webhookRetryMs }),
    callMethod: async (methodName, json) => {
      const signal = new AbortController().signal;
      const incoming = { methodName, json, form: new Map(), files: new Map(), signal };
      await answerCall(deps, incoming);
    },
  });
  const room = { api, world, updates, callbackQueries, settings, webhook };
  const deps: CallDeps = { room, calls, faults, limits, pause: pauses.pause };
  const push = createPushUpdate(api, updates, calls);
  const extraRoutes = [...(options.extraRoutes ?? [])];
  const server = createBotApiServer({
    ...deps,
    extraRoutes,
    isTokenValid: (given) => given === token,
  });
  const port = await listenOnLoopback(server, options.port ?? 0);

  return {
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    botUsername,
    world,
    people: createPeople({ world, push, callbackQueries }),
    groups: createGroups({ world, push }),
    faults,
    limits,
    calls,
    updates,
    pushUpdate: push,
    commandsFor: (personId, chatId = personId) => {
      const chat = chatOf(world, chatId);
      return commandsSeenBy(settings, {
        userId: personId,
        languageCode: personOf(world, personId).languageCode,
        chatId,
        isPrivate: chat.type === 'private',
        isAdmin: isAdmin(chat.members.get(personId) ?? left),
      });
    },
    replaceToken: (next) => {
      token = next;
    },
    addRoute: (route) => {
      extraRoutes.push(route);
    },
    close: async () => {
      updates.close();
      pauses.end();
      await webhook.close();
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Pauses that end at once when the emulator closes. */
function createPauses(): { pause: (ms: number) => Promise<void>; end: () => void } {
  const waiting = new Map<NodeJS.Timeout, () => void>();
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(timer);
          resolve();
        }, ms);
        waiting.set(timer, resolve);
      }),
    end: () => {
      for (const [timer, resolve] of waiting) {
        clearTimeout(timer);
        resolve();
      }
      waiting.clear();
    },
  };
}
