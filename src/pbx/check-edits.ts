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
import { newProblems } from './new-problems.ts';
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
  return newProblems(
    await findProblems(folder, confTreeFromDisk),
    await findProblems(folder, overlayFiles(confTreeFromDisk, overlay)),
  );
}

async function findProblems(
  { configFolder }: PbxFolder,
  source: ConfSource,
): Promise<readonly ConfProblem[]> {
  const read = (name: string) => readConfTree(source, path.join(configFolder, name), configFolder);
  return preflightPjsip(await read('pjsip.conf'), await read('pjsip_wizard.conf'));
}
