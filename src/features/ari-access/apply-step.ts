import { applyChange } from '../../change/apply-change.ts';
import type { Plan } from '../../change/plan.ts';
import { reasonText } from '../../change/reasons.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';

/**
 * `later`: it could not be tried or not be brought to its end now; the same step may be tried again.
 * `failed`: it was tried, and all is as before it, or a person must look.
 */
export type StepOutcome =
  | { readonly type: 'done' }
  | { readonly type: 'later'; readonly because: string }
  | { readonly type: 'failed'; readonly because: string };

/** One step of a rotation, applied whole or not at all. */
export async function applyStep(
  { change }: Pick<AriAccessDeps, 'change'>,
  plan: Plan,
  telegramId: number,
): Promise<StepOutcome> {
  const outcome = await applyChange(change, { plan, telegramId });
  switch (outcome.type) {
    case 'done':
      return { type: 'done' };
    case 'putBack':
      return { type: 'failed', because: outcome.because };
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
