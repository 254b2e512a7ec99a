import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { parseConf, printConf, type ConfDocument } from '../../files/conf-document.ts';
import { Secret } from '../../lib/secret.ts';
import {
  changeKind,
  disableExtension,
  enableExtension,
  renameExtension,
  setPassword,
} from '../../pbx/edit-extension.ts';
import { editExtensions } from '../../pbx/edit-extensions.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { sectionsOf } from '../../pbx/extension.ts';
import { insertExtensions, managedHeader } from '../../pbx/insert-extension.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import { planEdit } from '../../pbx/plan-edit.ts';
import { tieEffect, type Tie } from '../../pbx/tie.ts';
import type { Person } from '../../storage/people.ts';
import type { Words } from '../../telegram/door.ts';
import { fold } from './csv-column.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { readUpload, type Upload } from './read-upload.ts';
import { resultRows } from './report.ts';
import { countVerdicts, type RowVerdict } from './row-verdict.ts';
import { writeCsv } from './write-csv.ts';

type Wanted<Type extends RowVerdict['type']> = Extract<RowVerdict, { readonly type: Type }>;

/**
 * One plan for all rows that will do, or the reason, in the person's words, why there is none. The
 * rows that will not do are left out, and their number stands beside the plan. Its secret is the file
 * with every row's outcome and password. Throws Stops as its leaves do.
 */
export async function proposeImport(
  deps: ExtensionCsvDeps,
  words: Words,
  upload: Upload,
): Promise<Proposal> {
  const { version } = await deps.ari.info();
  const read = await readUpload(deps, upload);
  if (read.type === 'forgotten') return refusal(words('csv-forgotten'));
  if (read.type === 'unreadable') return refusal(words(`csv-unreadable-${read.because}`));
  const { verdicts, pbx, people } = read;
  const counts = countVerdicts(verdicts);
  if (counts.create + counts.change === 0) return refusal(words('csv-nothing-to-do'));

  const created = verdicts.filter((one) => one.type === 'create');
  const changed = verdicts.filter((one) => one.type === 'change');
  const passwords = passwordsOf(deps, created, changed);
  const before = parseConf(pbx.managedText ?? managedHeader);
  const withChanges = editExtensions(
    before,
    changed.map((verdict) => ({
      number: verdict.number,
      edit: (document) => changeOne(document, verdict, deps, pbx),
    })),
  );
  const withNew = insertExtensions(
    withChanges,
    created.map(({ number, name, kind }) => ({
      number,
      sections: sectionsOf(
        {
          number,
          name,
          kind,
          password: passwords.get(number) ?? '',
          asteriskVersion: version,
          tlsTransport: pbx.tlsTransport,
        },
        deps.policy,
      ),
    })),
  );
  const document = editExtensions(
    withNew,
    created
      .filter(({ isDisabled }) => isDisabled)
      .map(({ number }) => ({ number, edit: (open) => disableExtension(open, number) })),
  );
  const ties = tiesOf(created, people);
  const planned = await planEdit(pbx, printConf(document), {
    numbers: [...created, ...changed].map(({ number }) => number),
    title: {
      key: 'change-extensions-import',
      args: { created: counts.create, changed: counts.change },
    },
    ...(ties.length > 0 && { effect: { kind: tieEffect, data: ties } }),
  });
  const result = writeCsv(resultRows(words, verdicts, passwords));
  return explainPlan(words, planned, {
    ...(passwords.size > 0 && { secret: new Secret(result) }),
    notes: notesOf(words, verdicts, deps.policy.dialplanContext),
  });
}

function notesOf(
  words: Words,
  verdicts: readonly RowVerdict[],
  context: string,
): readonly string[] {
  const created = verdicts.filter((one) => one.type === 'create');
  const note = (key: string, count: number): readonly string[] =>
    count > 0 ? [words(key, { count, context })] : [];
  return [
    ...note('csv-left-out', countVerdicts(verdicts).bad),
    ...note('csv-nowhere', created.filter(({ route }) => route === 'nowhere').length),
    ...note('csv-route-unknown', created.filter(({ route }) => route === 'unknown').length),
  ];
}

function passwordsOf(
  { newPassword }: ExtensionCsvDeps,
  created: readonly Wanted<'create'>[],
  changed: readonly Wanted<'change'>[],
): ReadonlyMap<string, string> {
  const typed = changed.flatMap(({ number, newPassword: password }) =>
    password === undefined ? [] : ([[number, password]] as const),
  );
  const given = created.map(
    ({ number, password }) =>
      [number, password === '' ? newPassword().reveal() : password] as const,
  );
  return new Map([...typed, ...given]);
}

/** Switched on before its values change: what is switched off are comments. */
function changeOne(
  document: ConfDocument,
  { number, newName, newKind, newPassword, newIsDisabled }: Wanted<'change'>,
  { policy }: ExtensionCsvDeps,
  { tlsTransport }: Pbx,
): ConfDocument {
  let next = document;
  if (newIsDisabled === false) next = enableExtension(next, number);
  if (newName !== undefined) next = renameExtension(next, number, newName);
  if (newKind) next = changeKind(next, number, { kind: newKind, policy, tlsTransport });
  if (newPassword !== undefined) next = setPassword(next, number, newPassword);
  return newIsDisabled === true ? disableExtension(next, number) : next;
}

/** An operator of that name who has no number yet gets this one; otherwise there is a new operator. */
function tiesOf(created: readonly Wanted<'create'>[], people: readonly Person[]): readonly Tie[] {
  const free = Map.groupBy(
    people.filter(({ extension }) => extension === undefined),
    ({ name }) => fold(name),
  );
  return created.map(({ number, operator }) => {
    const person = free.get(fold(operator))?.shift();
    return {
      number,
      isTied: true,
      personId: person?.personId,
      personName: person?.name ?? operator,
    };
  });
}
