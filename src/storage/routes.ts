import { defaultLocale, locales, type Locale } from '../lib/locale.ts';
import type { Storage } from './database.ts';

/** Where a kind of message goes. */
export type Route = {
  readonly chatId: number;
  readonly topicId: number | undefined;
  readonly locale: Locale;
  /** Telegram id of the admin who set it. */
  readonly setBy: number;
  /** From when on the chat knows that nothing comes from Asterisk. */
  readonly blindSince: number | undefined;
};

export type Routes = {
  readonly find: (name: string) => Promise<Route | undefined>;
  /** In place of an older one of that name. */
  readonly set: (name: string, route: Omit<Route, 'blindSince'>) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  readonly setBlindSince: (name: string, at: number | undefined) => Promise<void>;
};

/** The routes, set by admins in the chats themselves. */
export function createRoutes(database: Storage): Routes {
  return {
    find: async (name) => {
      const row = await database
        .selectFrom('routes')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      return (
        row && {
          chatId: row.chatId,
          topicId: row.topicId ?? undefined,
          locale: locales.find((locale) => locale === row.locale) ?? defaultLocale,
          setBy: row.setBy,
          blindSince: row.blindSince ?? undefined,
        }
      );
    },
    set: async (name, { chatId, topicId, locale, setBy }) => {
      const row = { chatId, topicId: topicId ?? null, locale, setBy, blindSince: null };
      await database
        .insertInto('routes')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },
    remove: async (name) => {
      await database.deleteFrom('routes').where('name', '=', name).execute();
    },
    setBlindSince: async (name, at) => {
      await database
        .updateTable('routes')
        .set({ blindSince: at ?? null })
        .where('name', '=', name)
        .execute();
    },
  };
}
