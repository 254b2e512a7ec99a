import type { Effect, FileEdit, Plan, Title } from '../../change/plan.ts';
import {
  addSection,
  encodeConfText,
  parseConf,
  printConf,
  removeSection,
  sectionsOf as sectionsOfDocument,
  setSetting,
  type ConfDocument,
} from '../../files/conf-document.ts';
import {
  confTreeFromDisk,
  overlayFiles,
  readConfTree,
  type ConfProblem,
} from '../../files/conf-tree.ts';
import { preflightPjsip } from '../../files/preflight.ts';
import {
  authIdOf,
  objectsOf,
  sectionsOf,
  type ExtensionPolicy,
  type NewExtension,
} from './extension.ts';
import type { Pbx } from './read-pbx.ts';

/** `refused`: with this change Asterisk would not load its files as meant; the problems say where. */
export type ExtensionPlan =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'refused'; readonly problems: readonly ConfProblem[] };

/** Whose extension it is, for the database: an existing person or a new operator by name. */
export type Tie = {
  readonly number: string;
  readonly isTied: boolean;
  readonly personId?: number | undefined;
  readonly personName: string;
};

const header = `; Navbatchi keeps the company's extensions in this file, in number order.
; It may be edited by hand: Navbatchi changes only the lines it must.
`;

/** The plan that adds an extension at its place in number order, and ties it to its operator. */
export function planNewExtension(
  pbx: Pbx,
  policy: ExtensionPolicy,
  extension: NewExtension,
  tie: Tie,
): Promise<ExtensionPlan> {
  let document = parseConf(pbx.managedText ?? header);
  let after = placeFor(document, Number(extension.number));
  for (const section of sectionsOf(extension, policy)) {
    const before = document.lines.length;
    document = addSection(document, {
      name: section.name,
      settings: section.settings.map(([key, value]) => [key, encodeConfText(value)] as const),
      ...(after !== undefined && { after }),
    });
    if (after !== undefined) after += document.lines.length - before;
  }
  return planEdit(pbx, printConf(document), {
    number: extension.number,
    title: {
      key: 'change-extension-create',
      args: { number: extension.number, name: extension.name },
    },
    effect: { kind: 'tieExtension', data: tie },
  });
}

/** The plan that removes an extension's three sections and frees its operator. */
export function planDeletion(pbx: Pbx, number: string, tie: Tie): Promise<ExtensionPlan> {
  let document = parseConf(pbx.managedText ?? '');
  for (const { type, id } of objectsOf(number)) {
    document = removeSection(document, { name: id, type });
  }
  return planEdit(pbx, printConf(document), {
    number,
    title: { key: 'change-extension-delete', args: { number, name: tie.personName } },
    effect: { kind: 'tieExtension', data: { ...tie, isTied: false } },
  });
}

/** The plan that gives an extension a new password. */
export function planNewPassword(
  pbx: Pbx,
  {
    number,
    name,
    password,
  }: { readonly number: string; readonly name: string; readonly password: string },
): Promise<ExtensionPlan> {
  const document = setSetting(parseConf(pbx.managedText ?? ''), {
    section: { name: authIdOf(number), type: 'auth' },
    key: 'password',
    value: password,
  });
  return planEdit(pbx, printConf(document), {
    number,
    title: { key: 'change-extension-password', args: { number, name } },
  });
}

async function planEdit(
  pbx: Pbx,
  managedText: string,
  {
    number,
    title,
    effect,
  }: { readonly number: string; readonly title: Title; readonly effect?: Effect },
): Promise<ExtensionPlan> {
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

/** The line after which the sections of a number belong; undefined is the end of the file. */
function placeFor(document: ConfDocument, number: number): number | undefined {
  const sections = sectionsOfDocument(document);
  const next = sections.findIndex((section) => Number.parseInt(section.name, 10) > number);
  if (next === -1) return undefined;
  const previous = sections[next - 1];
  if (previous) return previous.settings.at(-1)?.line ?? previous.line;
  return Math.max(0, (sections[next]?.line ?? 1) - 1);
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
