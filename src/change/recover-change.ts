import path from 'node:path';
import { readFileState, sweepTemporaries } from '../files/edit-files.ts';
import type { ChangeDeps, ChangeEnd } from './change-deps.ts';
import { reasonText } from './reasons.ts';
import { finishChange, restoreChange } from './settle-change.ts';
import type { ChangeRecord } from './store.ts';

export type Recovery = { readonly change: ChangeRecord; readonly end: ChangeEnd };

/**
 * Finishes or undoes the change that was open when the process died, by looking at the files and
 * asking Asterisk. Undefined when nothing was open. Run at start before anything else, and again
 * while the answer is `stuck` with `willRetry`.
 */
export function recoverChange(deps: ChangeDeps): Promise<Recovery | undefined> {
  return deps.mutex(async () => {
    const change = await deps.journal.findOpen();
    if (!change) return undefined;
    await sweepFolders(change);
    const isWritten = change.state === 'writing' && (await areAllWritten(change));
    const end = isWritten
      ? await finishChange(deps, change, { whenUnknown: 'wait' })
      : await restoreChange(deps, change, change.because ?? reasonText('interrupted', {}));
    deps.log.info(
      { changeId: change.changeId, end: end.type },
      'an interrupted change was brought to its end',
    );
    return { change, end };
  });
}

/** A kill in the middle of a write leaves a temporary file beside the target. */
async function sweepFolders(change: ChangeRecord): Promise<void> {
  const folders = new Set(change.files.map((file) => path.dirname(file.path)));
  for (const folder of folders) await sweepTemporaries(folder);
}

async function areAllWritten(change: ChangeRecord): Promise<boolean> {
  for (const file of change.files) {
    if ((await readFileState(file.path))?.identity.sha256 !== file.after) return false;
  }
  return true;
}
