import type { ColumnType, Generated } from 'kysely';

/** JSON columns are stored as text; the store that owns a table parses them. Times are milliseconds since 1970. */
export type Tables = {
  people: {
    personId: Generated<number>;
    telegramId: number | null;
    name: string;
    role: string;
    locale: string;
    extension: string | null;
    onDuty: ColumnType<number, number | undefined, number>;
    /** Null as long as the person is not on duty. */
    dutySince: ColumnType<number | null, number | undefined, number | null>;
    createdAt: number;
  };
  invites: {
    tokenHash: string;
    role: string;
    personId: number | null;
    createdBy: number;
    createdAt: number;
    expiresAt: number;
    usedAt: number | null;
    usedBy: number | null;
  };
  audit: {
    sequence: Generated<number>;
    at: number;
    telegramId: number | null;
    chatId: number | null;
    action: string;
    details: string;
    outcome: string;
    durationMs: number | null;
    previousHash: string;
    hash: string;
  };
  telegramUpdates: {
    /** Order of arrival. */
    sequence: Generated<number>;
    updateId: number;
    chatKey: string;
    receivedAt: number;
    body: string;
    state: string;
    attempts: ColumnType<number, number | undefined, number>;
    error: string | null;
  };
  buttons: {
    nonce: string;
    telegramId: number;
    chatId: number;
    messageId: number | null;
    action: string;
    args: string;
    createdAt: number;
    expiresAt: number;
    usedAt: number | null;
    usedByUpdateId: number | null;
    /** 1: for all in the chat, and for more than one press. */
    isShared: number;
  };
  flows: {
    key: string;
    value: string;
    touchedAt: number;
  };
  secretPrompts: {
    chatId: number;
    createdAt: number;
  };
  vanishingMessages: {
    chatId: number;
    messageId: number;
    vanishAt: number;
  };
  phoneCards: {
    number: string;
    sentAt: number;
    /** JSON, without any secret; `features/phone-card/store.ts` parses it. */
    card: string;
  };
  changes: {
    changeId: Generated<number>;
    startedAt: number;
    finishedAt: number | null;
    telegramId: number | null;
    requestKey: string | null;
    titleKey: string;
    titleArguments: string;
    files: string;
    reload: string;
    proof: string;
    effect: string | null;
    undoes: number | null;
    state: string;
    because: string | null;
    /** 1 while the change is not finished, else null: a unique index on it lets only one be open. */
    isOpen: number | null;
  };
  rotations: {
    rotationId: string;
    kind: string;
    state: string;
    startedAt: number;
    finishedAt: number | null;
    telegramId: number;
    messageId: number | null;
    previousUser: string;
    nextUser: string;
    salt: string;
    previousPrint: string;
    nextPrint: string;
    sessions: string;
    graceUntil: number | null;
    because: string | null;
    remarks: string;
    /** When the end was told to whoever asked for it. */
    toldAt: number | null;
    /** As in `changes`. */
    isOpen: number | null;
  };
  waitingRestart: {
    /** 1 */
    onlyOne: number;
    telegramId: number;
    locale: string;
    startedAt: number;
  };
  calls: {
    callId: string;
    startedAt: number;
    endedAt: number | null;
    direction: string;
    outsideNumber: string;
    outsideName: string;
    fromExtension: string;
    /** Numbers with commas between. */
    answeredBy: string;
    talkMs: number;
    missedBecause: string | null;
    isEndUnseen: number;
    /** The legs of a call that is going on. */
    /** Until somebody talked, or until the end. */
    waitedMs: number;
    /** When the worklist of missed calls took it in; it must be over for that. */
    followedAt: ColumnType<number | null, never, number>;
    body: string;
  };
  missedCalls: {
    /** The id of its first call. */
    entryId: string;
    /** Whose number it is; '' when hidden. */
    numberKey: string;
    number: string;
    name: string;
    tries: number;
    firstAt: number;
    lastAt: number;
    waitedMs: number;
    because: string;
    isEndUnseen: number;
    unclaimedSince: number;
    /** `personId`. */
    claimedBy: number | null;
    claimedName: string | null;
    claimedAt: number | null;
    /** The last time one of the staff called and nobody answered. */
    attemptAt: number | null;
    attemptBy: string | null;
    attemptBecause: string | null;
    dutyToldAt: number | null;
    supervisorsToldAt: number | null;
    endedAt: number | null;
    endedHow: string | null;
    endedBy: string | null;
    /** The update of the last press that had the number called. */
    callUpdateId: number | null;
  };
  missedCallAlerts: {
    entryId: string;
    telegramId: number;
    locale: string;
  };
  /** One row. */
  callWatch: {
    id: number;
    seenUntil: number;
  };
  liveCards: {
    key: string;
    chatId: number;
    topicId: number | null;
    messageId: number | null;
    /** An older message of the card, which has to go. */
    staleMessageId: number | null;
    /** A send had no answer: the newest message known in the chat before it. 0: none was known. */
    uncertainAfter: number | null;
    /** What the message should show: JSON; '' when it should not be there. */
    wanted: string;
    /** What it shows, as far as is known. */
    shown: string;
    /** Since when there is something to do; null: nothing. */
    wantedSince: number | null;
    urgency: number;
    isSilent: number;
    isAnew: number;
    dropAt: number | null;
    nextAt: number;
    tries: number;
    /** Why it was set aside. */
    failure: string | null;
    touchedAt: number;
    /** It goes with its topic, instead of to the group itself. */
    isTopicBound: Generated<number>;
  };
  dailyReports: {
    /** Of the day it tells of: `2026-11-21`. */
    date: string;
    state: string;
    chatId: number | null;
    /** The message that is to become the report. */
    messageId: number | null;
    tries: Generated<number>;
    failure: string | null;
    touchedAt: number;
  };
  routes: {
    name: string;
    chatId: number;
    topicId: number | null;
    locale: string;
    /** Telegram id. */
    setBy: number;
    /** From when on the chat knows that nothing comes from Asterisk. */
    blindSince: number | null;
  };
  webhookBodies: {
    sequence: Generated<number>;
    receivedAt: number;
    body: Uint8Array;
  };
  dialOrders: {
    updateId: number;
    at: number;
  };
  dialMessages: {
    callId: string;
    chatId: number;
    messageId: number;
    locale: string;
    extension: string;
    number: string;
    at: number;
  };
  testCalls: {
    callId: string;
    orderKey: string;
    chatId: number;
    messageId: number;
    locale: string;
    fromNumber: string;
    toNumber: string;
    startedAt: number;
  };
  unreadableBodies: {
    sequence: number;
    receivedAt: number;
    because: string;
    body: Uint8Array;
  };
  inboxEvents: {
    sequence: Generated<number>;
    /** The same for the same thing told again. */
    eventKey: string;
    platform: string;
    accountId: string;
    customerId: string;
    kind: string;
    mid: string | null;
    happenedAt: number;
    receivedAt: number;
    slot: string;
    /** Meta's own words: JSON. '' when they are forgotten. */
    body: string;
    state: Generated<string>;
    refusals: Generated<number>;
    /** 1: in hand; 2: held, to be handled alone later. */
    inHand: Generated<number>;
    /** Lives of the process that ended with it in hand, one after the other. */
    deaths: Generated<number>;
    nextAt: Generated<number>;
    error: ColumnType<string | null, string | null | undefined, string | null>;
    /** 1: not told by a webhook but found in the conversation; 2: and the webhook came after all. */
    fetched: Generated<number>;
  };
  inboxChecks: {
    platform: string;
    accountId: string;
    checkedUpTo: number;
    /** Why it cannot be compared now. */
    trouble: string | null;
  };
  conversationLooks: {
    platform: string;
    conversationId: string;
    updatedAt: number;
  };
  inboxAlarms: {
    name: string;
    since: number;
    /** JSON. */
    args: string;
    isTold: Generated<number>;
    overAt: number | null;
  };
  customerTopics: {
    talkId: Generated<number>;
    platform: string;
    accountId: string;
    customerId: string;
    name: string;
    /** Null until there is a topic, and when it was deleted. */
    chatId: number | null;
    topicId: number | null;
    /** Somebody closed the topic. */
    isClosed: Generated<number>;
    /** What opened the reply window last. */
    lastSaidAt: number | null;
    /** The message that says who it is, and what it shows. */
    headId: number | null;
    headShown: Generated<string>;
    closedAt: number | null;
    /** What Telegram is still to be told: 'close' or 'open'. */
    doorWish: string | null;
    titleShown: Generated<string>;
    /** Changes of what head and title should show, and which of them they show. */
    headWanted: Generated<number>;
    headSettled: Generated<number>;
    isHeadPinned: Generated<number>;
    createdAt: number;
  };
  customerNumbers: {
    talkId: number;
    /** E.164 without its plus. */
    number: string;
    state: string;
    /** Of the message that told it; null when a person decided. */
    mid: string | null;
    at: number;
  };
  topicPosts: {
    postId: Generated<number>;
    talkId: number;
    /** Of the event. */
    sequence: number;
    part: number;
    state: string;
    chatId: number | null;
    messageId: number | null;
    mid: string | null;
    html: string;
    at: number;
  };
  replies: {
    replyId: Generated<number>;
    talkId: number;
    /** Of the message that the operator wrote. */
    chatId: number;
    messageId: number;
    part: number;
    telegramId: number;
    /** Goes with the send and comes back in the echo. */
    token: string;
    /** JSON. */
    content: string;
    replyToMid: string | null;
    state: string;
    mid: string | null;
    because: string | null;
    writtenAt: number;
    begunAt: number | null;
    nextAt: Generated<number>;
    attempts: Generated<number>;
    deliveredAt: number | null;
    readAt: number | null;
    /** 0: the operator has to be told how it ended, or asked. */
    isTold: Generated<number>;
  };
  replyMarks: {
    chatId: number;
    messageId: number;
    wanted: string;
    shown: string;
    nextAt: Generated<number>;
    tries: Generated<number>;
  };
  mediaLinks: {
    linkId: string;
    /** Of the message that it came with. */
    mid: string | null;
    url: string;
    createdAt: number;
  };
  deskTalks: {
    talkId: number;
    /** Id of the person who answers. */
    claimedBy: number | null;
    claimedAt: number | null;
    /** Id of the person who closed the topic through us. */
    closedBy: number | null;
    /** As the topic has it, when they did. */
    closedAt: number | null;
  };
  deskNotes: {
    talkId: number;
    personId: number;
    /** Of the claim that they were told of. */
    claimedAt: number;
  };
  cannedReplies: {
    cannedId: Generated<number>;
    title: string;
    text: string;
    changedAt: number;
  };
  autoTexts: {
    kind: string;
    text: string;
    isOn: Generated<number>;
  };
  autoAnswers: {
    /** Of the event that is answered. */
    sequence: number;
    talkId: number;
    kind: string;
    text: string;
    at: number;
  };
  inboxPauses: {
    account: string;
    because: string;
    since: number;
    isTold: Generated<number>;
  };
  inboxTokens: {
    account: string;
    salt: string;
    /** Of the token that the rest is about. */
    print: string;
    /** When it was there for the first time. */
    seenAt: number;
    /** Null: a person brought it. */
    renewedAt: number | null;
    endsAt: number | null;
    tryAt: number;
    /** In vain, one after the other. */
    tries: Generated<number>;
    trouble: string | null;
  };
};
