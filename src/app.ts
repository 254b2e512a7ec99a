import { randomInt } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { customAlphabet, nanoid } from 'nanoid';
import { startAriEvents, type AriEvents } from './asterisk/ari-events.ts';
import { createAsteriskLog } from './asterisk/log-file.ts';
import { answersSip } from './asterisk/sip-probe.ts';
import type { Effect } from './change/plan.ts';
import { createPlanShelf } from './change/plan-shelf.ts';
import { createPm2 } from './change/process-control.ts';
import type { LiveConfig } from './config.ts';
import { openCore, type Core } from './core.ts';
import { createAccess, createAccessStore } from './features/access/index.ts';
import {
  createAriAccess,
  createRotationStore,
  type AriAccess,
} from './features/ari-access/index.ts';
import { createAriUsers } from './features/ari-users/index.ts';
import { createCalls, createCallStore, type Calls } from './features/calls/index.ts';
import { createAdoption } from './features/adoption/index.ts';
import { createExtensionCsv } from './features/extension-csv/index.ts';
import { createExtensionEdit, reverseRename } from './features/extension-edit/index.ts';
import { createExtensions, reverseTies } from './features/extensions/index.ts';
import { createPhoneCard, createPhoneCardStore } from './features/phone-card/index.ts';
import { createLogs } from './features/logs/index.ts';
import { createHistory } from './features/history/index.ts';
import { lookAtFolder } from './files/look-at-folder.ts';
import { ariPasswordAlphabet, generatedAriPasswordLength } from './pbx/ari-password.ts';
import { generatedPasswordLength, passwordAlphabet } from './pbx/password.ts';
import { readDialplan } from './pbx/read-dialplan.ts';
import { renameEffect } from './pbx/rename.ts';
import { tieEffect } from './pbx/tie.ts';
import { startHttpServer } from './http/server.ts';
import type { Clock } from './lib/clock.ts';
import type { OwnLog } from './lib/log.ts';
import { pause } from './lib/retry.ts';
import { Secret } from './lib/secret.ts';
import { createAudit } from './storage/audit.ts';
import { createButtonStore } from './storage/buttons.ts';
import { createFlowStore, createSecretPromptStore } from './storage/flows.ts';
import { createLiveCardStore } from './storage/live-cards.ts';
import { createPeople } from './storage/people.ts';
import { createRoutes } from './storage/routes.ts';
import { createUpdateStore } from './storage/updates.ts';
import { createVanishingMessageStore } from './storage/vanishing-messages.ts';
import { createBot, type Bot } from './telegram/bot.ts';
import { createCardOutbox, type CardOutbox } from './telegram/card-outbox.ts';
import { createSecretVault } from './telegram/secret-vault.ts';
import { createVanishing } from './telegram/vanishing.ts';
import { recoverOrWait, watchChanges } from './watch-changes.ts';
import { wireDoctor } from './wire-doctor.ts';

export type AppDeps = {
  readonly config: Omit<LiveConfig, 'mode'>;
  readonly clock: Clock;
  readonly log: OwnLog;
  /** From now on no line of the log shows this either. */
  readonly hideInLog?: (secret: Secret) => void;
  /** The sandbox's own PBX, where no phone can register. */
  readonly isPbxEmulated?: boolean;
  /** Variables that win over `.env`, for a doctor who reads the settings again. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Shows the owner's one-time code on the server's console. */
  readonly announceClaim: (claim: {
    readonly link: string;
    readonly code: string;
    readonly minutes: number;
  }) => void;
};

export type App = {
  readonly url: string;
  readonly botUsername: string;
  readonly stop: () => Promise<void>;
};

/** Puts the house together and starts it: recovery first, then Telegram. `stop` undoes it in reverse. */
export async function startApp(deps: AppDeps): Promise<App> {
  const { config, clock, log } = deps;
  const core = await openCore(config, clock, log);
  const stops: (() => Promise<void> | void)[] = [() => core.close()];
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    const recovered = await recoverOrWait(core.change);
    const events = startAriEvents({
      settings: config.ari,
      app: ariApp,
      log,
      now: () => clock.now(),
      random,
    });
    stops.push(() => events.stop());
    // The doctor is asked only when there is one.
    const server = { url: '' };
    const { bot, cards, vanishing, claims, phoneCard, ariAccess, doctor, calls } = createTelegram(
      deps,
      { ...core, events },
      () => server.url,
    );
    const { webhookSecret } = config.telegram;
    const http = await startHttpServer({
      host: config.http.host,
      port: config.http.port,
      log,
      readyChecks: doctor.readyChecks,
      routes: [phoneCard.http],
      telegramWebhook: webhookSecret && {
        secret: webhookSecret,
        receive: bot.handleWebhookUpdate,
      },
    });
    server.url = http.url;
    stops.push(() => http.stop());
    const started = Promise.withResolvers<undefined>();
    stops.push(
      watchChanges({
        change: core.change,
        people: createPeople(core.database),
        bot,
        botStarted: started.promise,
        recovered,
        undoableChanges: config.undoableChanges,
      }),
    );
    await calls.start();
    stops.push(() => calls.stop());
    ariAccess.start();
    stops.push(() => ariAccess.stop());
    await vanishing.start();
    stops.push(() => {
      vanishing.stop();
    });
    await bot.start({ poll: webhookSecret === undefined });
    started.resolve(undefined);
    stops.push(() => bot.stop());
    await cards.start();
    stops.push(() => cards.stop());
    await phoneCard.start();
    stops.push(() => phoneCard.stop());
    await claims.start();
    return { url: http.url, botUsername: bot.username(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Telegram = {
  readonly bot: Bot;
  readonly cards: CardOutbox;
  readonly vanishing: ReturnType<typeof createVanishing>;
  readonly claims: { readonly start: () => Promise<void> };
  readonly ariAccess: AriAccess;
  readonly phoneCard: ReturnType<typeof createPhoneCard>;
  readonly calls: Calls;
  readonly doctor: ReturnType<typeof wireDoctor>;
};

/** The name of our Stasis application. Two bots of one name at one Asterisk take each other's events. */
const ariApp = 'navbatchi';

function createTelegram(
  {
    config,
    clock,
    log,
    hideInLog,
    announceClaim,
    isPbxEmulated = false,
    environment = {},
  }: AppDeps,
  core: Core & { readonly events: AriEvents },
  serverUrl: () => string,
): Telegram {
  const { database, change, ari, cli, folder, ariFolder, askPair, events } = core;
  const audit = createAudit(database, clock);
  const people = createPeople(database);
  const buttons = createButtonStore(database);
  const flows = createFlowStore(database);
  const vault = createSecretVault(clock);
  const shelf = createPlanShelf(clock, () => nanoid());
  const newPassword = customAlphabet(passwordAlphabet, generatedPasswordLength);
  const vanishing = createVanishing({
    chat: {
      sendMessage: (...message) => bot.chat.sendMessage(...message),
      sendPhoto: (...message) => bot.chat.sendPhoto(...message),
      sendDocument: (...message) => bot.chat.sendDocument(...message),
      deleteMessage: (...message) => bot.chat.deleteMessage(...message),
    },
    store: createVanishingMessageStore(database),
    clock,
    log,
  });
  const access = createAccess({
    store: createAccessStore(database, clock),
    audit,
    people,
    clock,
    claim: { current: undefined },
    newCode: () => nanoid(22),
    newToken: () => nanoid(22),
    announce: (code, minutes) => {
      announceClaim({ code, minutes, link: `https://t.me/${bot.username()}?start=claim_${code}` });
    },
    voidSession: async (telegramId) => {
      await buttons.voidFor(telegramId);
      await flows.voidFor(telegramId);
    },
    refreshMenu: (telegramId) => bot.refreshMenu(telegramId),
    botUsername: () => bot.username(),
    timeZone: config.timeZone,
  });
  const server = config.phone.server ?? new URL(config.ari.url).hostname;
  const phoneCard = createPhoneCard({
    phone: { server, domain: config.phone.domain ?? server, port: config.phone.port },
    publicUrl: config.publicUrl,
    folder,
    isPbxEmulated,
    ari,
    cli,
    asteriskLog: createAsteriskLog(cli),
    answersSip,
    store: createPhoneCardStore(database),
    chat: {
      sendMessage: (...message) => bot.chat.sendMessage(...message),
      editMessage: (...message) => bot.chat.editMessage(...message),
    },
    vanishing,
    words: (locale) => bot.words(locale),
    newToken: () => nanoid(32),
    clock,
    log,
  });
  const policy = { ...config.extensions, transport: config.extensions.transport ?? '' };
  const extensions = createExtensions({
    change,
    shelf,
    ari,
    folder,
    policy,
    readDialplan: () => readDialplan(cli, policy.dialplanContext),
    people,
    log,
    sendPhoneCard: phoneCard.send,
    newPassword: () => new Secret(newPassword()),
    openSecret: vault.open,
  });
  const extensionCsv = createExtensionCsv({
    change,
    shelf,
    ari,
    folder,
    policy,
    readDialplan: () => readDialplan(cli, policy.dialplanContext),
    people,
    clock,
    timeZone: config.timeZone,
    newPassword: () => new Secret(newPassword()),
    openDocument: (handle) => bot.documents.open(handle),
    openSecret: vault.open,
    sendDocument: (...message) => bot.chat.sendDocument(...message),
    sendVanishing: vanishing.sendVanishing,
  });
  const extensionEdit = createExtensionEdit({ change, shelf, ari, folder, policy, people });
  const adoption = createAdoption({ change, shelf, ari, folder, policy });
  const doctor = wireDoctor({
    ...{ config, environment, core, shelf, serverUrl, isPbxEmulated, clock, log },
    linkState: events.state,
    links: [ari, events, { changeCredentials: ({ password }) => hideInLog?.(password) }],
  });
  const newAriPassword = customAlphabet(ariPasswordAlphabet, generatedAriPasswordLength);
  const makeAriPassword = () => new Secret(newAriPassword());
  const ariUsers = createAriUsers({
    change,
    shelf,
    folder: ariFolder,
    cli,
    sendVanishing: vanishing.sendVanishing,
    newPassword: makeAriPassword,
  });
  const ariAccess = createAriAccess({
    change,
    shelf,
    folder: ariFolder,
    ask: askPair,
    cli,
    links: doctor.links,
    processes: createPm2(config.dependants.command),
    ownPid: process.pid,
    policy: {
      rotation: config.ariAccess.rotation,
      graceMs: config.ariAccess.graceMinutes * 60_000,
      dependants: config.dependants.names,
      stableMs: config.dependants.settleSeconds * 1000,
      fixedByEnvironment: config.fixedByEnvironment,
    },
    store: createRotationStore(database, clock),
    people,
    chat: {
      sendMessage: (...message) => bot.chat.sendMessage(...message),
      editMessage: (...message) => bot.chat.editMessage(...message),
    },
    wordsOf: (locale) => bot.words(locale),
    timeZone: config.timeZone,
    clock,
    log,
    newPassword: makeAriPassword,
    newId: () => nanoid(),
    openSecret: vault.open,
    lookAtFolder,
  });
  const calls = createCalls({
    events,
    ari,
    store: createCallStore(database),
    people,
    routes: createRoutes(database),
    outbox: {
      wake: (chatId) => {
        cards.wake(chatId);
      },
    },
    chat: { sendMessage: (...message) => bot.chat.sendMessage(...message) },
    wordsOf: (locale) => bot.words(locale),
    clock,
    log,
    timeZone: config.timeZone,
  });
  const logs = createLogs({
    recentLines: log.recentLines,
    // pm2 tells it to what it starts.
    logFile: environment['pm_out_log_path'],
    timeZone: config.timeZone,
  });
  const history = createHistory({
    change,
    shelf,
    undo: {
      snapshots: change.snapshots,
      preflights: change.preflights,
      reverseEffect,
    },
    people,
    timeZone: config.timeZone,
  });
  const bot = createBot({
    token: config.telegram.token,
    apiRoot: config.telegram.apiRoot,
    stores: {
      updates: createUpdateStore(database),
      buttons,
      flows,
      secretPrompts: createSecretPromptStore(database),
    },
    findMember: async (telegramId) => {
      const person = await people.byTelegramId(telegramId);
      return person && { ...person, telegramId };
    },
    audit: audit.record,
    vault,
    clock,
    log,
    doors: [
      access.telegram,
      calls.telegram,
      extensions.telegram,
      extensionEdit.telegram,
      adoption.telegram,
      extensionCsv.telegram,
      phoneCard.telegram,
      ariAccess.telegram,
      ariUsers.telegram,
      doctor.telegram,
      history.telegram,
      logs.telegram,
    ],
    ftlFiles: globSync(path.join(import.meta.dirname, '{change,checks,pbx,features/*}', '*.ftl')),
    random,
  });
  const cards = createCardOutbox({
    store: createLiveCardStore(database),
    chat: bot.cardChat,
    known: bot.known,
    onTrouble: calls.followChat,
    clock,
    monotonicMs: () => performance.now(),
    pause,
    random,
    log,
  });
  return { bot, cards, vanishing, claims: access, phoneCard, ariAccess, doctor, calls };
}

function random(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}

function reverseEffect(effect: Effect): Effect {
  switch (effect.kind) {
    case tieEffect:
      return reverseTies(effect);
    case renameEffect:
      return reverseRename(effect);
    default:
      return effect;
  }
}
