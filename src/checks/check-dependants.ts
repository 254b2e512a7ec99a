import type { ManagedProcess, ProcessControl } from '../change/process-control.ts';
import type { Check, Finding } from '../lib/check.ts';
import { bad } from './finding.ts';

export type DependantDeps = {
  /** Programs under pm2 that sign in to ARI with the pair of our `.env`. */
  readonly names: readonly string[];
  readonly processes: Pick<ProcessControl, 'list'>;
};

/** The programs that live on the same ARI password; a site without any has no such check. */
export function dependantChecks(deps: DependantDeps): readonly Check[] {
  if (deps.names.length === 0) return [];
  return [{ id: 'pm2', group: 'server', run: () => judgeAll(deps) }];
}

async function judgeAll({ names, processes }: DependantDeps): Promise<readonly Finding[]> {
  const listed = await processes.list();
  return names.flatMap((name) => {
    const found = listed.filter((one) => one.name === name);
    return found.length === 0 ? [bad('check-pm2-missing', { name })] : found.flatMap(judgeOne);
  });
}

function judgeOne({ name, isOnline, variables }: ManagedProcess): readonly Finding[] {
  const shadows = ['ASTERISK_ARI_USERNAME', 'ASTERISK_ARI_PASSWORD'].filter((key) =>
    variables.has(key),
  );
  return [
    ...(isOnline ? [] : [bad('check-pm2-down', { name })]),
    ...(shadows.length === 0 ? [] : [bad('check-pm2-shadow', { name, keys: shadows.join(', ') })]),
  ];
}
