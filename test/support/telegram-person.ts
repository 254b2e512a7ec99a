import type { TelegramEmulator } from '../../src/sandbox/telegram/emulator.ts';
import { inlineRows, type InlineButton } from '../../src/sandbox/telegram/keyboard.ts';
import type { MediaKind, StoredMessage } from '../../src/sandbox/telegram/message.ts';
import { chatOf, type Place } from '../../src/sandbox/telegram/people.ts';
import type { Group, TestTopic } from './telegram-group.ts';
import { printScreen } from './telegram-screen.ts';
import { seenMessage, type SeenMessage } from './telegram-seen.ts';
import { waitFor, withDeadline } from './telegram-wait.ts';

/** Where somebody writes or looks: the private chat with the bot unless told. */
export type Where = {
  readonly in?: Group | undefined;
  readonly topic?: TestTopic | undefined;
};

export type HowToWrite = Where & {
  readonly replyTo?: SeenMessage;
  /** As an anonymous administrator of the group. */
  readonly anonymously?: boolean;
  /** Through another bot's inline mode: that bot's id. */
  readonly viaBot?: number;
};

export type HowToLook = Where & {
  /** Milliseconds; 10 000 unless told. */
  readonly within?: number;
  /** Also what was there, unchanged, before this person's last act. */
  readonly anytime?: boolean;
};

export type FileInHand = {
  /** A document unless told. */
  readonly kind?: MediaKind;
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly mimeType?: string;
  readonly caption?: string;
};

export type Tapped = {
  /** The toast or alert the bot answered with, '' if none. */
  readonly toast: string;
  readonly isAlert: boolean;
  /** What a copy button put on the clipboard. */
  readonly copied: string | undefined;
  /** What a link button opened. */
  readonly url: string | undefined;
};

/** Somebody with a phone. Acts resolve when they took effect. */
export type Person = {
  readonly id: number;
  readonly name: string;
  says(text: string, how?: HowToWrite): Promise<SeenMessage>;
  /**
   * Presses the button whose label is, or else contains, this text, on the newest message that has
   * one; waits until there is one. Resolves when the bot has answered the press.
   */
  taps(
    label: string | RegExp,
    how?: Where & { on?: SeenMessage; within?: number },
  ): Promise<Tapped>;
  /** Presses a button by its data, even if it is not shown any more: an old copy, a replay. */
  tapsStale(button: { data: string; on: SeenMessage }, within?: number): Promise<Tapped>;
  /** Waits for a message of the bot, sent or edited since this person's last act, with this text. */
  sees(text: string | RegExp, how?: HowToLook): Promise<SeenMessage>;
  /** Waits until no message of the bot shows this text. */
  stopsSeeing(text: string | RegExp, how?: HowToLook): Promise<void>;
  /** What the bot's messages show now, oldest first. */
  messages(where?: Where): readonly SeenMessage[];
  /** The bot's newest message that is not deleted. */
  last(where?: Where): SeenMessage;
  /** The chat as text. */
  screen(where?: Where): string;
  /** The command menu. */
  menu(where?: Where): readonly { readonly command: string; readonly description: string }[];
  opensLink(url: string): Promise<SeenMessage>;
  openDeepLink(startParameter: string): Promise<SeenMessage>;
  edits(message: SeenMessage, text: string): Promise<void>;
  /** Deletes a message for everybody; the bot never learns. */
  deletes(message: SeenMessage): Promise<void>;
  forwards(message: SeenMessage, how?: HowToWrite): Promise<SeenMessage>;
  reacts(message: SeenMessage, ...emoji: readonly string[]): Promise<void>;
  sendsFile(file: FileInHand, how?: HowToWrite): Promise<SeenMessage>;
  /** Several at once: Telegram tells the bot of each one by itself. */
  sendsAlbum(files: readonly FileInHand[], how?: HowToWrite): Promise<readonly SeenMessage[]>;
  sendsDocument(name: string, bytes: Uint8Array | string, how?: HowToWrite): Promise<SeenMessage>;
  sharesContact(phoneNumber: string, how?: HowToWrite): Promise<SeenMessage>;
  blocks(): Promise<void>;
  unblocks(): Promise<void>;
};

const deadlineMs = 30_000;

export function personDriver(telegram: TelegramEmulator, id: number, name: string): Person {
  const { world, people } = telegram;
  let lastAct = 0;
  const act = (): void => {
    lastAct = world.version();
  };
  const placeOf = (how: HowToWrite = {}): Place => ({
    chatId: how.in?.chatId,
    threadId: how.topic?.threadId,
    replyToId: how.replyTo?.messageId,
    isAnonymous: how.anonymously,
    viaBotId: how.viaBot,
  });
  const chatIdOf = (where: Where = {}): number => where.in?.chatId ?? id;
  const botMessages = (where: Where = {}): readonly StoredMessage[] =>
    chatOf(world, chatIdOf(where)).messages.filter(
      (message) =>
        message.fromId === world.bot.id &&
        message.deletedAt === undefined &&
        message.content.type !== 'service' &&
        (where.topic === undefined || message.threadId === where.topic.threadId),
    );
  const screen = (where?: Where): string => printScreen(world, chatOf(world, chatIdOf(where)));
  const seen = (message: StoredMessage): SeenMessage => seenMessage(world, message);
  const matching = (text: string | RegExp, how: HowToLook): SeenMessage | undefined =>
    botMessages(how)
      .filter((message) => how.anytime === true || message.version > lastAct)
      .map(seen)
      .findLast((message) => fits(message.text, text));

  const press = async (
    message: StoredMessage,
    button: InlineButton,
    within: number,
  ): Promise<Tapped> => {
    const nothing = { toast: '', isAlert: false, copied: undefined, url: undefined };
    if (button.disabled !== undefined) throw new Error(`[${button.text}] is disabled`);
    if (button.copy_text !== undefined) return { ...nothing, copied: button.copy_text.text };
    if (button.url !== undefined) return { ...nothing, url: button.url };
    act();
    const answer = await withDeadline(people.tap(id, message, button), {
      withinMs: within,
      explain: () =>
        `the bot did not answer ${name}'s press of [${button.text}] within ${within} ms\n` +
        printScreen(world, chatOf(world, message.chatId)),
    });
    return { toast: answer.text, isAlert: answer.isAlert, copied: undefined, url: answer.url };
  };

  const person: Person = {
    id,
    name,
    says: (text, how) => {
      act();
      return Promise.resolve(seen(people.say(id, text, placeOf(how))));
    },
    taps: async (label, how = {}) => {
      const { within = deadlineMs, on } = how;
      const among = (): readonly StoredMessage[] =>
        on === undefined ? botMessages(how) : botMessages(how).filter((one) => one === on.stored);
      const found = await waitFor(world.changed, {
        look: () => findButton(among(), label) ?? findReplyButton(among(), label),
        withinMs: within,
        explain: () => `${name} found no button [${label}] within ${within} ms\n${screen(how)}`,
      });
      if ('button' in found) return press(found.message, found.button, within);
      const place = placeOf(how);
      act();
      if (found.asksContact) shareContact('998901234567', place);
      else people.say(id, found.replyLabel, place);
      return { toast: '', isAlert: false, copied: undefined, url: undefined };
    },
    tapsStale: ({ data, on }, within = deadlineMs) =>
      press(on.stored, { text: data, callback_data: data }, within),
    sees: (text, how = {}) => {
      const { within = deadlineMs } = how;
      return waitFor(world.changed, {
        look: () => matching(text, how),
        withinMs: within,
        explain: () => {
          const isOld = matching(text, { ...how, anytime: true }) !== undefined;
          const hint = isOld ? " (only from before this person's last act: { anytime: true })" : '';
          return `${name} did not see ${String(text)} within ${within} ms${hint}\n${screen(how)}`;
        },
      });
    },
    stopsSeeing: async (text, how = {}) => {
      const { within = deadlineMs } = how;
      await waitFor(world.changed, {
        look: () => (matching(text, { ...how, anytime: true }) === undefined ? true : undefined),
        withinMs: within,
        explain: () => `${name} still sees ${String(text)} after ${within} ms\n${screen(how)}`,
      });
    },
    messages: (where) => botMessages(where).map(seen),
    last: (where) => {
      const message = botMessages(where).at(-1);
      if (message === undefined) throw new Error(`the bot shows nothing\n${screen(where)}`);
      return seen(message);
    },
    screen,
    menu: (where) => telegram.commandsFor(id, chatIdOf(where)),
    opensLink: (url) => {
      const { hostname, pathname, searchParams } = new URL(url);
      if (hostname !== 't.me' || pathname !== `/${telegram.botUsername}`) {
        throw new Error(`not a link to @${telegram.botUsername}: ${url}`);
      }
      return person.openDeepLink(searchParams.get('start') ?? '');
    },
    openDeepLink: (parameter) => {
      // Source: Bot API, deep linking.
      if (!/^[\w-]{0,64}$/.test(parameter)) throw new Error(`not a start parameter: ${parameter}`);
      return person.says(parameter === '' ? '/start' : `/start ${parameter}`);
    },
    edits: (message, text) => {
      act();
      people.edit(id, message.stored, text);
      return Promise.resolve();
    },
    deletes: (message) => {
      act();
      people.remove(message.stored);
      return Promise.resolve();
    },
    forwards: (message, how) => {
      act();
      return Promise.resolve(seen(people.forward(id, message.stored, placeOf(how))));
    },
    reacts: (message, ...emoji) => {
      act();
      people.react(id, message.stored, emoji);
      return Promise.resolve();
    },
    sendsFile: (file, how) => {
      act();
      return Promise.resolve(sendFile(file, placeOf(how)));
    },
    sendsAlbum: (files, how) => {
      act();
      const albumId = `album-${world.version()}`;
      return Promise.resolve(files.map((file) => sendFile({ ...file, albumId }, placeOf(how))));
    },
    sendsDocument: (fileName, bytes, how) =>
      person.sendsFile({ kind: 'document', name: fileName, bytes }, how),
    sharesContact: (phoneNumber, how) => {
      act();
      return Promise.resolve(seen(shareContact(phoneNumber, placeOf(how))));
    },
    blocks: () => {
      people.block(id);
      return Promise.resolve();
    },
    unblocks: () => {
      people.unblock(id);
      return Promise.resolve();
    },
  };
  const sendFile = (file: FileInHand & { albumId?: string }, place: Place): SeenMessage => {
    const bytes = typeof file.bytes === 'string' ? Buffer.from(file.bytes) : file.bytes;
    return seen(people.sendFile(id, { kind: 'document', ...file, bytes }, place));
  };
  const shareContact = (phoneNumber: string, place: Place): StoredMessage => {
    const value = { phone_number: phoneNumber, first_name: name, user_id: id };
    const label = `👤 ${name} ${phoneNumber}`;
    return people.sendThing(id, { type: 'thing', kind: 'contact', value, label }, place);
  };
  return person;
}

function fits(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string'
    ? text.includes(pattern)
    : new RegExp(pattern, pattern.flags.replaceAll(/[gy]/g, '')).test(text);
}

function findButton(
  messages: readonly StoredMessage[],
  label: string | RegExp,
): { readonly message: StoredMessage; readonly button: InlineButton } | undefined {
  for (const message of messages.toReversed()) {
    const buttons = inlineRows(message.markup).flat();
    const button =
      buttons.find(({ text }) => text === label) ?? buttons.find(({ text }) => fits(text, label));
    if (button !== undefined) return { message, button };
  }
  return undefined;
}

/** The newest message with a reply keyboard, or one that removes it, decides what is shown. */
function findReplyButton(
  messages: readonly StoredMessage[],
  label: string | RegExp,
): { readonly replyLabel: string; readonly asksContact: boolean } | undefined {
  const markup = messages.findLast(
    ({ markup: one }) => one !== undefined && ('keyboard' in one || 'remove_keyboard' in one),
  )?.markup;
  if (markup === undefined || !('keyboard' in markup)) return undefined;
  const button = markup.keyboard.flat().find(({ text }) => fits(text, label));
  if (button === undefined) return undefined;
  return {
    replyLabel: button.text,
    asksContact: 'request_contact' in button && button.request_contact === true,
  };
}
