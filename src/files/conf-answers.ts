import type { ConfSource } from './conf-source.ts';

/** Each question that was put to a source, in order, with its answer as text; undefined is "no such file". */
export type Answers = ReadonlyMap<string, string | undefined>;

/** A source that passes each question on once, and remembers. */
export type Listener = {
  readonly source: ConfSource;
  readonly answers: Answers;
  /** Whether all is answered today as it was then; asks no further once it is not. */
  readonly agrees: (then: Answers) => Promise<boolean>;
};

export function listenTo(source: ConfSource): Listener {
  const answers = new Map<string, string | undefined>();
  const ask = async (question: string): Promise<string | undefined> => {
    if (answers.has(question)) return answers.get(question);
    const [kind, of] = [question.slice(0, 1), question.slice(1)];
    const answer =
      kind === 'f' ? await source.readFile(of) : (await source.listFiles(of)).join('\0');
    answers.set(question, answer);
    return answer;
  };
  return {
    source: {
      readFile: (path) => ask(`f${path}`),
      listFiles: async (pattern) => (await ask(`l${pattern}`))?.split('\0').filter(Boolean) ?? [],
    },
    answers,
    agrees: async (then) => {
      for (const [question, answer] of then) if ((await ask(question)) !== answer) return false;
      return true;
    },
  };
}
