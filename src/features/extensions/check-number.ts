import { numbersElsewhere } from '../../pbx/dialplan.ts';
import { freeNumbers } from '../../pbx/extension.ts';
import { judgeWithDialplan, type NumberJudgement } from '../../pbx/judge-number.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { ExtensionsDeps } from './extension-deps.ts';

export type CheckedNumber = {
  readonly judgement: NumberJudgement;
  /** The lowest numbers that may be given. */
  readonly free: readonly string[];
};

const offered = 3;

/** Whether a number may be given, by the files and the dialplan of today, and which may. */
export async function checkNumber(
  deps: Pick<ExtensionsDeps, 'folder' | 'policy' | 'readDialplan'>,
  number: string,
): Promise<CheckedNumber> {
  const [{ takenIds: taken }, dialplan] = await Promise.all([
    readPbx(deps.folder),
    deps.readDialplan(),
  ]);
  const elsewhere = dialplan ? numbersElsewhere(dialplan) : [];
  return {
    judgement: judgeWithDialplan(number, deps.policy, { taken, dialplan }),
    free: freeNumbers(deps.policy, new Set([...taken, ...elsewhere]), offered),
  };
}
