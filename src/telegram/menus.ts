import type { Api } from 'grammy';
import { messageOf } from '../lib/error.ts';
import { defaultLocale, locales, type Locale } from '../lib/locale.ts';
import type { Log } from '../lib/log.ts';
import { isAtLeast } from '../lib/role.ts';
import { stopOf } from './api-trouble.ts';
import type { DoorCommand, Member, Words } from './door.ts';
import { flatten } from './html-text.ts';

export type MenusDeps = {
  readonly api: Pick<Api, 'setMyCommands' | 'deleteMyCommands'>;
  readonly commands: readonly DoorCommand[];
  readonly words: (locale: Locale) => Words;
  readonly findMember: (telegramId: number) => Promise<Member | undefined>;
  readonly log: Log;
};

export type Menus = {
  /** What everybody sees: nothing in private, the operators' commands in groups. */
  readonly publish: () => Promise<void>;
  /** The menu of one person's private chat, by role and language; none for nobody. */
  readonly refresh: (telegramId: number) => Promise<void>;
  /** The same, if this process has not set just that menu yet. Not waited for. */
  readonly keepFresh: (member: Member) => void;
};

/** Source: Bot API, BotCommand. */
const longestDescription = 256;

/** The command menus. A menu is only a hint: its trouble is logged and nothing waits for it. */
export function createMenus({ api, commands, words, findMember, log }: MenusDeps): Menus {
  const known = new Map<number, string>();

  const entries = (locale: Locale, wanted: (command: DoorCommand) => boolean) =>
    commands.filter(wanted).map(({ command, descriptionKey }) => ({
      command,
      description: flatten(words(locale)(descriptionKey)).slice(0, longestDescription),
    }));
  const quietly = async (call: () => Promise<unknown>): Promise<void> => {
    try {
      await call();
    } catch (error) {
      log.warn({ cause: messageOf(stopOf(error)) }, 'a command menu could not be set');
    }
  };
  const set = async (telegramId: number, member: Member | undefined): Promise<void> => {
    const scope = { type: 'chat', chat_id: telegramId } as const;
    const menu = member
      ? entries(
          member.locale,
          ({ where, minimumRole }) =>
            (where === 'private' || where === 'both') && isAtLeast(member.role, minimumRole),
        )
      : [];
    await quietly(async () => {
      if (menu.length === 0) await api.deleteMyCommands({ scope });
      else await api.setMyCommands(menu, { scope });
      if (member) known.set(telegramId, signatureOf(member));
      else known.delete(telegramId);
    });
  };

  return {
    publish: async () => {
      await quietly(() => api.deleteMyCommands());
      for (const locale of locales) {
        const menu = entries(
          locale,
          ({ where, minimumRole }) => where !== 'private' && minimumRole === 'operator',
        );
        const language = locale === defaultLocale ? {} : { language_code: locale };
        const options = { scope: { type: 'all_group_chats' }, ...language } as const;
        await quietly(() =>
          menu.length === 0 ? api.deleteMyCommands(options) : api.setMyCommands(menu, options),
        );
      }
    },
    refresh: async (telegramId) => set(telegramId, await findMember(telegramId)),
    keepFresh: (member) => {
      if (known.get(member.telegramId) === signatureOf(member)) return;
      known.set(member.telegramId, signatureOf(member));
      void set(member.telegramId, member);
    },
  };
}

function signatureOf({ role, locale }: Member): string {
  return `${role}:${locale}`;
}
