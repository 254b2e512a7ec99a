import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { parseConf, printConf } from '../../files/conf-document.ts';
import type { Words } from '../../telegram/door.ts';
import { choosePassword } from './choose-password.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { callerNameOf, sectionsOf, type PhoneKind } from '../../pbx/extension.ts';
import { judgeWithDialplan } from '../../pbx/judge-number.ts';
import { numberNotes, numberRefusal } from './number-words.ts';
import { planEdit } from '../../pbx/plan-edit.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import { tieEffect, type Tie } from '../../pbx/tie.ts';
import { insertExtension, managedHeader } from '../../pbx/insert-extension.ts';

/** What the guided flow gathered for a new extension. `passwordHandle`: a typed one; else one is generated. */
export type ExtensionRequest = {
  readonly personId: number | undefined;
  readonly personName: string;
  readonly number: string;
  readonly kind: PhoneKind;
  readonly passwordHandle: string | undefined;
};

/**
 * A plan to create the extension at its place in number order and tie it to its operator, or the
 * reason, in the person's words, why it cannot be. Throws Stops as its leaves do.
 */
export async function proposeCreation(
  deps: ExtensionsDeps,
  words: Words,
  request: ExtensionRequest,
): Promise<Proposal> {
  const [{ version }, pbx, dialplan] = await Promise.all([
    deps.ari.info(),
    readPbx(deps.folder),
    deps.readDialplan(),
  ]);
  const { policy } = deps;
  const { number, personId, personName, kind } = request;
  const judgement = judgeWithDialplan(number, policy, { taken: pbx.takenIds, dialplan });
  if (judgement.type !== 'free') {
    return refusal(numberRefusal(words, number, { judgement, policy }));
  }
  const chosen = choosePassword(deps, request);
  if (chosen.type === 'refused') return refusal(words(chosen.because));

  const sections = sectionsOf(
    {
      number,
      name: callerNameOf(personName, number),
      kind,
      password: chosen.password.reveal(),
      asteriskVersion: version,
      tlsTransport: pbx.tlsTransport,
    },
    policy,
  );
  const document = insertExtension(parseConf(pbx.managedText ?? managedHeader), number, sections);
  const tie: Tie = { number, isTied: true, personId, personName };
  const planned = await planEdit(pbx, printConf(document), {
    numbers: [number],
    title: { key: 'change-extension-create', args: { number, name: personName } },
    effect: { kind: tieEffect, data: [tie] },
  });
  const notes = numberNotes(words, judgement, policy.dialplanContext);
  return explainPlan(words, planned, { secret: chosen.password, notes });
}
