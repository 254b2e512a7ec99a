import path from 'node:path';
import type { PlanFault } from '../../change/plan.ts';
import { confTreeFromDisk, readConfTree } from '../../files/conf-tree.ts';
import { preflightPjsip } from '../../files/preflight.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import type { ReloadPart } from './restart.ts';

/**
 * What Asterisk would not load of the files on disk now: it says "reloaded successfully" whatever
 * stands in them, and what it runs with shows nothing of it until its next start.
 * `fatal` refuses; `lost` names single objects it would be without.
 */
export async function findFaults(
  deps: Pick<AsteriskDeps, 'configFolder' | 'findAriFaults'>,
  parts: readonly ReloadPart[],
): Promise<{ readonly fatal: readonly PlanFault[]; readonly lost: readonly PlanFault[] }> {
  const found: PlanFault[] = [];
  for (const part of parts) found.push(...(await findIn(deps, part)));
  return {
    fatal: found.filter(({ severity = 'fatal' }) => severity === 'fatal'),
    lost: found.filter(({ severity }) => severity === 'object'),
  };
}

async function findIn(
  { configFolder, findAriFaults }: Pick<AsteriskDeps, 'configFolder' | 'findAriFaults'>,
  part: ReloadPart,
): Promise<readonly PlanFault[]> {
  const read = (name: string) =>
    readConfTree(confTreeFromDisk, path.join(configFolder, name), configFolder);
  switch (part) {
    case 'ari':
      return await findAriFaults();
    case 'pjsip':
      return preflightPjsip(await read('pjsip.conf'), await read('pjsip_wizard.conf'));
    case 'dialplan': {
      const { problems, isRefused } = await read('extensions.conf');
      // What merely costs a line of the dialplan is Asterisk's log's to tell.
      return isRefused ? problems.filter(({ severity }) => severity === 'fatal') : [];
    }
  }
}
