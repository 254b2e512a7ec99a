import type { Clock } from '../lib/clock.ts';
import type { BotAuditEntry } from './audit-entry.ts';
import type { Deliver } from './deliver.ts';
import type { Stranger, TelegramDoor, Words } from './door.ts';
import type { Entrance } from './entrance.ts';
import type { Outgoing } from './outgoing.ts';
import { createSeldom } from './seldom.ts';

export type StrangersDeps = {
  readonly starts: readonly NonNullable<TelegramDoor['start']>[];
  /** A command that is written in groups. */
  readonly isOfGroups: (command: string) => boolean;
  readonly outgoing: Outgoing;
  readonly deliver: Deliver;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
  readonly clock: Clock;
};

type Guest = Exclude<Entrance, { readonly type: 'nothing' | 'masked' }>;

export type Strangers = {
  /** A deep link, by whomever. True: some feature took care of it. */
  readonly enter: (guest: Guest, words: Words) => Promise<boolean>;
  /** Somebody who is nobody here: one neutral line an hour, in a group only for a command of ours. */
  readonly receive: (guest: Guest, words: Words) => Promise<void>;
};

const silenceMs = 3600_000;

export function createStrangers(deps: StrangersDeps): Strangers {
  const { starts, isOfGroups, outgoing, deliver, audit, clock } = deps;
  const mayTell = createSeldom(clock, silenceMs);
  const isForUs = (guest: Guest): boolean =>
    guest.isPrivate || (guest.type === 'command' && isOfGroups(guest.command));
  return {
    enter: async (guest, words) => {
      if (guest.type !== 'command' || guest.command !== 'start' || !guest.isPrivate) return false;
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(guest.argument)) return false;
      const visitor: Stranger = {
        telegramId: guest.telegramId,
        name: guest.name,
        ...(guest.languageCode !== undefined && { languageCode: guest.languageCode }),
        chatId: guest.chatId,
        updateId: guest.updateId,
        parameter: guest.argument,
        words,
        send: async (screen) => {
          const { chatId, telegramId } = guest;
          const sent = await deliver(() => outgoing.send(chatId, screen, { telegramId }));
          return sent === 'blocked' ? 0 : sent;
        },
      };
      for (const start of starts) if (await start(visitor)) return true;
      return false;
    },
    receive: async (guest, words) => {
      const { telegramId, chatId } = guest;
      if (guest.type === 'press') {
        await outgoing.answerPress(guest.queryId, words('telegram-button-dead'));
        await audit({ telegramId, chatId, action: 'telegram.press', outcome: 'refused' });
        return;
      }
      if (guest.type === 'secret') await outgoing.delete(chatId, guest.messageId);
      const text = words(guest.isPrivate ? 'telegram-stranger' : 'telegram-stranger-group');
      if (!isForUs(guest) || !mayTell(`${chatId} ${telegramId}`)) return;
      const placement = guest.topicId === undefined ? {} : { topicId: guest.topicId };
      await deliver(() => outgoing.send(chatId, { text }, { telegramId }, placement));
      await audit({ telegramId, chatId, action: 'telegram.stranger', outcome: 'refused' });
    },
  };
}
