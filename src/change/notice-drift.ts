import { readFileState } from '../files/edit-files.ts';
import type { ChangeDeps } from './change-deps.ts';
import type { JournalFile } from './store.ts';

/**
 * Looks whether a file that we changed before was changed by somebody else since, and writes a row
 * for it in the history. The hand edit stands: nothing is written to the file.
 * Returns the paths; empty when nothing drifted.
 */
export function noticeDrift(
  deps: Pick<ChangeDeps, 'journal' | 'snapshots' | 'mutex' | 'clock'>,
): Promise<readonly string[]> {
  return deps.mutex(async () => {
    if (await deps.journal.findOpen()) return [];
    const drifted: JournalFile[] = [];
    for (const [path, before] of await deps.journal.lastKnownFiles()) {
      const now = await readFileState(path);
      if (now?.identity.sha256 === before) continue;
      const after = now && (await deps.snapshots.keep(now.text));
      drifted.push({ path, before, after, isKeptByUndo: false });
    }
    if (drifted.length > 0) await deps.journal.recordHandEdit(drifted, deps.clock.now());
    return drifted.map((file) => file.path);
  });
}
