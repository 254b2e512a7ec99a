import { globSync } from 'node:fs';
import path from 'node:path';
import { nanoid } from 'nanoid';
import type { AriEvents } from './asterisk/ari-events.ts';
import { keepApprovals } from './change/approvals.ts';
import type { Effect } from './change/plan.ts';
import { createPlanShelf } from './change/plan-shelf.ts';
import type { Core } from './core.ts';
import { createAccess, createAccessStore } from './features/access/index.ts';
import { createApprovals } from './features/approvals/index.ts';
import { createAsterisk, createRestartStore } from './features/asterisk/index.ts';
import { createCalls, createCallStore } from './features/calls/index.ts';
import { reverseRename } from './features/extension-edit/index.ts';
import { reverseTies } from './features/extensions/index.ts';
import { createHistory } from './features/history/index.ts';
import { createLogs } from './features/logs/index.ts';
import type { Locale } from './lib/locale.ts';
import { isQuietAt } from './lib/quiet-hours.ts';
import { random } from './lib/random.ts';
import { pause } from './lib/retry.ts';
import { checkAriEdits } from './pbx/check-ari-edits.ts';
import { renameEffect } from './pbx/rename.ts';
import { tieEffect } from './pbx/tie.ts';
import { createAudit } from './storage/audit.ts';
import { createButtonStore } from './storage/buttons.ts';
import { createFlowStore, createSecretPromptStore } from './storage/flows.ts';
import { createLiveCardStore } from './storage/live-cards.ts';
import { createPeople } from './storage/people.ts';
import { createRoutes } from './storage/routes.ts';
import { createUpdateStore } from './storage/updates.ts';
import { createVanishingMessageStore } from './storage/vanishing-messages.ts';
import { createBot, type Bot } from './telegram/bot.ts';
import { createCardOutbox } from './telegram/card-outbox.ts';
import type { Chat } from './telegram/chat.ts';
import type { Words } from './telegram/door.ts';
import { createSecretVault } from './telegram/secret-vault.ts';
import { createVanishing } from './telegram/vanishing.ts';
import { outsideNumberOf } from './telephony/call.ts';
import { readDialled } from './telephony/dialled-number.ts';
import { readCdr } from './telephony/read-cdr.ts';
import { createCallLog } from './telephony/store.ts';
import { wireAri } from './wire-ari.ts';
import { wireCustomerCalls } from './wire-customers.ts';
import type { FeatureDeps, Shared } from './wire-deps.ts';
import { wireDuty } from './wire-duty.ts';
import { wireDialing } from './wire-dialing.ts';
import { wireDoctor } from './wire-doctor.ts';
import { wireInbox } from './wire-inbox.ts';
import { accessesOf } from './wire-meta.ts';
import { wireMissed } from './wire-missed.ts';
import { wirePhones } from './wire-phones.ts';

/** Makes every feature, and the bot that carries them all. Nothing runs yet. */
export function wireFeatures(
  {
    config,
    clock,
    log,
    hideInLog,
    announceClaim,
    isPbxEmulated = false,
    environment = {},
    readJournal,
    inboxPace = {},
    cardRates = {},
  }: FeatureDeps,
  core: Core & { readonly events: AriEvents },
  serverUrl: () => string,
) {
  const { database, change, ari, events } = core;
  const isQuiet = (at: number): boolean => isQuietAt(config.quietHours, at, config.timeZone);
  const audit = createAudit(database, clock);
  const people = createPeople(database);
  const buttons = createButtonStore(database);
  const flows = createFlowStore(database);
  const vault = createSecretVault(clock);
  const chat = laterChat(() => bot);
  const wordsOf = (locale: Locale): Words => bot.words(locale);
  const approvals = keepApprovals({
    ...{ people, chat, wordsOf, audit, log },
    newId: () => nanoid(),
    monotonicMs: () => performance.now(),
  });
  const shelf = createPlanShelf(
    clock,
    () => nanoid(),
    config.needsSecondAdmin ? approvals : undefined,
  );
  const vanishing = createVanishing({
    chat,
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
    onRemoved: () => {
      inbox.wakeHeads();
    },
    botUsername: () => bot.username(),
    listCommands: () => doors.flatMap(({ commands = [] }) => commands),
    timeZone: config.timeZone,
  });
  const shared: Shared = {
    ...{ config, core, isPbxEmulated, shelf, people, vanishing, chat, wordsOf, clock, log },
    openSecret: vault.open,
    openDocument: (handle) => bot.documents.open(handle),
    metaAccesses: accessesOf(config.meta),
    hideInLog: (secret) => hideInLog?.(secret),
  };
  const phones = wirePhones(shared);
  const doctor = wireDoctor({
    ...{ config, environment, core, shelf, serverUrl, isPbxEmulated, clock, log },
    metaAccesses: shared.metaAccesses,
    linkState: events.state,
    mayManageTopics: (chatId) => bot.topics.mayManage(chatId),
    links: [ari, events, { changeCredentials: ({ password }) => hideInLog?.(password) }],
  });
  const ariDoors = wireAri(shared, doctor.links);
  const dialing = wireDialing(shared, events);
  const outbox = {
    wake: (chatId: number) => {
      cards.wake(chatId);
    },
  };
  const customerCalls = wireCustomerCalls({
    ...{ shared, audit, outbox, placeCall: dialing.placeCall, live: () => calls.live() },
    touchHead: (talkId) => {
      inbox.touchHead(talkId);
    },
    retell: (number) => {
      calls.retell((call) => readDialled(outsideNumberOf(call))?.number === number);
      missedCalls.retell(number);
    },
  });
  const calls = createCalls({
    events,
    ari,
    store: createCallStore(database),
    cdr: {
      listSince: (since) =>
        readCdr(
          { setting: config.asterisk.cdr, configFolder: config.asterisk.configFolder },
          since,
        ),
    },
    callLog: createCallLog(database),
    people,
    routes: createRoutes(database),
    outbox,
    findCustomers: customerCalls.findCustomers,
    makeOtherCards: customerCalls.makeCallCards,
    chat,
    wordsOf,
    onSaved: (saved) => {
      missedCalls.hear(saved);
      dialing.dial.hear(saved);
    },
    clock,
    log,
    timeZone: config.timeZone,
  });
  const missedCalls = wireMissed({
    ...{ shared, live: calls.live, placeCall: dialing.placeCall, audit, outbox, isQuiet },
    findCustomers: customerCalls.findCustomers,
  });
  const duty = wireDuty({
    ...{ shared, calls, linkState: events.state, isQuiet, outbox },
    countMissed: missedCalls.countOpen,
  });
  const asterisk = createAsterisk({
    ...{ ari, cli: core.cli, reload: core.reload, mutex: change.mutex, linkState: events.state },
    configFolder: core.folder.configFolder,
    findAriFaults: () => checkAriEdits(core.ariFolder, []),
    approvals: shelf.approvals,
    store: createRestartStore(core.database),
    ...{ audit, chat, wordsOf, clock, log, timeZone: config.timeZone },
  });
  const inbox = wireInbox({ shared, bot: () => bot, customerCalls, pace: inboxPace });
  const logs = createLogs({
    recentLines: log.recentLines,
    // pm2 tells it to what it starts.
    logFile: environment['pm_out_log_path'],
    readJournal,
    clean: log.clean,
    ...{ clock, timeZone: config.timeZone },
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
    ...{ clock, timeZone: config.timeZone },
  });
  // In this order the menu and the help show their commands.
  const doors = [
    ...phones.doors,
    calls.telegram,
    missedCalls.telegram,
    ...dialing.doors,
    ...duty.doors,
    ...inbox.doors,
    customerCalls.telegram,
    ...ariDoors.doors,
    asterisk.telegram,
    createApprovals(approvals).telegram,
    doctor.telegram,
    history.telegram,
    logs.telegram,
    access.telegram,
  ];
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
    doors,
    ftlFiles: globSync(
      path.join(import.meta.dirname, '{change,checks,pbx,telephony,features/*}', '*.ftl'),
    ),
    random,
  });
  const cards = createCardOutbox({
    store: createLiveCardStore(database),
    chat: bot.cardChat,
    topics: bot.topics,
    known: bot.known,
    onTrouble: async (trouble) => {
      await calls.followChat(trouble);
      if (trouble.type === 'topicGone') await inbox.forgetTopic(trouble);
    },
    rates: cardRates,
    clock,
    monotonicMs: () => performance.now(),
    pause,
    random,
    log,
  });
  return {
    bot,
    cards,
    vanishing,
    claims: access,
    phoneCard: phones.phoneCard,
    ariAccess: ariDoors.ariAccess,
    dial: dialing.dial,
    testCall: dialing.testCall,
    doctor,
    calls,
    missedCalls,
    duty,
    inbox,
    asterisk,
  };
}

/** The features are made before the bot that brings their messages. */
function laterChat(bot: () => Bot): Chat {
  return {
    sendMessage: (...message) => bot().chat.sendMessage(...message),
    editMessage: (...message) => bot().chat.editMessage(...message),
    deleteMessage: (...message) => bot().chat.deleteMessage(...message),
    sendPhoto: (...message) => bot().chat.sendPhoto(...message),
    sendDocument: (...message) => bot().chat.sendDocument(...message),
  };
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
