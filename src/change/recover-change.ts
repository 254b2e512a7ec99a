import { readFileState } from '../files/edit-files.ts';
import type { ChangeDeps, ChangeEnd } from './change-deps.ts';
import { finishChange, restoreChange } from './settle-change.ts';
import type { ChangeRecord } from './store.ts';

export type Recovery = { readonly change: ChangeRecord; readonly end: ChangeEnd };

const interrupted = 'The process was stopped in the middle of this change.';

/**
 * Finishes or undoes the change that was open when the process died, by looking at the files and
 * asking Asterisk. Undefined when nothing was open. Run at start before anything else, and again
 * while the answer is `stuck` with `willRetry`.
 */
export function recoverChange(deps: ChangeDeps): Promise<Recovery | undefined> {
  return deps.mutex(async () => {
    const change = await deps.journal.findOpen();
    if (!change) return undefined;
    const isWritten = change.state === 'writing' && (await areAllWritten(change));
    const end = isWritten
      ? await finishChange(deps, change, { whenUnknown: 'wait' })
      : await restoreChange(deps, change, change.because ?? interrupted);
    deps.log.info(
      { changeId: change.changeId, end: end.type },
      'an interrupted change was brought to its end',
    );
    return { change, end };
  });
}

async function areAllWritten(change: ChangeRecord): Promise<boolean> {
  for (const file of change.files) {
    if ((await readFileState(file.path))?.identity.sha256 !== file.after) return false;
  }
  return true;
}
