import type { Clock } from '../lib/clock.ts';
import type { BotAuditEntry } from './audit-entry.ts';
import type { Deliver } from './deliver.ts';
import type { Stranger, TelegramDoor, Words } from './door.ts';
import type { Entrance } from './entrance.ts';
import type { Outgoing } from './outgoing.ts';

export type StrangersDeps = {
  readonly starts: readonly NonNullable<TelegramDoor['start']>[];
  readonly outgoing: Outgoing;
  readonly deliver: Deliver;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
  readonly clock: Clock;
};

type Guest = Exclude<Entrance, { readonly type: 'nothing' | 'masked' }>;

export type Strangers = {
  /** A deep link, by whomever. True: some feature took care of it. */
  readonly enter: (guest: Guest, words: Words) => Promise<boolean>;
  /** Somebody who is nobody here: one neutral line in private, silence in groups. */
  readonly receive: (guest: Guest, words: Words) => Promise<void>;
};

const silenceMs = 3600_000;

/** Bounds the memory a crowd could take; the oldest are forgotten first, and told once more. */
const mostRemembered = 10_000;

export function createStrangers(deps: StrangersDeps): Strangers {
  const { starts, outgoing, deliver, audit, clock } = deps;
  const told = new Map<number, number>();

  const mayTell = (telegramId: number): boolean => {
    if (clock.now() - (told.get(telegramId) ?? -Infinity) < silenceMs) return false;
    told.delete(telegramId);
    told.set(telegramId, clock.now());
    const oldest = told.size > mostRemembered ? told.keys().next().value : undefined;
    if (oldest !== undefined) told.delete(oldest);
    return true;
  };
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
      if (!guest.isPrivate || !mayTell(telegramId)) return;
      await deliver(() =>
        outgoing.send(chatId, { text: words('telegram-stranger') }, { telegramId }),
      );
      await audit({ telegramId, chatId, action: 'telegram.stranger', outcome: 'refused' });
    },
  };
}
