import { defaultLocale, locales, type Locale } from '../lib/locale.ts';
import { roles, type Role } from '../lib/role.ts';
import type { Storage } from './database.ts';
import type { Tables } from './tables.ts';
import type { Selectable } from 'kysely';

/** Somebody of the company. An operator may be known by name before having joined in Telegram. */
export type Person = {
  readonly personId: number;
  /** Numeric Telegram id; undefined until the person joins. */
  readonly telegramId: number | undefined;
  readonly name: string;
  readonly role: Role;
  readonly locale: Locale;
  /** The number of the person's extension. */
  readonly extension: string | undefined;
  readonly isOnDuty: boolean;
};

export type People = {
  readonly byTelegramId: (telegramId: number) => Promise<Person | undefined>;
  readonly byId: (personId: number) => Promise<Person | undefined>;
  readonly list: () => Promise<readonly Person[]>;
  readonly setLocale: (personId: number, locale: Locale) => Promise<void>;
};

/** The people, for every feature: who is who. Joining, roles and removal belong to `features/access`. */
export function createPeople(database: Storage): People {
  return {
    byTelegramId: async (telegramId) => {
      const row = await database
        .selectFrom('people')
        .selectAll()
        .where('telegramId', '=', telegramId)
        .executeTakeFirst();
      return row && toPerson(row);
    },
    byId: async (personId) => {
      const row = await database
        .selectFrom('people')
        .selectAll()
        .where('personId', '=', personId)
        .executeTakeFirst();
      return row && toPerson(row);
    },
    list: async () => {
      const rows = await database.selectFrom('people').selectAll().orderBy('personId').execute();
      return rows.map(toPerson);
    },
    setLocale: async (personId, locale) => {
      await database
        .updateTable('people')
        .set({ locale })
        .where('personId', '=', personId)
        .execute();
    },
  };
}

export function toPerson(row: Selectable<Tables['people']>): Person {
  return {
    personId: row.personId,
    telegramId: row.telegramId ?? undefined,
    name: row.name,
    role: roles.find((role) => role === row.role) ?? 'operator',
    locale: locales.find((locale) => locale === row.locale) ?? defaultLocale,
    extension: row.extension ?? undefined,
    isOnDuty: row.onDuty === 1,
  };
}
