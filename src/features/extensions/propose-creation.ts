import { refusal, type Proposal } from '../../change/confirm-change.ts';
import {
  addSection,
  encodeConfText,
  parseConf,
  printConf,
  sectionsOf as sectionsOfDocument,
  type ConfDocument,
} from '../../files/conf-document.ts';
import type { Words } from '../../telegram/door.ts';
import { choosePassword } from './choose-password.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { judgeNumber, sectionsOf, type PhoneKind, type SectionText } from './extension.ts';
import { planEdit } from './plan-edit.ts';
import { explainPlan } from './explain-plan.ts';
import { readPbx } from './read-pbx.ts';
import type { Tie } from './store.ts';

/** What the guided flow gathered for a new extension. `passwordHandle`: a typed one; else one is generated. */
export type ExtensionRequest = {
  readonly personId: number | undefined;
  readonly personName: string;
  readonly number: string;
  readonly kind: PhoneKind;
  readonly passwordHandle: string | undefined;
};

const header = '; Navbatchi: extensions in number order. Edits by hand are kept.\n';

/**
 * A plan to create the extension at its place in number order and tie it to its operator, or the
 * reason, in the person's words, why it cannot be. Throws Stops as its leaves do.
 */
export async function proposeCreation(
  deps: ExtensionsDeps,
  words: Words,
  request: ExtensionRequest,
): Promise<Proposal> {
  const { version } = await deps.ari.info();
  const pbx = await readPbx(deps.folder);
  const { number, personId, personName, kind } = request;
  const verdict = judgeNumber(number, deps.policy, pbx.takenIds);
  if (verdict !== 'free')
    return refusal(
      words(`extensions-number-${verdict}`, {
        number,
        first: String(deps.policy.first),
        last: String(deps.policy.last),
      }),
    );
  const chosen = choosePassword(deps, request);
  if (chosen.type === 'refused') return refusal(words(chosen.because));

  const sections = sectionsOf(
    {
      number,
      name: personName,
      kind,
      password: chosen.password.reveal(),
      asteriskVersion: version,
      tlsTransport: pbx.tlsTransport,
    },
    deps.policy,
  );
  const document = insertSections(parseConf(pbx.managedText ?? header), Number(number), sections);
  const tie: Tie = { number, isTied: true, personId, personName };
  const planned = await planEdit(pbx, printConf(document), {
    number,
    title: { key: 'change-extension-create', args: { number, name: personName } },
    effect: { kind: 'tieExtension', data: tie },
  });
  return explainPlan(words, planned, chosen.password);
}

function insertSections(
  document: ConfDocument,
  number: number,
  sections: readonly SectionText[],
): ConfDocument {
  let edited = document;
  let after = placeFor(document, number);
  for (const { name, settings } of sections) {
    const before = edited.lines.length;
    edited = addSection(edited, {
      name,
      settings: settings.map(([key, value]) => [key, encodeConfText(value)] as const),
      ...(after !== undefined && { after }),
    });
    if (after !== undefined) after += edited.lines.length - before;
  }
  return edited;
}

/** The line after which the sections of a number belong; undefined is the end of the file. */
function placeFor(document: ConfDocument, number: number): number | undefined {
  const sections = sectionsOfDocument(document);
  const next = sections.findIndex((section) => Number.parseInt(section.name, 10) > number);
  if (next === -1) return undefined;
  const previous = sections[next - 1];
  if (previous) return previous.settings.at(-1)?.line ?? previous.line;
  return Math.max(0, (sections[next]?.line ?? 1) - 1);
}
