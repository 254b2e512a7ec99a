import type { Snapshots } from '../change/snapshots.ts';
import type { ChangeRecord, Journal } from '../change/store.ts';
import type { Check, Finding } from '../lib/check.ts';
import type { Clock } from '../lib/clock.ts';
import { NotFound } from '../lib/error.ts';
import { bad, warning } from './finding.ts';

export type ChangeCheckDeps = {
  readonly journal: Pick<Journal, 'findOpen' | 'list'>;
  readonly snapshots: Pick<Snapshots, 'read'>;
  readonly clock: Clock;
};

/** Whether the engine of changes has come to an end with all it began, and could still go back. */
export function changeChecks(deps: ChangeCheckDeps): readonly Check[] {
  return [
    { ...{ id: 'changes', group: 'server', needs: ['database'] }, run: () => judgeChanges(deps) },
    { ...{ id: 'snapshots', group: 'server', needs: ['database'] }, run: () => findLost(deps) },
  ];
}

/** A change takes seconds; recovery tries every 15. */
const longMs = 60_000;

/** How far back a change that could not be put back is brought up. */
const recentMs = 7 * 24 * 60 * 60_000;

async function judgeChanges({ journal, clock }: ChangeCheckDeps): Promise<readonly Finding[]> {
  const now = clock.now();
  const open = await journal.findOpen();
  const recent = (await journal.list(50)).filter(({ startedAt }) => now - startedAt < recentMs);
  const [stuck] = recent.filter((change) => change.state === 'stuck');
  const isMended =
    stuck && recent.some(({ changeId, state }) => changeId > stuck.changeId && state === 'done');
  return [
    ...(open && now - open.startedAt > longMs ? [bad('check-change-open', argsOf(open))] : []),
    ...(stuck && !isMended ? [warning('check-change-stuck', argsOf(stuck))] : []),
  ];
}

function argsOf({ changeId, because = '' }: ChangeRecord): Finding['args'] {
  return { change: String(changeId), because };
}

/** The newest changes are those that somebody may want back. */
const lookedAt = 10;

async function findLost({ journal, snapshots }: ChangeCheckDeps): Promise<readonly Finding[]> {
  const lost: number[] = [];
  for (const { changeId, files } of await journal.list(lookedAt)) {
    const kept = files.flatMap(({ before, after }) => [before ?? [], after ?? []]).flat();
    for (const contentSha256 of kept) {
      if (await isThere(snapshots, contentSha256)) continue;
      lost.push(changeId);
      break;
    }
  }
  if (lost.length === 0) return [];
  return [warning('check-snapshots-lost', { changes: lost.join(', ') })];
}

async function isThere(
  snapshots: Pick<Snapshots, 'read'>,
  contentSha256: string,
): Promise<boolean> {
  try {
    await snapshots.read(contentSha256);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
