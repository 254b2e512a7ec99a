import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { parseConf, printConf, setSetting } from '../../files/conf-document.ts';
import { readFileState } from '../../files/edit-files.ts';
import { isPlainUser } from '../../pbx/ari-user.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { planAriEdit } from '../../pbx/plan-ari-edit.ts';
import { sha512Crypt } from '../../pbx/sha512-crypt.ts';
import type { Words } from '../../telegram/door.ts';
import type { AriUsersDeps } from './ari-users-deps.ts';
import { listUsers } from './list-users.ts';

/** A plan to give an ARI user of another program a new password, or the reason why it cannot be. */
export async function proposeUserPassword(
  deps: AriUsersDeps,
  words: Words,
  name: string,
): Promise<Proposal> {
  const { users } = await listUsers(deps);
  const user = users.find((one) => one.name === name);
  if (!user?.place) return refusal(words('ari-users-gone', { user: name }));
  if (user.part !== 'other') return refusal(words('ari-users-by-rotation', { user: name }));
  const before = (await readFileState(user.place.file))?.text ?? '';
  if (!isPlainUser(before, name)) return refusal(words('ari-users-shared', { user: name }));
  const password = deps.newPassword();
  const after = printConf(
    setSetting(parseConf(before), {
      section: { name, type: 'user' },
      key: 'password',
      // What was kept as a hash stays one.
      value: user.isHashed ? sha512Crypt(password.reveal(), deps.newSalt()) : password.reveal(),
    }),
  );
  const planned = await planAriEdit(
    deps.folder,
    { path: user.place.file, before, after },
    { names: [name], title: { key: 'change-ari-user-password', args: { user: name } } },
  );
  return explainPlan(words, planned, {
    secret: password,
    notes: [words('ari-users-about-password', { user: name })],
  });
}
