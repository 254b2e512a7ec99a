import type { Storage } from '../../storage/database.ts';

/**
 * A day's report. `sending`: it was begun; `messageId` is there when a message of it may stand in the
 * chat. `skipped`: nobody was to get it. `failed`: Telegram refused it, or it was tried too long.
 */
export type DailyReport = {
  readonly date: string;
  readonly state: 'sending' | 'sent' | 'skipped' | 'failed';
  readonly chatId: number | undefined;
  readonly messageId: number | undefined;
  /** How often Telegram refused it. */
  readonly tries: number;
};

export type ReportStore = {
  readonly find: (date: string) => Promise<DailyReport | undefined>;
  readonly hasAny: () => Promise<boolean>;
  /** Before anything of it can be seen; again at each try. */
  readonly begin: (date: string, at: number) => Promise<void>;
  /** Its message is there, though perhaps not filled yet; undefined: it is gone. */
  readonly place: (
    date: string,
    message: { readonly chatId: number; readonly messageId: number } | undefined,
  ) => Promise<void>;
  readonly end: (
    date: string,
    end: {
      readonly state: 'sent' | 'skipped' | 'failed';
      readonly failure?: string;
      readonly at: number;
    },
  ) => Promise<void>;
  readonly noteRefusal: (date: string, failure: string) => Promise<void>;
};

const states = ['sending', 'sent', 'skipped', 'failed'] as const;

/** Which days' reports were sent. */
export function createReportStore(database: Storage): ReportStore {
  const change = (date: string) => database.updateTable('dailyReports').where('date', '=', date);
  return {
    find: async (date) => {
      const row = await database
        .selectFrom('dailyReports')
        .selectAll()
        .where('date', '=', date)
        .executeTakeFirst();
      return (
        row && {
          date,
          state: states.find((state) => state === row.state) ?? 'failed',
          chatId: row.chatId ?? undefined,
          messageId: row.messageId ?? undefined,
          tries: row.tries,
        }
      );
    },
    hasAny: async () => {
      const row = await database
        .selectFrom('dailyReports')
        .select('date')
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    begin: async (date, touchedAt) => {
      await database
        .insertInto('dailyReports')
        .values({
          ...{ date, state: 'sending', touchedAt },
          ...{ chatId: null, messageId: null, failure: null },
        })
        .onConflict((conflict) => conflict.column('date').doUpdateSet({ touchedAt }))
        .execute();
    },
    place: async (date, message) => {
      const { chatId = null, messageId = null } = message ?? {};
      await change(date).set({ chatId, messageId }).execute();
    },
    end: async (date, { state, failure = null, at: touchedAt }) => {
      const end = { state, failure, touchedAt };
      await database
        .insertInto('dailyReports')
        .values({ date, chatId: null, messageId: null, ...end })
        .onConflict((conflict) => conflict.column('date').doUpdateSet(end))
        .execute();
    },
    noteRefusal: async (date, failure) => {
      await change(date)
        .set((row) => ({ failure, tries: row('tries', '+', 1) }))
        .execute();
    },
  };
}
