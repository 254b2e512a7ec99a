import type { z } from 'zod';

/**
 * One thing to say about the configuration, as a fault or as a warning. `file` is as people name it
 * (`.env`, `config/navbatchi.ini`) or `environment`; `line` counts from 1 and is missing where no line
 * is to blame. No remark holds a value of `.env`: a secret may stand in the wrong place.
 */
export type ConfigRemark = {
  readonly file: string;
  readonly line: number | undefined;
  readonly key: string | undefined;
  readonly message: string;
  readonly remedy: string;
};

/** What came of checking one file: a value, or faults. */
export type Checked<Value> = {
  readonly value: Value | undefined;
  readonly faults: readonly ConfigRemark[];
  readonly warnings: readonly ConfigRemark[];
};

/** zod's issues as faults. The last name in an issue's path that is not an index is the key. */
export function remarksOfIssues(
  error: z.ZodError | undefined,
  describe: (path: readonly string[]) => Omit<ConfigRemark, 'key' | 'message'>,
): readonly ConfigRemark[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const names = path.filter((part) => typeof part === 'string');
    const key = names.at(-1);
    return { ...describe(names), key, message: `${key ?? ''} ${message}.` };
  });
}

/** In the order of the lines, what has no line last, and each said once. */
export function sortRemarks(remarks: readonly ConfigRemark[]): readonly ConfigRemark[] {
  const unique = new Map(
    remarks.map((remark) => [`${remark.line ?? ''} ${remark.message}`, remark]),
  );
  return [...unique.values()].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0);
}

/** The remarks for a console: place and cause on one line, the remedy on the next. */
export function printRemarks(remarks: readonly ConfigRemark[]): string {
  return remarks
    .map(({ file, line, message, remedy }) => {
      const place = line === undefined ? file : `${file}:${line}`;
      return `${place}  ${message}\n    ${remedy}\n`;
    })
    .join('');
}

/** The known name that a misspelt one most likely meant; none when nothing is near. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(name.length / 4));
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= allowed ? best.candidate : undefined;
}

/** Levenshtein's distance, letters compared without case. */
function editDistance(from: string, to: string): number {
  const target = Array.from(to.toLowerCase());
  let row = [0, ...target.keys().map((index) => index + 1)];
  for (const [index, letter] of Array.from(from.toLowerCase()).entries()) {
    const next = [index + 1];
    for (const [column, wanted] of target.entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
