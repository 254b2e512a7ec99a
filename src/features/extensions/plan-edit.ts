import type { Effect, FileEdit, Plan, PlanFault, Title } from '../../change/plan.ts';
import { checkEdits } from './check-edits.ts';
import type { Pbx } from './pbx.ts';

/** `refused`: with this change Asterisk would not load its files as meant; the faults say where. */
export type PlannedEdit =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'refused'; readonly faults: readonly PlanFault[] };

/**
 * The plan that gives our managed file a new text: pulled in by pjsip.conf, checked by Asterisk's own
 * load rules before anything is written, reloaded, proven for one number.
 */
export async function planEdit(
  pbx: Pbx,
  managedText: string,
  {
    number,
    title,
    effect,
  }: { readonly number: string; readonly title: Title; readonly effect?: Effect },
): Promise<PlannedEdit> {
  const edits: readonly FileEdit[] = [
    { path: pbx.managedPath, before: pbx.managedText, after: managedText },
    ...includeEdit(pbx),
  ];
  const faults = await checkEdits(pbx.folder, edits);
  if (faults.length > 0) return { type: 'refused', faults };
  return {
    type: 'planned',
    plan: {
      title,
      edits,
      reload: ['res_pjsip.so'],
      proof: { kind: 'extensions', subject: [number] },
      ...(effect && { effect }),
    },
  };
}

/**
 * pjsip.conf pulls our file in once. `#tryinclude`: with plain `#include` a missing file would empty
 * the PBX. Undo leaves the line: by then other extensions stand in our file.
 */
function includeEdit({ mainPath, mainText, managedPath }: Pbx): readonly FileEdit[] {
  const name = managedPath.slice(managedPath.lastIndexOf('/') + 1);
  const directive = new RegExp(
    `^[ \\t]*#(?:try)?include[ \\t]+["<]?(?:\\S*/)?${RegExp.escape(name)}[">]?[ \\t]*(?:;.*)?$`,
    'm',
  );
  if (directive.test(mainText)) return [];
  const ending = mainText.includes('\r\n') ? '\r\n' : '\n';
  const gap = mainText === '' || mainText.endsWith('\n') ? '' : ending;
  const after = `${mainText}${gap}${ending}#tryinclude ${name}${ending}`;
  return [{ path: mainPath, before: mainText, after, isKeptByUndo: true }];
}
