import { sql } from 'kysely';
import { z } from 'zod';
import type { Storage } from '../../storage/database.ts';
import { alarmNames, type AlarmArgs, type AlarmName } from './alarm.ts';

export type OpenAlarm = {
  readonly name: AlarmName;
  readonly args: AlarmArgs;
  readonly isOver: boolean;
};

export type AlarmStore = {
  /** Once for each trouble; not again within `holdMs` of its end. */
  readonly raise: (
    name: AlarmName,
    alarm: { readonly args: AlarmArgs; readonly at: number; readonly holdMs: number },
  ) => Promise<void>;
  /** One that nobody was told of vanishes. */
  readonly end: (name: AlarmName, at: number) => Promise<void>;
  /** Trouble, or its end, that the admins are yet to be told of. */
  readonly listUntold: () => Promise<readonly OpenAlarm[]>;
  readonly noteTold: (alarm: OpenAlarm) => Promise<void>;
  /** Throws when the disk takes nothing. */
  readonly probe: () => Promise<void>;
  readonly lastWebhookAt: () => Promise<number | undefined>;
  /** What webhooks told in the hours up to `now`, then in the same hours of each day of the week before. */
  readonly countByDays: (now: number, hoursMs: number) => Promise<readonly number[]>;
};

const Args = z.record(z.string(), z.union([z.string(), z.number()])).catch({});

const dayMs = 24 * 60 * 60_000;

/** `isTold`: 0 nobody knows, 1 the trouble was told, 2 its end too. */
export function createAlarmStore(database: Storage): AlarmStore {
  return {
    raise: async (name, { args, at, holdMs }) => {
      const fresh = { since: at, args: JSON.stringify(args), isTold: 0, overAt: null };
      await database
        .insertInto('inboxAlarms')
        .values({ name, ...fresh })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(fresh)
            .where('inboxAlarms.isTold', '=', 2)
            .where('inboxAlarms.overAt', '<=', at - holdMs),
        )
        .execute();
    },
    end: (name, at) =>
      database.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('inboxAlarms')
          .where('name', '=', name)
          .where('isTold', '=', 0)
          .execute();
        await transaction
          .updateTable('inboxAlarms')
          .set({ overAt: at })
          .where('name', '=', name)
          .where('overAt', 'is', null)
          .execute();
      }),
    listUntold: async () => {
      const rows = await database
        .selectFrom('inboxAlarms')
        .selectAll()
        .where((row) =>
          row.or([
            row('isTold', '=', 0),
            row.and([row('isTold', '=', 1), row('overAt', 'is not', null)]),
          ]),
        )
        .execute();
      return rows.flatMap(({ name, args, isTold }) => {
        const known = alarmNames.find((one) => one === name);
        return known
          ? [{ name: known, args: Args.parse(JSON.parse(args)), isOver: isTold === 1 }]
          : [];
      });
    },
    noteTold: async ({ name, isOver }) => {
      await database
        .updateTable('inboxAlarms')
        .set({ isTold: isOver ? 2 : 1 })
        .where('name', '=', name)
        .execute();
    },
    probe: () =>
      database.transaction().execute(async (transaction) => {
        // As large as a webhook, on pages of its own; gone at once.
        const { insertId } = await transaction
          .insertInto('webhookBodies')
          .values({ receivedAt: 0, body: new Uint8Array(16 * 1024) })
          .executeTakeFirstOrThrow();
        await transaction
          .deleteFrom('webhookBodies')
          .where('sequence', '=', Number(insertId))
          .execute();
      }),
    lastWebhookAt: async () => {
      const row = await database
        .selectFrom('inboxEvents')
        .select('receivedAt')
        .where('fetched', '!=', 1)
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.receivedAt;
    },
    countByDays: async (now, hoursMs) => {
      const counts: number[] = [];
      for (let day = 0; day <= 7; day += 1) {
        const until = now - day * dayMs;
        const { rows } = await sql<{ count: number }>`
          select count(*) as count from inboxEvents
          where kind in ('message', 'unsupported') and fetched != 1
            and happenedAt > ${until - hoursMs} and happenedAt <= ${until}`.execute(database);
        counts.push(rows[0]?.count ?? 0);
      }
      return counts;
    },
  };
}
