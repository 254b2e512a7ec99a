import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Check, Finding } from '../lib/check.ts';
import { isSystemError } from '../lib/error.ts';
import { bad } from './finding.ts';

export type RightsDeps = {
  readonly configFolder: string;
  /** Whose process it is; undefined where there are no such owners. */
  readonly uid: number | undefined;
  /** Asked of the system unless told. */
  readonly mayWriteIn?: (folder: string) => Promise<boolean>;
};

/** Whether this process may exchange the files that changes exchange; root may, and is not asked. */
export function rightsChecks(deps: RightsDeps): readonly Check[] {
  const { uid } = deps;
  if (uid === undefined || uid === 0) return [];
  return [{ id: 'file-rights', group: 'server', run: () => findDenied(deps, uid) }];
}

/**
 * A file is exchanged for a finished copy, and a copy cannot be given to another owner without root.
 * docs/production.md tells the same from the other side.
 */
async function findDenied(
  { configFolder, mayWriteIn = mayWrite }: RightsDeps,
  uid: number,
): Promise<readonly Finding[]> {
  if (!(await mayWriteIn(configFolder))) {
    return [bad('check-folder-denied', { folder: configFolder })];
  }
  const findings: Finding[] = [];
  for (const name of ['pjsip.conf', 'ari.conf']) {
    const file = path.join(configFolder, name);
    const owner = await ownerOf(file);
    if (owner !== undefined && owner !== uid) findings.push(bad('check-file-owner', { file }));
  }
  return findings;
}

async function mayWrite(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT')) return false;
    throw error;
  }
}

async function ownerOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).uid;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
