import { applyChange } from '../../change/apply-change.ts';
import type { Plan } from '../../change/plan.ts';
import { reasonText } from '../../change/reasons.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import { findClosedFolder } from './find-closed-folder.ts';

/**
 * `later`: it could not be tried or not be brought to its end now; the same step may be tried again.
 * `failed`: it was tried, and all is as before it, or a person must look.
 */
export type StepOutcome =
  | { readonly type: 'done' }
  | { readonly type: 'later'; readonly because: string }
  | { readonly type: 'failed'; readonly because: string };

/**
 * One step of a rotation, applied whole or not at all. A disk that is full or closed passes: the step
 * is not even tried then, so that the history does not fill with tries.
 */
export async function applyStep(
  deps: Pick<AriAccessDeps, 'change' | 'lookAtFolder'>,
  plan: Plan,
  telegramId: number,
): Promise<StepOutcome> {
  const closed = await whyClosed(deps, plan);
  if (closed !== undefined) return { type: 'later', because: closed };
  const outcome = await applyChange(deps.change, { plan, telegramId });
  switch (outcome.type) {
    case 'done':
      return { type: 'done' };
    case 'putBack': {
      const isPassing = (await whyClosed(deps, plan)) !== undefined;
      return { type: isPassing ? 'later' : 'failed', because: outcome.because };
    }
    case 'stuck':
      return { type: outcome.willRetry ? 'later' : 'failed', because: outcome.because };
    case 'unsafe':
      return {
        type: 'failed',
        because: outcome.faults
          .map(({ file, line, message }) => `${file}:${line} ${message}`)
          .join(' '),
      };
    case 'stale':
      return { type: 'later', because: reasonText('file-changed', { file: outcome.path }) };
    case 'busy':
      return { type: 'later', because: reasonText('still-busy', {}) };
  }
}

async function whyClosed(
  deps: Pick<AriAccessDeps, 'lookAtFolder'>,
  { edits }: Plan,
): Promise<string | undefined> {
  const closed = await findClosedFolder(
    deps,
    edits.map(({ path }) => path),
  );
  if (!closed) return undefined;
  const { file, what } = closed;
  return reasonText(what === 'full' ? 'disk-full' : 'no-right', { file });
}
