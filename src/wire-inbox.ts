import { nanoid } from 'nanoid';
import type { CustomerCalls } from './features/customer-calls/index.ts';
import { createInbox, createInboxStore } from './features/inbox/index.ts';
import { createAutoAnswers, createAutoStore } from './features/auto-answers/index.ts';
import { createCannedReplies, createCannedStore } from './features/canned-replies/index.ts';
import { createDeskStore, createInboxDesk } from './features/inbox-desk/index.ts';
import { createInboxHeads, titleOf, type ReadHeadPart } from './features/inbox-heads/index.ts';
import { createInboxMedia, createLinkStore } from './features/inbox-media/index.ts';
import { createInboxReplies, createReplyStore, windowOf } from './features/inbox-replies/index.ts';
import { createInboxTopics, createTopicStore, inboxRoute } from './features/inbox-topics/index.ts';
import type { LiveConfig } from './config.ts';
import { defaultLocale } from './lib/locale.ts';
import { createMutex } from './lib/mutex.ts';
import { isQuietAt } from './lib/quiet-hours.ts';
import { hoursTextOf, isWorkingAt } from './lib/working-hours.ts';
import { random } from './lib/random.ts';
import { pause } from './lib/retry.ts';
import type { CustomerKey } from './meta/customer-event.ts';
import { createMediaFetch } from './meta/media-fetch.ts';
import { createSignatureCheck } from './meta/signature.ts';
import { createRoutes } from './storage/routes.ts';
import type { Bot } from './telegram/bot.ts';
import { topicLink } from './telegram/topic-link.ts';
import { topicTrouble } from './telegram/topic-trouble.ts';
import type { InboxPace, Shared } from './wire-deps.ts';
import { graphOf, missingKeysOf } from './wire-meta.ts';
import { wireToken } from './wire-token.ts';
import { wireWatch } from './wire-watch.ts';

const usualGraphRoot = 'https://graph.facebook.com';

const dayMs = 24 * 60 * 60_000;

/** At the end of the process. A call that is cut off is looked for at the next start. */
const lastAnswersMs = 2_000;

export type WireInboxDeps = {
  readonly shared: Shared;
  /** The features are made before the bot that carries them. */
  readonly bot: () => Pick<Bot, 'onceChat' | 'topics' | 'mediaOut' | 'openFile'>;
  /** What is known of a customer from their calls. */
  readonly customerCalls: Pick<CustomerCalls, 'hear' | 'readHeadPart'>;
  readonly pace?: InboxPace;
};

/** The customers of Messenger and Instagram. */
export function wireInbox({ shared, bot, customerCalls, pace = {} }: WireInboxDeps) {
  const { config, core, people, chat, wordsOf, clock, log } = shared;
  const { database } = core;
  const { meta } = config;
  const graph = graphOf(meta, pace.lookEveryMs);
  const { accessOf } = shared.metaAccesses;
  const routes = createRoutes(database);
  const topicStore = createTopicStore(database);
  const replyStore = createReplyStore(database);
  const eventStore = createInboxStore(database);
  const onceChat: Bot['onceChat'] = {
    sendMessage: (...message) => bot().onceChat.sendMessage(...message),
    editMessage: (...message) => bot().onceChat.editMessage(...message),
    deleteMessage: (...message) => bot().onceChat.deleteMessage(...message),
    sendPhoto: (...message) => bot().onceChat.sendPhoto(...message),
    sendDocument: (...message) => bot().onceChat.sendDocument(...message),
  };
  const topics: Bot['topics'] = {
    create: (...place) => bot().topics.create(...place),
    rename: (...place) => bot().topics.rename(...place),
    close: (...place) => bot().topics.close(...place),
    reopen: (...place) => bot().topics.reopen(...place),
    pin: (...place) => bot().topics.pin(...place),
    react: (...place) => bot().topics.react(...place),
    mayManage: (...place) => bot().topics.mayManage(...place),
  };
  const mediaFetch = createMediaFetch({
    // Another server than Meta's own, such as the emulator, keeps the files itself.
    trustedOrigin: meta.graphRoot === usualGraphRoot ? undefined : new URL(meta.graphRoot).origin,
  });
  const common = { people, wordsOf, clock, log, random, pause, topics, chat: onceChat };
  const groupWords = async () => wordsOf((await routes.find(inboxRoute))?.locale ?? defaultLocale);
  const doorsInTurn = createMutex();
  const heads = createInboxHeads({
    ...{ ...common, store: topicStore, groupWords, troubleOf: topicTrouble },
    ...{ inTurn: doorsInTurn, parts: () => headParts, timeZone: config.timeZone },
    windowOf: (lastSaidAt) => windowOf(lastSaidAt, meta.hasHumanAgent),
    ...(pace.titleMs !== undefined && { titleMs: pace.titleMs }),
  });
  const findTalkAt = async (chatId: number, topicId: number) => {
    const talk = await topicStore.byTopic(chatId, topicId);
    if (!talk) return undefined;
    const { talkId, isClosed, closedAt, place } = talk;
    return { talkId, isClosed, closedAt, place };
  };
  const deskStore = createDeskStore(database);
  const desk = createInboxDesk({
    ...{ people, clock, chat, groupWords, findTalkAt, log },
    store: deskStore,
    findTalk: topicStore.byId,
    isSaidAfter: (talkId, since) =>
      'at' in since
        ? topicStore.isSaidSince(talkId, since.at)
        : topicStore.isSaidAfter(talkId, since),
    setDoor: async (talkId, doorWish, at) => {
      await topicStore.setClosed(talkId, { isClosed: doorWish === 'close', at, doorWish });
      heads.touch(talkId);
    },
    refreshHead: heads.refresh,
  });
  const canned = createCannedReplies({
    ...{ clock, findTalkAt, store: createCannedStore(database) },
    answer: (answer) => replies.add(answer),
  });
  const headParts: readonly ReadHeadPart[] = [
    desk.headPart,
    canned.headPart,
    customerCalls.readHeadPart,
  ];
  const replies = createInboxReplies({
    ...{ ...common, store: replyStore, patientChat: chat, graph, accessOf, pace },
    openFile: (fileId) => bot().openFile(fileId),
    findTalk: topicStore.byId,
    findTalkAt: topicStore.byTopic,
    findMidAt: async (chatId, messageId) =>
      (await topicStore.findPostAt(chatId, messageId))?.mid ?? undefined,
    isShown: async (mid) => (await topicStore.findPost(mid)) !== undefined,
    hasHumanAgent: meta.hasHumanAgent,
    groupWords,
    onAnswer: desk.noteAnswer,
    onResumed: () => {
      watch.wake();
    },
    newToken: () => `nb-${nanoid()}`,
  });
  const { workingHours, quietHours, timeZone } = config;
  const autoStore = createAutoStore(database);
  const auto = createAutoAnswers({
    ...{ clock, store: autoStore },
    attendedAt: async (talkId) => {
      const times = await Promise.all([
        replyStore.lastWrittenAt(talkId),
        topicStore.answeredElsewhereAt(talkId),
        desk.claimedAt(talkId),
      ]);
      const known = times.filter((at) => at !== undefined);
      return known.length > 0 ? Math.max(...known) : undefined;
    },
    isAwayAt: (at) =>
      workingHours ? !isWorkingAt(workingHours, at, timeZone) : isQuietAt(quietHours, at, timeZone),
    hoursText: (locale) => hoursTextOf(workingHours, quietHours, locale),
  });
  const media = createInboxMedia({
    ...{ mediaFetch, clock, log, pause, store: createLinkStore(database) },
    mediaOut: {
      send: (...file) => bot().mediaOut.send(...file),
      sendLocation: (...spot) => bot().mediaOut.sendLocation(...spot),
    },
    ...{ publicUrl: config.publicUrl, newLinkId: () => nanoid(22) },
  });
  const inboxTopics = createInboxTopics({
    ...{ ...common, store: topicStore, patientChat: chat, routes, events: eventStore },
    isMetaSet: missingKeysOf(meta)?.length === 0,
    readName: async ({ platform, customerId }: CustomerKey) => {
      const access = accessOf(platform);
      if (!access) return undefined;
      const found = await graph.readProfile(access, customerId, platform === 'instagram');
      if (found.type !== 'found') return undefined;
      return found.value.name === '' ? found.value.username : found.value.name;
    },
    ...{ sendFile: media.sendFile, makeLink: media.makeLink, revokeLinks: media.revokeLinks },
    ownMessages: replies.ownMessages,
    onShown: customerCalls.hear,
    ...{ answerOf: auto.answerOf, sendAnswer: replies.addAutomatic },
    ...{ topicLink, titleOf, showFirst: heads.showFirst, touchHead: heads.touch, doorsInTurn },
    timeZone: config.timeZone,
    oneAtATime: createMutex(),
    ...(pace.settleMs !== undefined && { settleMs: pace.settleMs }),
    ...(pace.quietMs !== undefined && { quietMs: pace.quietMs }),
  });
  const access = doorAccessOf(meta);
  const inbox = createInbox({
    ...{ store: eventStore, access: () => access, clock, log },
    onEvents: inboxTopics.wake,
    onKept: (isKept) => {
      watch.noteKept(isKept);
    },
    keepMs: config.inbox.keepDays * dayMs,
    forgetElsewhere: [topicStore.forgetPosts, media.forget, autoStore.forget, deskStore.forgetTold],
    onSignature: (isGood) => {
      watch.noteSignature(isGood);
    },
  });
  const watch = wireWatch({
    ...{ shared, graph, accessOf, pace, oldestBodyAt: eventStore.oldestBodyAt },
    ...{ addFetched: inbox.addFetched, onTokenDead: replies.pauseAccount },
  });
  const token = wireToken(shared, {
    ...{ graph, pace },
    onDead: () => {
      replies.pauseAccount('instagramLogin', 'tokenDead');
    },
  });
  return {
    http: [inbox.http, media.http],
    doors: [
      inboxTopics.telegram,
      desk.telegram,
      canned.telegram,
      auto.telegram,
      replies.telegram,
      watch.telegram,
    ],
    touchHead: heads.touch,
    wakeHeads: heads.wake,
    /** Somebody deleted it. */
    forgetTopic: async ({
      chatId,
      topicId,
    }: {
      readonly chatId: number;
      readonly topicId: number;
    }) => {
      const talk = await topicStore.byTopic(chatId, topicId);
      if (talk) await topicStore.unbind(talk.talkId);
    },
    /** Takes webhooks. */
    start: inbox.start,
    stop: inbox.stop,
    /** Needs a bot that has begun. */
    startTopics: () => {
      replies.start();
      heads.start();
      inboxTopics.start();
      watch.start();
      token?.start();
    },
    stopTopics: async () => {
      // A file on its way to its topic is waited for, but nobody else waits for that.
      const shown = inboxTopics.stop();
      const isOver = new AbortController();
      const ending = Promise.all([replies.stop(), heads.stop(), watch.stop(), token?.stop()]);
      // What is just being sent may hear how that ended; Meta may also not answer for long.
      await Promise.race([ending, pause(lastAnswersMs, isOver.signal)]);
      isOver.abort();
      await graph.close();
      await ending;
      await shown;
      await mediaFetch.close();
    },
  };
}

type Meta = LiveConfig['meta'];

function doorAccessOf({ verifyToken, appSecret, instagram }: Meta) {
  const checks = [appSecret, instagram.appSecret].flatMap((secret) =>
    secret ? [createSignatureCheck(secret)] : [],
  );
  if (!verifyToken || checks.length === 0) return undefined;
  const isSigned = (header: unknown, bytes: Uint8Array): boolean =>
    checks.some((isGood) => isGood(header, bytes));
  return { verifyToken, isSigned };
}
