import { randomInt } from 'node:crypto';
import type { Update } from 'grammy/types';
import type { Clock } from '../lib/clock.ts';
import { Stop, messageOf } from '../lib/error.ts';
import { locales, type Locale } from '../lib/locale.ts';
import type { Log } from '../lib/log.ts';
import { isAtLeast } from '../lib/role.ts';
import type { BotAuditEntry } from './audit-entry.ts';
import type { ButtonStore } from './button-store.ts';
import type { Deliver } from './deliver.ts';
import type { DoorCommand, Member, Words } from './door.ts';
import type { Doors } from './doors.ts';
import {
  readEntrance,
  type CommandEntrance,
  type Entrance,
  type MaskedEntrance,
  type PressEntrance,
} from './entrance.ts';
import { isFlowData } from './flow-data.ts';
import { FlowFailure, type Flows } from './flows.ts';
import type { Handled } from './inbox.ts';
import type { Menus } from './menus.ts';
import type { Outgoing } from './outgoing.ts';
import { pressButton } from './press-button.ts';
import type { Strangers } from './receive-stranger.ts';
import type { SecretPrompts } from './secret-prompts.ts';
import { createSeldom } from './seldom.ts';
import { readTopicTalk, type TopicTalk } from './topic-talk.ts';
import { receiveVisit } from './visit.ts';
import { localeOf } from './words.ts';

export type ReceiveDeps = {
  readonly doors: Doors;
  readonly flows: Flows;
  readonly strangers: Strangers;
  readonly menus: Pick<Menus, 'keepFresh'>;
  readonly buttons: ButtonStore;
  readonly prompts: Pick<SecretPrompts, 'close' | 'isOpen'>;
  readonly outgoing: Outgoing;
  readonly deliver: Deliver;
  readonly findMember: (telegramId: number) => Promise<Member | undefined>;
  readonly words: (locale: Locale) => Words;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly botUsername: () => string;
  readonly stopping: AbortSignal;
};

type Guest = Exclude<Entrance, { readonly type: 'nothing' | 'masked' }>;

/** The way in: who is it, may they, and who takes care of it. */
export type Receiver = {
  /** Never throws for what a feature did: that person gets an apology and the rest goes on. */
  readonly receive: (update: Update) => Promise<Handled>;
  /** Tells the person that their update was set aside. */
  readonly apologizeFor: (update: Update) => void;
};

/** In a group, to the same person about the same command. */
const refusalMs = 60_000;
/** In the same group. */
const maskedMs = 3600_000;

export function createReceiver(deps: ReceiveDeps): Receiver {
  const { doors, flows, strangers, outgoing, deliver, audit, log } = deps;

  const mayRefuse = createSeldom(deps.clock, refusalMs);
  const mayAnswerMasked = createSeldom(deps.clock, maskedMs);

  const admit = async (guest: Guest): Promise<void> => {
    const member = await deps.findMember(guest.telegramId);
    const words = deps.words(member?.locale ?? localeOf(guest.languageCode));
    if (await strangers.enter(guest, words)) return;
    if (!member) {
      await deps.prompts.close(guest.chatId);
      await strangers.receive(guest, words);
      return;
    }
    deps.menus.keepFresh(member);
    if (guest.type === 'command') await receiveCommand(guest, member, words);
    else if (guest.type === 'press' && !isFlowData(guest.data)) {
      await receivePress(guest, member, words);
    } else await receiveAnswer(guest, member, words);
  };

  const receiveCommand = async (
    guest: CommandEntrance,
    member: Member,
    words: Words,
  ): Promise<void> => {
    const ended = await endFlow(guest.chatId, member);
    if (guest.command === 'cancel') {
      if (!ended) await say(guest, words('telegram-nothing-to-cancel'));
      return;
    }
    const door = doors.commands.get(guest.command);
    if (door) {
      const refusal = refusalOf(door, guest, member);
      if (refusal === undefined) {
        await receiveVisit(visitDeps, { entrance: guest, member, words }, door.handle);
      } else await refuse(guest, words(refusal.key), refusal.isDenied);
      return;
    }
    if (guest.isPrivate) await say(guest, words('telegram-unknown-command'));
    else if (guest.topicId !== undefined) await offerTalk(unknownCommand(guest, guest.topicId));
  };

  const refuse = async (guest: CommandEntrance, text: string, isDenied: boolean): Promise<void> => {
    const { telegramId, chatId, topicId = 0, command, isPrivate } = guest;
    if (isDenied) {
      const details = { command };
      await audit({ telegramId, chatId, action: 'telegram.command', outcome: 'refused', details });
    }
    const key = [chatId, topicId, telegramId, command].join(' ');
    if (isPrivate || !isDenied || mayRefuse(key)) await say(guest, text);
  };

  /** An admin who hides behind the group, and does not know that this is why nothing happens. */
  const answerMasked = async ({ because, command, chatId, topicId }: MaskedEntrance) => {
    if (because !== 'senderChat' || !doors.isOfGroups(command ?? '')) return;
    if (!mayAnswerMasked(String(chatId))) return;
    // Whoever hides there hides their language, too.
    const text = locales.map((locale) => deps.words(locale)('telegram-anonymous')).join('\n\n');
    const placement = topicId === undefined ? {} : { topicId };
    await deliver(() => outgoing.send(chatId, { text }, { telegramId: 0 }, placement));
  };

  const receivePress = async (
    guest: PressEntrance,
    member: Member,
    words: Words,
  ): Promise<void> => {
    const claimed = await pressButton(
      { buttons: deps.buttons, actions: doors.buttons, clock: deps.clock, audit },
      guest,
      member,
    );
    if (!claimed) {
      await outgoing.answerPress(guest.queryId, words('telegram-button-dead'));
      return;
    }
    await receiveVisit(visitDeps, { entrance: guest, member, words }, (visit) =>
      claimed.door.handle(visit, claimed.args),
    );
  };

  const receiveAnswer = async (
    guest: Exclude<Guest, CommandEntrance>,
    member: Member,
    words: Words,
  ): Promise<void> => {
    const flow = await flows.find(guest.chatId, member);
    if (flow?.type === 'running') {
      await flows.resume(flow.row, { entrance: guest, member });
      return;
    }
    if (flow) await flows.end(guest.chatId, member.telegramId, flow.row, flow.key);
    if (isSecret(guest)) await outgoing.delete(guest.chatId, guest.messageId);
    if (guest.type !== 'press') await deps.prompts.close(guest.chatId);
    if (guest.type === 'press') {
      await outgoing.answerPress(guest.queryId, words('telegram-button-dead'));
      const { telegramId, chatId } = guest;
      const details = { because: 'noFlow' };
      await audit({ telegramId, chatId, action: 'telegram.press', outcome: 'refused', details });
    } else if (!flow && guest.isPrivate) await say(guest, words('telegram-no-question'));
  };

  /** What nobody waits for any more, but was sent as a secret. */
  const isSecret = (guest: Guest): boolean =>
    guest.type === 'secret' || (guest.type === 'document' && deps.prompts.isOpen(guest.chatId));

  /** True when there was a flow to end. */
  const endFlow = async (chatId: number, member: Member): Promise<boolean> => {
    const flow = await flows.find(chatId, member);
    await deps.prompts.close(chatId);
    if (!flow) return false;
    const key = flow.type === 'running' ? 'telegram-flow-cancelled' : flow.key;
    await flows.end(chatId, member.telegramId, flow.row, key);
    return true;
  };
  const visitDeps = {
    outgoing,
    deliver,
    flows,
    endFlow: async (chatId: number, member: Member) => {
      await endFlow(chatId, member);
    },
  };

  const say = async (guest: Guest, text: string): Promise<void> => {
    const { chatId, telegramId, topicId } = guest;
    const placement = topicId === undefined ? {} : { topicId };
    await deliver(() => outgoing.send(chatId, { text }, { telegramId }, placement));
  };

  const apologize = async (guest: Guest, error: unknown): Promise<void> => {
    const cause = error instanceof FlowFailure ? error.cause : error;
    const reference = newReference();
    const stack = cause instanceof Error ? cause.stack : undefined;
    const fields = { reference, updateId: guest.updateId, cause: messageOf(cause), stack };
    log.error(fields, 'handling an update failed');
    try {
      const member = await deps.findMember(guest.telegramId);
      const words = deps.words(member?.locale ?? localeOf(guest.languageCode));
      const because = cause instanceof Stop ? `telegram-stop-${cause.code}` : 'telegram-bug';
      const html = `${words(because)}\n${words('telegram-reference', { reference })}`;
      if (error instanceof FlowFailure) {
        await flows.end(guest.chatId, guest.telegramId, error.row, { html });
      } else await outgoing.send(guest.chatId, { text: html }, { telegramId: guest.telegramId });
    } catch (trouble) {
      log.warn({ reference, cause: messageOf(trouble) }, 'the apology could not be sent');
    }
  };

  /** In a customer's topic even somebody's open question does not take what is written there. */
  const offerTalk = async (talk: TopicTalk): Promise<Handled | 'notTaken'> => {
    try {
      for (const take of doors.topicTalks) if (await take(talk)) return 'done';
      return 'notTaken';
    } catch (error) {
      if (deps.stopping.aborted && isOurStop(error)) return 'left';
      const { updateId } = talk;
      log.error({ updateId, cause: messageOf(error) }, 'what was said in a topic was not handled');
      return 'failed';
    }
  };

  return {
    receive: async (update) => {
      const talk = readTopicTalk(update, deps.botUsername());
      if (talk) {
        const taken = await offerTalk(talk);
        if (taken !== 'notTaken') return taken;
      }
      const guest = readEntrance(update, deps.botUsername());
      if (guest.type === 'nothing') return 'done';
      if (guest.type === 'masked') {
        const { telegramId, chatId, because } = guest;
        await audit({
          ...(telegramId !== undefined && { telegramId }),
          chatId,
          action: 'telegram.command',
          outcome: 'refused',
          details: { because },
        });
        await answerMasked(guest);
        return 'done';
      }
      if (await isSmallTalk(deps, guest)) return 'done';
      try {
        await admit(guest);
        return 'done';
      } catch (error) {
        const isAbandoned = error instanceof FlowFailure ? error.isAbandoned : isOurStop(error);
        if (deps.stopping.aborted && isAbandoned) return 'left';
        await apologize(guest, error);
        return 'failed';
      }
    },
    apologizeFor: (update) => {
      const guest = readEntrance(update, deps.botUsername());
      if (guest.type === 'nothing' || guest.type === 'masked') return;
      void apologize(guest, new Error('The update was set aside.'));
    },
  };
}

/** Why not here, or not by this person; undefined when they may. */
function refusalOf(
  { minimumRole, where }: DoorCommand,
  { isPrivate }: CommandEntrance,
  { role }: Member,
): { readonly key: string; readonly isDenied: boolean } | undefined {
  if (!isAtLeast(role, minimumRole)) {
    return { key: `telegram-needs-${minimumRole}`, isDenied: true };
  }
  if (where === 'both' || isPrivate === (where === 'private')) return undefined;
  return { key: `telegram-${where}-only`, isDenied: false };
}

/** In a customer's topic its writer may mean the customer. */
function unknownCommand(
  { updateId, chatId, messageId, telegramId, command }: CommandEntrance,
  topicId: number,
): TopicTalk {
  return {
    ...{ updateId, chatId, topicId, messageId, telegramId, text: `/${command}` },
    ...{ replyToId: undefined, isEdit: false, holds: { type: 'command' } },
  };
}

/** Talk in a group concerns us only while its writer has a flow there. */
async function isSmallTalk({ flows }: ReceiveDeps, guest: Guest): Promise<boolean> {
  if (guest.isPrivate || guest.type === 'command' || guest.type === 'press') return false;
  return !(await flows.isThere(guest.chatId, guest.telegramId));
}

/** Telegram could not be reached because the bot itself cut the line. */
function isOurStop(error: unknown): boolean {
  return error instanceof Stop && error.code === 'Unreachable';
}

/** Six digits a person can read out; the log line has the same. */
function newReference(): string {
  return String(randomInt(1e6)).padStart(6, '0');
}
