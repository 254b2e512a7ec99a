import path from 'node:path';
import type { FileEdit, PlanFault } from '../change/plan.ts';
import {
  confTreeFromDisk,
  overlayFiles,
  readConfTree,
  type ConfProblem,
  type ConfSource,
} from '../files/conf-tree.ts';
import { preflightAri } from '../files/preflight.ts';
import { ariPairLine, ariPairOf } from './ari-pair.ts';
import { ariUsersOf } from './ari-user.ts';
import { newProblems } from './new-problems.ts';
import type { AriFolder } from './read-ari.ts';

/**
 * What Asterisk would trip over in ari.conf with these edits, and whether the pair in `.env` would
 * still be one that ari.conf has: a change that locks the bot out is never written.
 */
export async function checkAriEdits(
  folder: AriFolder,
  edits: readonly FileEdit[],
): Promise<readonly PlanFault[]> {
  const source = overlayFiles(
    confTreeFromDisk,
    new Map(edits.map((edit) => [edit.path, edit.after])),
  );
  const found = newProblems(
    await findProblems(folder, confTreeFromDisk),
    await findProblems(folder, source),
  );
  return [...found, ...(await findLockOut(folder, source))];
}

async function findProblems(
  { configFolder }: AriFolder,
  source: ConfSource,
): Promise<readonly ConfProblem[]> {
  return preflightAri(await readTree(configFolder, source));
}

function readTree(configFolder: string, source: ConfSource) {
  return readConfTree(source, path.join(configFolder, 'ari.conf'), configFolder);
}

async function findLockOut(
  { configFolder, envFile }: AriFolder,
  source: ConfSource,
): Promise<readonly PlanFault[]> {
  const envText = await source.readFile(envFile);
  const pair = envText === undefined ? undefined : ariPairOf(envText);
  if (envText === undefined || !pair) return [];
  const users = ariUsersOf(await readTree(configFolder, source));
  const user = users.find(({ name }) => name === pair.username);
  // A hash cannot be compared here; the proof asks Asterisk.
  if (user && (user.isHashed || user.password.equals(pair.password)) && !user.isReadOnly) return [];
  return [
    {
      file: envFile,
      line: ariPairLine(envText),
      code: 'ari-locked-out',
      args: { user: pair.username },
      message: `The user and password here would not be in ari.conf any more: [${pair.username}].`,
    },
  ];
}
