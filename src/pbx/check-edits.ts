import path from 'node:path';
import type { FileEdit, PlanFault } from '../change/plan.ts';
import {
  confTreeFromDisk,
  overlayFiles,
  readConfTree,
  type ConfProblem,
  type ConfSource,
} from '../files/conf-tree.ts';
import { preflightPjsip } from '../files/preflight.ts';
import type { PbxFolder } from './pbx.ts';

/**
 * What Asterisk would trip over in its pjsip files with these edits. What it trips over today already
 * is not named again, unless it is fatal: that refuses every change until it is mended.
 */
export async function checkEdits(
  folder: PbxFolder,
  edits: readonly FileEdit[],
): Promise<readonly PlanFault[]> {
  const overlay = new Map(edits.map((edit) => [edit.path, edit.after]));
  const known = countByName(await findProblems(folder, confTreeFromDisk));
  const found = await findProblems(folder, overlayFiles(confTreeFromDisk, overlay));
  return found.filter((problem) => {
    const name = nameOf(problem);
    const left = known.get(name) ?? 0;
    known.set(name, left - 1);
    return problem.severity === 'fatal' || (problem.severity === 'object' && left <= 0);
  });
}

async function findProblems(
  { configFolder }: PbxFolder,
  source: ConfSource,
): Promise<readonly ConfProblem[]> {
  const read = (name: string) => readConfTree(source, path.join(configFolder, name), configFolder);
  return preflightPjsip(await read('pjsip.conf'), await read('pjsip_wizard.conf'));
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
