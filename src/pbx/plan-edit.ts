import path from 'node:path';
import type { Effect, FileEdit, Plan, PlanFault, Title } from '../change/plan.ts';
import { confTreeFromDisk, overlayFiles, readConfTree } from '../files/conf-tree.ts';
import { checkEdits } from './check-edits.ts';
import type { Pbx } from './pbx.ts';

/** `refused`: with this change Asterisk would not load its files as meant; the faults say where. */
export type PlannedEdit =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'refused'; readonly faults: readonly PlanFault[] };

/**
 * The plan that gives our managed file a new text: pulled in by pjsip.conf, checked by Asterisk's own
 * load rules before anything is written, reloaded, proven for the numbers. Where no text changes,
 * only the effect is left.
 */
export async function planEdit(
  pbx: Pbx,
  managedText: string,
  {
    numbers,
    title,
    effect,
    otherEdits = [],
  }: {
    readonly numbers: readonly string[];
    readonly title: Title;
    readonly effect?: Effect;
    /** Of other files, as when hand-written sections move into ours; written before it. */
    readonly otherEdits?: readonly FileEdit[];
  },
): Promise<PlannedEdit> {
  // What moves leaves its old place first: whatever starts Asterisk between two writes, an object is
  // missing until the change is finished or put back. Standing twice it would empty the PBX.
  const { moved, include } = await withInclude(pbx, otherEdits);
  const edits: readonly FileEdit[] = [
    ...moved,
    { path: pbx.managedPath, before: pbx.managedText, after: managedText },
    ...include,
  ].filter(({ before, after }) => before !== after);
  const faults = await checkEdits(pbx.folder, edits);
  if (faults.length > 0) return { type: 'refused', faults };
  return {
    type: 'planned',
    plan: {
      title,
      edits,
      reload: edits.length > 0 ? ['res_pjsip.so'] : [],
      proof: { kind: 'extensions', subject: edits.length > 0 ? numbers : [] },
      ...(effect && { effect }),
    },
  };
}

/**
 * pjsip.conf pulls our file in once. `#tryinclude`: with plain `#include` a missing file would empty
 * the PBX. Undo leaves the line while other extensions stand in our file.
 */
async function withInclude(
  pbx: Pbx,
  otherEdits: readonly FileEdit[],
): Promise<{ readonly moved: readonly FileEdit[]; readonly include: readonly FileEdit[] }> {
  const { mainPath, mainText, managedPath } = pbx;
  const main = otherEdits.find((edit) => edit.path === mainPath);
  const text = main?.after ?? mainText;
  const name = path.basename(managedPath);
  if (await isRead(pbx, otherEdits)) return { moved: otherEdits, include: [] };
  const after = addInclude(text, name);
  if (main) {
    const edit = { ...main, after };
    return { moved: otherEdits.map((one) => (one === main ? edit : one)), include: [] };
  }
  // With a new extension the line comes to stay; with what moved it goes back, if nothing else needs it.
  const isKeptByUndo = otherEdits.length === 0;
  return {
    moved: otherEdits,
    include: [{ path: mainPath, before: mainText, after, isKeptByUndo }],
  };
}

/**
 * Whether pjsip.conf pulls our file in already, be it by a pattern or from a file that it includes:
 * pulled in once more all in it would stand twice.
 */
async function isRead(pbx: Pbx, otherEdits: readonly FileEdit[]): Promise<boolean> {
  const { folder, mainPath, mainText, managedPath, managedText } = pbx;
  if (managedText !== undefined && otherEdits.length === 0) {
    return pbx.tree.files.includes(managedPath);
  }
  const texts = new Map([
    [mainPath, mainText],
    // A pattern finds only what is there.
    [managedPath, managedText ?? ''],
    ...otherEdits.map(({ path: file, after }) => [file, after] as const),
  ]);
  const source = overlayFiles(confTreeFromDisk, texts);
  const tree = await readConfTree(source, mainPath, folder.configFolder);
  return tree.files.includes(managedPath);
}

function addInclude(text: string, name: string): string {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : ending;
  return `${text}${gap}${ending}#tryinclude ${name}${ending}`;
}
