import { Stop } from '../../lib/error.ts';
import { pause } from '../../lib/retry.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import type { ComeBack } from './restart.ts';

const pollMs = 250;
const usualComeBackMs = 90_000;

/**
 * Waits until another Asterisk than the one of `startedAt` is fully up: booted, letting us in, telling
 * us what happens. Says what is missing when it is not so in time.
 */
export async function watchReturn(
  deps: Pick<AsteriskDeps, 'ari' | 'cli' | 'linkState' | 'comeBackMs'>,
  startedAt: number,
  signal?: AbortSignal,
): Promise<ComeBack> {
  const { comeBackMs = usualComeBackMs } = deps;
  const endsAt = performance.now() + comeBackMs;
  let missing: ComeBack;
  do {
    missing = await look(deps, startedAt);
    if (missing.type === 'back') return missing;
    await pause(pollMs, signal);
  } while (performance.now() < endsAt && signal?.aborted !== true);
  if (missing.what === 'hangs' || missing.what === 'events') return missing;
  // Away on ARI: is it there at all?
  try {
    await deps.cli.version();
    return missing;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'trouble', what: 'down', because: error.message };
  }
}

async function look(
  { ari, cli, linkState }: Pick<AsteriskDeps, 'ari' | 'cli' | 'linkState'>,
  startedAt: number,
): Promise<ComeBack> {
  let upSince: number;
  try {
    const { startupTime } = await ari.info();
    upSince = startupTime.getTime();
    if (upSince === startedAt) return { type: 'trouble', what: 'hangs', because: '' };
    await cli.waitFullyBooted();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'trouble', what: 'ari', because: error.message };
  }
  const link = linkState();
  // A link that has not noticed the end yet is of the Asterisk before.
  const isOfThisLife = link.type === 'up' && link.at >= upSince;
  return isOfThisLife ? { type: 'back' } : { type: 'trouble', what: 'events', because: '' };
}
