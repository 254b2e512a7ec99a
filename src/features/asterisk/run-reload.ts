import type { PlanFault } from '../../change/plan.ts';
import { Stop } from '../../lib/error.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { findFaults } from './find-faults.ts';
import { reloadParts, type ReloadPart } from './restart.ts';

export type ReloadOutcome =
  | { readonly type: 'done'; readonly lost: readonly PlanFault[] }
  | { readonly type: 'unsafe'; readonly faults: readonly PlanFault[] }
  | { readonly type: 'failed'; readonly because: string };

/** Has Asterisk read one part of its files again, between changes and never with files it would not load. */
export function runReload(
  deps: Pick<AsteriskDeps, 'audit' | 'configFolder' | 'findAriFaults' | 'mutex' | 'reload'>,
  part: ReloadPart,
  telegramId: number,
): Promise<ReloadOutcome> {
  return deps.mutex(async () => {
    const outcome = await reload(deps, part);
    await deps.audit.record({
      telegramId,
      action: 'asterisk.reload',
      details: { part },
      outcome: outcome.type,
    });
    return outcome;
  });
}

async function reload(
  deps: Pick<AsteriskDeps, 'configFolder' | 'findAriFaults' | 'reload'>,
  part: ReloadPart,
): Promise<ReloadOutcome> {
  const { fatal, lost } = await findFaults(deps, [part]);
  if (fatal.length > 0) return { type: 'unsafe', faults: fatal };
  try {
    await deps.reload(reloadParts[part]);
    return { type: 'done', lost };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'failed', because: error.message };
  }
}
