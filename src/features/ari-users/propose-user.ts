import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { addSection, parseConf, printConf, sectionsOf } from '../../files/conf-document.ts';
import { readFileState } from '../../files/edit-files.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { planAriEdit } from '../../pbx/plan-ari-edit.ts';
import { readAri } from '../../pbx/read-ari.ts';
import type { Words } from '../../telegram/door.ts';
import type { AriUsersDeps } from './ari-users-deps.ts';
import { judgeUserName } from './user-name.ts';

/** A plan to add an ARI user with a new password, or the reason why it cannot be. */
export async function proposeUser(
  deps: AriUsersDeps,
  words: Words,
  { name, isReadOnly }: { readonly name: string; readonly isReadOnly: boolean },
): Promise<Proposal> {
  const { confPath, users } = await readAri(deps.folder);
  const before = (await readFileState(confPath))?.text;
  if (before === undefined) return refusal(words('ari-users-no-file', { file: confPath }));
  const document = parseConf(before);
  const taken = [...users, ...sectionsOf(document)].map((one) => one.name);
  const fault = judgeUserName(name, taken);
  if (fault) return refusal(words(`ari-users-name-${fault}`, { user: name }));
  const password = deps.newPassword();
  const after = printConf(
    addSection(document, {
      name,
      settings: [
        ['type', 'user'],
        ['read_only', isReadOnly ? 'yes' : 'no'],
        ['password', password.reveal()],
      ],
    }),
  );
  const planned = await planAriEdit(
    deps.folder,
    { path: confPath, before, after },
    { names: [name], title: { key: 'change-ari-user-add', args: { user: name } } },
  );
  const note = words(isReadOnly ? 'ari-users-about-read-only' : 'ari-users-about-full');
  return explainPlan(words, planned, { secret: password, notes: [note] });
}
