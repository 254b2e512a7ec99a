import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { parseConf, printConf, removeSection } from '../../files/conf-document.ts';
import { readFileState } from '../../files/edit-files.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { planAriEdit } from '../../pbx/plan-ari-edit.ts';
import type { Words } from '../../telegram/door.ts';
import type { AriUsersDeps } from './ari-users-deps.ts';
import { listUsers } from './list-users.ts';

/** A plan to remove an ARI user, or the reason why it cannot be. */
export async function proposeUserRemoval(
  deps: AriUsersDeps,
  words: Words,
  name: string,
): Promise<Proposal> {
  const { users } = await listUsers(deps);
  const user = users.find((one) => one.name === name);
  if (!user?.place) return refusal(words('ari-users-gone', { user: name }));
  if (user.part !== 'other') return refusal(words('ari-users-needed', { user: name }));
  const before = (await readFileState(user.place.file))?.text ?? '';
  const after = printConf(removeSection(parseConf(before), { name, type: 'user' }));
  const planned = await planAriEdit(
    deps.folder,
    { path: user.place.file, before, after },
    { names: [name], title: { key: 'change-ari-user-remove', args: { user: name } } },
  );
  return explainPlan(words, planned, { notes: [words('ari-users-about-removal')] });
}
