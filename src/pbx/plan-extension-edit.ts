import type { Effect, Title } from '../change/plan.ts';
import { parseConf, printConf, type ConfDocument } from '../files/conf-document.ts';
import type { Pbx } from './pbx.ts';
import { planEdit, type PlannedEdit } from './plan-edit.ts';

/** The plan of an edit of one of our extensions. Throws as the edit does. */
export function planExtensionEdit(
  pbx: Pbx,
  number: string,
  change: {
    readonly edit: (document: ConfDocument) => ConfDocument;
    readonly title: Title;
    readonly effect?: Effect;
  },
): Promise<PlannedEdit> {
  const { edit, ...rest } = change;
  const text = printConf(edit(parseConf(pbx.managedText ?? '')));
  return planEdit(pbx, text, { numbers: [number], ...rest });
}
