import type { PlanFault } from '../../change/plan.ts';
import { Stop } from '../../lib/error.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { findFaults } from './find-faults.ts';
import { readState } from './read-state.ts';
import { partNames, type RestartTime } from './restart.ts';

export type StartOutcome =
  | { readonly type: 'started' }
  | { readonly type: 'unsafe'; readonly faults: readonly PlanFault[] }
  | { readonly type: 'failed'; readonly because: string };

export type RestartRequest = {
  readonly when: RestartTime;
  readonly telegramId: number;
  /** Of the Asterisk that the person saw; one that started since then is left alone. */
  readonly startedAt: number;
};

/**
 * Tells Asterisk to restart, unless it would not come up again with its files as they are: a start
 * is when a fault that a reload passed over goes off.
 */
export function startRestart(deps: AsteriskDeps, request: RestartRequest): Promise<StartOutcome> {
  const { when, telegramId } = request;
  return deps.mutex(async () => {
    const state = await readState(deps);
    const outcome = await start(deps, request, state);
    await deps.audit.record({
      telegramId,
      action: 'asterisk.restart',
      details: { when, ...(state.type === 'running' && { calls: state.calls }) },
      outcome: outcome.type,
    });
    return outcome;
  });
}

async function start(
  deps: AsteriskDeps,
  { when, startedAt }: RestartRequest,
  state: Awaited<ReturnType<typeof readState>>,
): Promise<StartOutcome> {
  if (state.type === 'away') return { type: 'failed', because: state.because };
  if (state.startedAt !== startedAt) return { type: 'started' };
  const { fatal } = await findFaults(deps, partNames);
  if (fatal.length > 0) return { type: 'unsafe', faults: fatal };
  try {
    await deps.cli.restart(when);
    return { type: 'started' };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'failed', because: error.message };
  }
}
