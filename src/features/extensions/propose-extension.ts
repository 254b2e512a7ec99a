import type { Proposal } from '../../change/confirm-change.ts';
import { messageOf, Refused, Stop, Unreachable } from '../../lib/error.ts';
import { escapeHtml } from '../../lib/html.ts';
import type { Secret } from '../../lib/secret.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { judgeNumber, type Extension, type PhoneKind } from './extension.ts';
import { judgePassword } from './password.ts';
import {
  planDeletion,
  planNewExtension,
  planNewPassword,
  type ExtensionPlan,
} from './plan-extension.ts';
import { readPbx, type Pbx } from './read-pbx.ts';

/** What the guided flow gathered for a new extension. `passwordHandle`: a typed one; else one is generated. */
export type ExtensionRequest = {
  readonly personId: number | undefined;
  readonly personName: string;
  readonly number: string;
  readonly kind: PhoneKind;
  readonly passwordHandle: string | undefined;
};

/** A plan to create the extension, or the reason, in the person's words, why it cannot be now. */
export function proposeExtension(
  deps: ExtensionsDeps,
  words: Words,
  request: ExtensionRequest,
): Promise<Proposal> {
  return orReason(words, async () => {
    const { version } = await deps.ari.info();
    const pbx = await readPbx(deps.folder);
    const { number, personName } = request;
    const verdict = judgeNumber(number, deps.policy, pbx.takenIds);
    if (verdict !== 'free') return refusal(words(`extensions-number-${verdict}`, { number }));
    const password = passwordFor(deps, request);
    if (typeof password === 'string') return refusal(words(password));
    const plan = await planNewExtension(
      pbx,
      deps.policy,
      {
        number,
        name: personName,
        kind: request.kind,
        password: password.reveal(),
        asteriskVersion: version,
        tlsTransport: pbx.tlsTransport,
      },
      { number, isTied: true, personId: request.personId, personName },
    );
    return toProposal(words, plan, password);
  });
}

/** A plan to delete one of our extensions. */
export function proposeDeletion(
  deps: ExtensionsDeps,
  words: Words,
  number: string,
): Promise<Proposal> {
  return orReason(words, async () => {
    const { pbx, extension } = await findManaged(deps, number);
    if (!extension) return refusal(words('extensions-not-ours', { number }));
    const people = await deps.people.list();
    const person = people.find((one) => one.extension === number);
    const tie = {
      number,
      isTied: true,
      personId: person?.personId,
      personName: person?.name ?? extension.name,
    };
    return toProposal(words, await planDeletion(pbx, number, tie));
  });
}

/** A plan to give one of our extensions a new password. */
export function proposeNewPassword(
  deps: ExtensionsDeps,
  words: Words,
  {
    number,
    passwordHandle,
  }: { readonly number: string; readonly passwordHandle: string | undefined },
): Promise<Proposal> {
  return orReason(words, async () => {
    const { pbx, extension } = await findManaged(deps, number);
    if (!extension) return refusal(words('extensions-not-ours', { number }));
    const password = passwordFor(deps, { number, personName: extension.name, passwordHandle });
    if (typeof password === 'string') return refusal(words(password));
    const plan = await planNewPassword(pbx, {
      number,
      name: extension.name,
      password: password.reveal(),
    });
    return toProposal(words, plan, password);
  });
}

async function findManaged(
  deps: ExtensionsDeps,
  number: string,
): Promise<{ readonly pbx: Pbx; readonly extension: Extension | undefined }> {
  await deps.ari.info();
  const pbx = await readPbx(deps.folder);
  const extension = pbx.extensions.find((one) => one.number === number && one.isManaged);
  return { pbx, extension };
}

/** The password, or the key of the words that say why not. */
function passwordFor(
  deps: ExtensionsDeps,
  request: Pick<ExtensionRequest, 'number' | 'personName' | 'passwordHandle'>,
): Secret | string {
  if (request.passwordHandle === undefined) return deps.newPassword();
  const typed = deps.openSecret(request.passwordHandle);
  if (!typed) return 'extensions-password-forgotten';
  const fault = judgePassword(typed.reveal(), { number: request.number, name: request.personName });
  return fault ? `extensions-password-${fault}` : typed;
}

function toProposal(words: Words, made: ExtensionPlan, secret?: Secret): Proposal {
  if (made.type === 'planned') {
    return { type: 'planned', plan: made.plan, ...(secret && { secret }) };
  }
  const problems = made.problems
    .slice(0, 5)
    .map(
      (problem) =>
        `• <code>${escapeHtml(problem.file)}:${problem.line}</code> ${escapeHtml(problem.message)}`,
    );
  return refusal(
    words('extensions-refused-by-preflight', { problems: { html: problems.join('\n') } }),
  );
}

function refusal(text: string): Proposal {
  return { type: 'refused', text };
}

/** Asterisk away or a folder unreadable is a reason the person can act on, not a crash. */
async function orReason(words: Words, propose: () => Promise<Proposal>): Promise<Proposal> {
  try {
    return await propose();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const isAway = error instanceof Unreachable || error instanceof Refused;
    return refusal(
      words(isAway ? 'extensions-asterisk-away' : 'extensions-stopped', {
        because: messageOf(error),
      }),
    );
  }
}
