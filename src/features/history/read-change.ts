import type { FileEdit } from '../../change/plan.ts';
import type { ChangeRecord } from '../../change/store.ts';
import { NotFound } from '../../lib/error.ts';
import type { HistoryDeps } from './history-deps.ts';

export type FoundChange = {
  readonly change: ChangeRecord;
  /** What each file held; empty texts where the snapshot is gone. */
  readonly edits: readonly FileEdit[];
  readonly author: string | undefined;
};

/** One change with its diff and its author's name. Undefined when there is no such change. */
export async function readChange(
  deps: Pick<HistoryDeps, 'change' | 'people'>,
  changeId: number,
): Promise<FoundChange | undefined> {
  const change = await deps.change.journal.find(changeId);
  if (!change) return undefined;
  const edits: FileEdit[] = [];
  for (const file of change.files) {
    edits.push({
      path: file.path,
      before: await contentOf(deps, file.before),
      after: await contentOf(deps, file.after),
    });
  }
  const author =
    change.telegramId === undefined ? undefined : await deps.people.byTelegramId(change.telegramId);
  return { change, edits, author: author?.name };
}

async function contentOf(
  { change }: Pick<HistoryDeps, 'change'>,
  contentSha256: string | undefined,
): Promise<string | undefined> {
  if (contentSha256 === undefined) return undefined;
  try {
    return await change.snapshots.read(contentSha256);
  } catch (error) {
    if (error instanceof NotFound) return '';
    throw error;
  }
}
