import type { ChangeDeps } from './change-deps.ts';

/**
 * Removes what files held before changes older than the newest `keep`: their diff and their undo go
 * with it. What files should hold now is always kept, so that a hand edit can be shown.
 */
export function pruneSnapshots(
  { journal, snapshots, mutex }: Pick<ChangeDeps, 'journal' | 'snapshots' | 'mutex'>,
  keep: number,
): Promise<number> {
  return mutex(async () => {
    const changes = await journal.list(keep);
    const open = await journal.findOpen();
    const known = await journal.lastKnownFiles();
    const files = [...changes, ...(open ? [open] : [])].flatMap((change) => change.files);
    const wanted = [...files.flatMap((file) => [file.before, file.after]), ...known.values()];
    return snapshots.prune(new Set(wanted.filter((name) => name !== undefined)));
  });
}
