import type { Effect, FileEdit, Plan, Title } from '../../change/plan.ts';
import {
  confTreeFromDisk,
  overlayFiles,
  readConfTree,
  type ConfProblem,
} from '../../files/conf-tree.ts';
import { preflightPjsip } from '../../files/preflight.ts';
import type { Pbx } from './pbx.ts';

/** `refused`: with this change Asterisk would not load its files as meant; the problems say where. */
export type PlannedEdit =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'refused'; readonly problems: readonly ConfProblem[] };

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
  const problems = await newProblems(pbx, edits);
  if (problems.length > 0) return { type: 'refused', problems };
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

/** pjsip.conf pulls our file in once. `#tryinclude`: with plain `#include` a missing file would empty the PBX. */
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
  return [{ path: mainPath, before: mainText, after }];
}

/** What Asterisk would trip over, unless it already does today. A fatal one refuses every change until it is mended. */
async function newProblems(pbx: Pbx, edits: readonly FileEdit[]): Promise<readonly ConfProblem[]> {
  const overlay = new Map(edits.map((edit) => [edit.path, edit.after]));
  const folder = pbx.mainPath.slice(0, pbx.mainPath.lastIndexOf('/'));
  const tree = await readConfTree(overlayFiles(confTreeFromDisk, overlay), pbx.mainPath, folder);
  const known = new Set(preflightPjsip(pbx.tree).map(nameOfProblem));
  return preflightPjsip(tree).filter(
    (problem) =>
      problem.severity === 'fatal' ||
      (problem.severity === 'object' && !known.has(nameOfProblem(problem))),
  );
}

function nameOfProblem(problem: ConfProblem): string {
  return `${problem.code} ${problem.file} ${problem.message.replaceAll(/\d+/g, '#')}`;
}
