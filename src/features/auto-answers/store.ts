import { sql } from 'kysely';
import type { Storage } from '../../storage/database.ts';
import { answerKinds, type AnswerKind, type AutoText } from './auto-answer.ts';

export type AutoAnswer = {
  readonly sequence: number;
  readonly talkId: number;
  readonly kind: AnswerKind;
  readonly text: string;
  readonly at: number;
};

export type AutoStore = {
  readonly readTexts: () => Promise<Readonly<Partial<Record<AnswerKind, AutoText>>>>;
  /** A new text is on. */
  readonly setText: (kind: AnswerKind, text: string) => Promise<void>;
  readonly setOn: (kind: AnswerKind, isOn: boolean) => Promise<void>;
  /** What was decided for this event before. */
  readonly find: (sequence: number) => Promise<string | undefined>;
  readonly add: (answer: AutoAnswer) => Promise<void>;
  readonly lastAt: (talkId: number) => Promise<Readonly<Partial<Record<AnswerKind, number>>>>;
  /** What was answered before `at` is forgotten, some hundred at once; false: there may be more. */
  readonly forget: (at: number) => Promise<boolean>;
};

/** Each statement holds up the loop; so many rows are some milliseconds. */
const forgottenAtOnce = 500;

/** What is answered without a person, and to whom it was. */
export function createAutoStore(database: Storage): AutoStore {
  return {
    readTexts: async () => {
      const rows = await database.selectFrom('autoTexts').selectAll().execute();
      return Object.fromEntries(
        rows.map(({ kind, text, isOn }) => [kind, { text, isOn: isOn === 1 }]),
      );
    },
    setText: async (kind, text) => {
      await database
        .insertInto('autoTexts')
        .values({ kind, text, isOn: 1 })
        .onConflict((conflict) => conflict.column('kind').doUpdateSet({ text, isOn: 1 }))
        .execute();
    },
    setOn: async (kind, isOn) => {
      await database
        .updateTable('autoTexts')
        .set({ isOn: isOn ? 1 : 0 })
        .where('kind', '=', kind)
        .execute();
    },
    find: async (sequence) => {
      const row = await database
        .selectFrom('autoAnswers')
        .select('text')
        .where('sequence', '=', sequence)
        .executeTakeFirst();
      return row?.text;
    },
    add: async (answer) => {
      await database
        .insertInto('autoAnswers')
        .values(answer)
        .onConflict((conflict) => conflict.column('sequence').doNothing())
        .execute();
    },
    lastAt: async (talkId) => {
      const rows = await database
        .selectFrom('autoAnswers')
        .select((row) => ['kind', row.fn.max('at').as('at')])
        .where('talkId', '=', talkId)
        .groupBy('kind')
        .execute();
      return Object.fromEntries(
        answerKinds.flatMap((kind) => {
          const row = rows.find((one) => one.kind === kind);
          return row ? [[kind, row.at]] : [];
        }),
      );
    },
    forget: async (at) => {
      // They were added in the order of their events, nearly: the oldest are found first.
      const { numAffectedRows = 0n } = await sql`
        delete from autoAnswers where sequence in (
          select sequence from autoAnswers where at < ${at} order by sequence
          limit ${forgottenAtOnce})`.execute(database);
      return numAffectedRows < forgottenAtOnce;
    },
  };
}
