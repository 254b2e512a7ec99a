import { judgeHandWritten } from '../../pbx/hand-written-findings.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { AdoptionDeps } from './adoption-deps.ts';

/** The hand-written extensions whose password everybody knows or can guess: they keep it when adopted. */
export async function findWeakPasswords(
  { folder, policy }: Pick<AdoptionDeps, 'folder' | 'policy'>,
  number: string | undefined,
): Promise<readonly string[]> {
  const findings = judgeHandWritten(await readPbx(folder), { version: undefined, policy });
  return [...findings]
    .filter(
      ([one, found]) =>
        (number === undefined || one === number) &&
        found.some(({ key }) => key.startsWith('finding-password-')),
    )
    .map(([one]) => one);
}
