import type { ConfProblem } from '../files/conf-tree.ts';

/**
 * What an edit would bring: problems found with it that were not known before. A fatal one counts
 * even when it was: it refuses every change until it is mended. Warnings do not count.
 */
export function newProblems(
  before: readonly ConfProblem[],
  after: readonly ConfProblem[],
): readonly ConfProblem[] {
  const known = countByName(before);
  return after.filter((problem) => {
    const name = nameOf(problem);
    const left = known.get(name) ?? 0;
    known.set(name, left - 1);
    return problem.severity === 'fatal' || (problem.severity === 'object' && left <= 0);
  });
}

/** Lines move with every edit, so a problem is known by its kind, file and words; each as often as it stood. */
function countByName(problems: readonly ConfProblem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const problem of problems) {
    counts.set(nameOf(problem), (counts.get(nameOf(problem)) ?? 0) + 1);
  }
  return counts;
}

function nameOf({ code, file, message }: ConfProblem): string {
  return `${code} ${file} ${message.replaceAll(/line \d+/g, 'line')}`;
}
