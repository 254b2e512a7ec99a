import { faultsText } from '../../change/change-words.ts';
import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { becauseText } from '../../change/reasons.ts';
import type { FileEdit, Plan } from '../../change/plan.ts';
import { addSection, parseConf, printConf, setSetting } from '../../files/conf-document.ts';
import type { Secret } from '../../lib/secret.ts';
import { printOf } from '../../lib/secret-print.ts';
import { withAriPair } from '../../pbx/ari-pair.ts';
import { judgeAriPassword } from '../../pbx/ari-password.ts';
import { checkAriEdits } from '../../pbx/check-ari-edits.ts';
import type { Words } from '../../telegram/door.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import { checkRotation, type ReadyToRotate } from './check-rotation.ts';
import type { RotationKind } from './rotation.ts';
import { readableArgs } from './rotation-screen.ts';
import { rotationEffect, type RotationEffect } from './store.ts';

export type RotationRequest = {
  readonly isLeaked: boolean;
  readonly telegramId: number;
  readonly passwordHandle: string | undefined;
};

/**
 * The plan of a rotation's first step, which changes nothing for anybody yet: the next user gets the
 * new password. Its effect opens the rotation. With the policy `single` it is both files at once.
 */
export async function proposeRotation(
  deps: AriAccessDeps,
  words: Words,
  request: RotationRequest,
): Promise<Proposal> {
  const kind = kindOf(deps, request);
  const ready = await checkRotation(deps, kind);
  const because = (sentence: string) => becauseText(words, sentence);
  if (ready.type === 'broken') return refusal(faultsText(words, ready.faults));
  if (ready.type === 'notReady')
    return refusal(words(ready.because, readableArgs(ready.args, because)));
  const password = choosePassword(deps, request.passwordHandle);
  if (typeof password === 'string') return refusal(words(password));
  if (password.equals(ready.pair.password)) return refusal(words('ari-password-same'));

  const next = { username: ready.nextUser, password };
  // Tried here, so that a `.env` that cannot be edited is known before anything is changed.
  const env: FileEdit = {
    path: ready.files.envPath,
    before: ready.envText,
    after: withAriPair(ready.envText, next),
    isKeptByUndo: true,
  };
  const conf: FileEdit = {
    path: ready.user.file,
    before: ready.userText,
    after: withPassword(ready, password),
    isKeptByUndo: true,
  };
  const edits = kind === 'single' ? [conf, env] : [conf];
  const faults = await checkAriEdits(deps.folder, edits);
  if (faults.length > 0) return refusal(faultsText(words, faults));
  const plan: Plan = {
    title: { key: 'change-ari-new-password', args: { user: ready.nextUser } },
    edits,
    reload: ['res_ari.so'],
    proof: { kind: 'ariAccess', subject: [ready.nextUser] },
    effect: { kind: rotationEffect, data: openingOf(deps, { request, kind, ready, password }) },
  };
  return { type: 'planned', plan, secret: password, note: noteOf(deps, words, kind, ready) };
}

function kindOf({ policy }: AriAccessDeps, { isLeaked }: RotationRequest): RotationKind {
  if (policy.rotation === 'single') return 'single';
  return isLeaked ? 'leaked' : 'alternating';
}

/** The new password, or the key of the words that say why the typed one will not do. */
function choosePassword(
  { newPassword, openSecret }: AriAccessDeps,
  handle: string | undefined,
): Secret | string {
  if (handle === undefined) return newPassword();
  const typed = openSecret(handle);
  if (!typed) return 'ari-password-forgotten';
  const fault = judgeAriPassword(typed.reveal());
  return fault === undefined ? typed : `ari-password-${fault}`;
}

/** The next user's section with the new password, written below the present one's if it is not there yet. */
function withPassword(ready: ReadyToRotate, password: Secret): string {
  const { user, userText, nextUser, twin } = ready;
  const document = parseConf(userText);
  if (twin) {
    return printConf(
      setSetting(document, {
        section: { name: nextUser, type: 'user' },
        key: 'password',
        value: password.reveal(),
      }),
    );
  }
  return printConf(
    addSection(document, {
      name: nextUser,
      comment: `Takes turns with [${user.name}] when the password is rotated.`,
      settings: [
        ['type', 'user'],
        ['read_only', 'no'],
        ['password', password.reveal()],
        ...user.limits,
      ],
    }),
  );
}

function openingOf(
  { newId }: AriAccessDeps,
  {
    request,
    kind,
    ready,
    password,
  }: {
    readonly request: RotationRequest;
    readonly kind: RotationKind;
    readonly ready: ReadyToRotate;
    readonly password: Secret;
  },
): RotationEffect {
  const salt = newId();
  return {
    type: 'open',
    rotationId: newId(),
    kind,
    state: kind === 'single' ? 'switched' : 'prepared',
    telegramId: request.telegramId,
    previousUser: ready.user.name,
    nextUser: ready.nextUser,
    salt,
    previousPrint: printOf(salt, ready.pair.password),
    nextPrint: printOf(salt, password),
  };
}

function noteOf(
  { policy }: AriAccessDeps,
  words: Words,
  kind: RotationKind,
  { user, nextUser }: ReadyToRotate,
): string {
  const about = words(`ari-about-${kind}`, {
    user: user.name,
    next: nextUser,
    minutes: Math.round(policy.graceMs / 60_000),
  });
  if (policy.dependants.length === 0) return about;
  const names = policy.dependants.join(', ');
  return `${about}\n\n${words('ari-about-dependants', { names })}`;
}
