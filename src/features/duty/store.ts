import { appendAudit } from '../../storage/audit.ts';
import type { Storage } from '../../storage/database.ts';

export type DutyStore = {
  /**
   * Writes it with a line of the audit, in one transaction. 'same': it was so already. 'gone': the
   * person is not there any more.
   */
  readonly set: (
    personId: number,
    change: { readonly isOnDuty: boolean; readonly by: number; readonly at: number },
  ) => Promise<'done' | 'same' | 'gone'>;
  /** Since when each of those on duty is, by personId, in milliseconds since 1970. */
  readonly listSince: () => Promise<ReadonlyMap<number, number>>;
};

/** Who is on duty; the column itself is read by everybody through `storage/people.ts`. */
export function createDutyStore(database: Storage): DutyStore {
  return {
    set: (personId, { isOnDuty, by, at }) =>
      database.transaction().execute(async (transaction) => {
        const person = await transaction
          .selectFrom('people')
          .select(['onDuty', 'name'])
          .where('personId', '=', personId)
          .executeTakeFirst();
        if (!person) return 'gone';
        if ((person.onDuty === 1) === isOnDuty) return 'same';
        await transaction
          .updateTable('people')
          .set({ onDuty: isOnDuty ? 1 : 0, dutySince: isOnDuty ? at : null })
          .where('personId', '=', personId)
          .execute();
        await appendAudit(transaction, at, {
          telegramId: by,
          action: isOnDuty ? 'duty.on' : 'duty.off',
          outcome: 'done',
          details: { personId, name: person.name },
        });
        return 'done';
      }),
    listSince: async () => {
      const rows = await database
        .selectFrom('people')
        .select(['personId', 'dutySince', 'createdAt'])
        .where('onDuty', '=', 1)
        .execute();
      return new Map(rows.map((row) => [row.personId, row.dutySince ?? row.createdAt]));
    },
  };
}
