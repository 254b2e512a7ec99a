import { refusal, type Proposal } from '../../change/confirm-change.ts';
import type { FileEdit, Title } from '../../change/plan.ts';
import { parseConf, printConf, type ConfDocument } from '../../files/conf-document.ts';
import { removeAll } from '../../files/conf-section-removal.ts';
import { readFileState } from '../../files/edit-files.ts';
import { planAdoption, type Adoptable } from '../../pbx/adoption.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { shownName } from '../../pbx/extension.ts';
import { insertExtensions, managedHeader } from '../../pbx/insert-extension.ts';
import { planEdit } from '../../pbx/plan-edit.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { Words } from '../../telegram/door.ts';
import type { AdoptionDeps } from './adoption-deps.ts';
import { adoptionNotes, notAdoptedLines } from './adoption-notes.ts';

/**
 * A plan that moves hand-written extensions into our file: one, or, without a number, all that can be
 * moved safely. Or the reasons, in the person's words, why none can. Throws Stops as its leaves do.
 */
export async function proposeAdoption(
  deps: Pick<AdoptionDeps, 'ari' | 'folder' | 'policy'>,
  words: Words,
  number: string | undefined,
): Promise<Proposal> {
  const { version } = await deps.ari.info();
  const pbx = await readPbx(deps.folder);
  const documents = await readDocuments(pbx.tree.files);
  const adoption = planAdoption(pbx, documents, {
    wanted: (one) => number === undefined || one === number,
    version,
    policy: deps.policy,
  });
  const { adoptable } = adoption;
  if (adoptable.length === 0) {
    const reasons = notAdoptedLines(words, adoption.refused);
    return refusal(
      reasons.length > 0 ? reasons.join('\n') : words('adoption-gone', { number: number ?? '' }),
    );
  }
  const managed = insertExtensions(parseConf(pbx.managedText ?? managedHeader), adoptable);
  const planned = await planEdit(pbx, printConf(managed), {
    numbers: adoptable.map((one) => one.number),
    title: titleOf(adoptable),
    otherEdits: leavingEdits(adoptable, documents),
  });
  return explainPlan(words, planned, { notes: adoptionNotes(words, adoption) });
}

async function readDocuments(files: readonly string[]): Promise<ReadonlyMap<string, ConfDocument>> {
  const documents = new Map<string, ConfDocument>();
  for (const file of new Set(files)) {
    const state = await readFileState(file);
    if (state) documents.set(file, parseConf(state.text));
  }
  return documents;
}

/** What is left of the files that the sections leave. */
function leavingEdits(
  adoptable: readonly Adoptable[],
  documents: ReadonlyMap<string, ConfDocument>,
): readonly FileEdit[] {
  const byFile = Map.groupBy(
    adoptable.flatMap(({ leaving }) => leaving),
    ({ file }) => file,
  );
  return [...byFile].flatMap(([file, leaving]) => {
    const document = documents.get(file);
    if (!document) return [];
    const sections = leaving.map(({ section }) => section);
    return [
      {
        path: file,
        before: printConf(document),
        after: printConf(removeAll(document, sections)),
      },
    ];
  });
}

function titleOf(adoptable: readonly Adoptable[]): Title {
  const [first, ...others] = adoptable;
  if (!first || others.length > 0) {
    return { key: 'change-extensions-adopt', args: { count: adoptable.length } };
  }
  const { number } = first;
  return { key: 'change-extension-adopt', args: { number, name: shownName(first) } };
}
