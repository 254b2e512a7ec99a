import type { ExtensionPolicy } from '../../pbx/extension.ts';
import type { NumberJudgement } from '../../pbx/judge-number.ts';
import type { Words } from '../../telegram/door.ts';

type Refused = Exclude<NumberJudgement, { type: 'free' }>;
type Free = Extract<NumberJudgement, { type: 'free' }>;

/** Why a number may not be given, as HTML. What somebody typed may be long. */
export function numberRefusal(
  words: Words,
  number: string,
  { judgement, policy }: { readonly judgement: Refused; readonly policy: ExtensionPolicy },
): string {
  const shown = {
    number: number.slice(0, 20),
    first: String(policy.first),
    last: String(policy.last),
  };
  if (judgement.type !== 'inDialplan') return words(`extensions-number-${judgement.type}`, shown);
  const { context, step } = judgement;
  return words('extensions-number-inDialplan', {
    number,
    context,
    step: step.slice(0, 80),
  });
}

/** What to know of a number that may be given, as HTML lines; mostly nothing. */
export function numberNotes(words: Words, { route }: Free, context: string): readonly string[] {
  return route === 'phone' ? [] : [words(`extensions-number-${route}`, { context })];
}
