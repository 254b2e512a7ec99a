import { reasonText } from '../../change/reasons.ts';
import { Conflict } from '../../lib/error.ts';
import { withAriPair } from '../../pbx/ari-pair.ts';
import { readAri } from '../../pbx/read-ari.ts';
import { applyStep } from './apply-step.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import type { Rotation } from './rotation.ts';

/**
 * Looks whether the pair in `.env` is one that Asterisk takes, as it always is unless somebody edited
 * a file in the middle of a rotation. If Asterisk refuses it, its files are read once more; if it still
 * does, `.env` goes over to whichever of the two users is let in. Undefined: the pair is good, or
 * Asterisk does not answer. Else what was done, as a sentence: a person must look.
 * Throws Conflict when neither is let in.
 */
export async function mendPair(
  deps: AriAccessDeps,
  { previousUser, nextUser, telegramId }: Rotation,
): Promise<string | undefined> {
  const { pair } = await readAri(deps.folder);
  if (!pair || !(await isRefused(deps, pair))) return undefined;
  await deps.change.mutex(() => deps.change.reload('res_ari.so'));
  if (!(await isRefused(deps, pair))) return undefined;

  const { users, envPath, envText = '' } = await readAri(deps.folder);
  for (const { name, password, isReadOnly } of users) {
    if (isReadOnly || ![previousUser, nextUser].includes(name)) continue;
    const good = { username: name, password };
    if (await isRefused(deps, good)) continue;
    const outcome = await applyStep(
      deps,
      {
        title: { key: 'change-ari-switch', args: { user: name } },
        edits: [
          {
            path: envPath,
            before: envText,
            after: withAriPair(envText, good),
            isKeptByUndo: true,
          },
        ],
        reload: [],
        proof: { kind: 'ariAccess', subject: [name] },
      },
      telegramId,
    );
    if (outcome.type !== 'done') throw new Conflict(outcome.because);
    for (const link of deps.links) await link.changeCredentials(good);
    return reasonText('pair-mended', { user: name });
  }
  throw new Conflict(reasonText('pair-hopeless', {}));
}

async function isRefused(
  { ask }: AriAccessDeps,
  pair: Parameters<AriAccessDeps['ask']>[0],
): Promise<boolean> {
  const verdict = await ask(pair);
  return verdict.type === 'refused' && verdict.status === 401;
}
