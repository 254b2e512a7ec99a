import { probeAri } from '../asterisk/ari-probe.ts';
import type { AriRest, AriSettings } from '../asterisk/ari-rest.ts';
import type { AsteriskCli } from '../asterisk/cli.ts';
import type { Check, Finding } from '../lib/check.ts';
import type { Clock } from '../lib/clock.ts';
import { Misconfigured, Refused, Stop, Unreachable } from '../lib/error.ts';
import { judgeRelease, neededRelease } from './asterisk-release.ts';
import { bad, good, unknown, warning } from './finding.ts';

export type AsteriskCheckDeps = {
  readonly ari: Pick<AriRest, 'info'>;
  /** What this process signs in with now. */
  readonly inUse: () => AriSettings;
  readonly cli: Pick<AsteriskCli, 'version'>;
  /** What the policy reloads by: without its console it cannot reload. */
  readonly reload: 'ari' | 'cli';
  readonly clock: Clock;
};

/** Whether Asterisk is there at all. */
export function asteriskRunsCheck(deps: Pick<AsteriskCheckDeps, 'cli' | 'inUse'>): Check {
  return { id: 'asterisk-runs', group: 'asterisk', run: () => judgeRunning(deps) };
}

/** Asterisk as a program: it may be spoken to, and its makers still look after it. */
export function asteriskChecks(deps: AsteriskCheckDeps): readonly Check[] {
  return [
    {
      ...{ id: 'console', group: 'asterisk', needs: ['asterisk-runs'] },
      run: () => judgeConsole(deps),
    },
    {
      ...{ id: 'asterisk-version', group: 'asterisk', needs: ['ari-login'] },
      run: () => judgeVersion(deps),
    },
  ];
}

/** Any answer on ARI will do; without one the console knows, where it may be used. */
async function judgeRunning({
  cli,
  inUse,
}: Pick<AsteriskCheckDeps, 'cli' | 'inUse'>): Promise<readonly Finding[]> {
  const verdict = await probeAri(inUse(), { deadlineMs: probeMs });
  if (verdict.type !== 'unreachable') return [];
  try {
    await cli.version();
    return [];
  } catch (error) {
    if (error instanceof Misconfigured || error instanceof Refused) return [];
    if (!(error instanceof Unreachable)) throw error;
    const isLate = error.details['reason'] === 'deadline' || verdict.reason === 'deadline';
    return [bad(isLate ? 'check-asterisk-hangs' : 'check-asterisk-down')];
  }
}

/** A sound Asterisk answers in milliseconds. */
const probeMs = 4_000;

/** Reloading over ARI needs no console; what else it tells is then not to be had. */
async function judgeConsole({ cli, reload }: AsteriskCheckDeps): Promise<readonly Finding[]> {
  try {
    await cli.version();
    return [];
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return reload === 'cli'
      ? [bad('check-console-needed', { because: error.message })]
      : [unknown('check-console-closed', { because: error.message })];
  }
}

async function judgeVersion({ ari, clock }: AsteriskCheckDeps): Promise<readonly Finding[]> {
  const { version } = await ari.info();
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const release = judgeRelease(version, today);
  const needed = neededRelease(version);
  const shown = version.replace(/[~+].*$/, '');
  const holes =
    needed === undefined ? [] : [warning('check-asterisk-holes', { version: shown, needed })];
  switch (release.type) {
    case 'ended':
      return [warning('check-asterisk-ended', { version: shown, since: release.since }), ...holes];
    case 'supported':
      return [good('check-asterisk-supported', { version: shown, until: release.until }), ...holes];
    case 'unlisted':
      return [good('check-asterisk-unlisted', { version: shown }), ...holes];
  }
}
