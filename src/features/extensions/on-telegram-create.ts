import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import type { ScreenButton, Talk } from '../../telegram/door.ts';
import { checkNumber } from './check-number.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { numberRefusal } from './number-words.ts';
import { normalizeName, phoneKinds, type PhoneKind } from '../../pbx/extension.ts';
import { proposeCreation } from './propose-creation.ts';
import { readPbx } from '../../pbx/read-pbx.ts';

/** What the person chose so far. */
type Choice = {
  readonly personId?: number;
  readonly personName?: string;
  readonly number?: string;
  readonly kind?: PhoneKind;
  readonly passwordHandle?: string;
};

type Step = 'person' | 'number' | 'kind' | 'confirm' | 'password';

/** Where a step leads: on or back, with what is chosen and a line to show there. `end`: it is finished. */
type Next = { readonly step: Step | 'end'; readonly choice: Choice; readonly note?: string };

/** Operators offered as buttons; others are found by typing their name. */
const maxOffered = 6;

/** Creates an extension: operator → number → phone → plan → tap. The password is generated unless the person types one. */
export async function guideNewExtension(deps: ExtensionsDeps, talk: Talk): Promise<void> {
  let next: Next = { step: 'person', choice: {} };
  while (next.step !== 'end') next = await takeStep(deps, talk, next.step, next);
}

function takeStep(deps: ExtensionsDeps, talk: Talk, step: Step, at: Next): Promise<Next> {
  const note = at.note ? `${at.note}\n\n` : '';
  switch (step) {
    case 'person':
      return askPerson(deps, talk, note);
    case 'number':
      return askNumber(deps, talk, at.choice, note);
    case 'kind':
      return askKind(deps, talk, at.choice, note);
    case 'confirm':
      return confirm(deps, talk, at.choice);
    case 'password':
      return askPassword(talk, at.choice, note);
  }
}

async function askPerson(deps: ExtensionsDeps, talk: Talk, note: string): Promise<Next> {
  const { words } = talk;
  const people = await talk.once(async () =>
    (await deps.people.list())
      .filter((person) => person.extension === undefined)
      .slice(-maxOffered)
      .map(({ personId, name }) => ({ personId, name })),
  );
  const answer = await talk.ask(
    {
      text: `${note}${words('extensions-ask-person', { offered: people.length })}`,
      buttons: people.map((person): readonly ScreenButton[] => [
        { label: person.name, value: String(person.personId) },
      ]),
    },
    { accepts: 'text' },
  );
  if (answer.type === 'pressed') {
    const person = people.find((one) => String(one.personId) === answer.value);
    const choice = person ? { personId: person.personId, personName: person.name } : {};
    return { step: person ? 'number' : 'person', choice };
  }
  const personName = answer.type === 'text' ? normalizeName(answer.text) : undefined;
  if (personName === undefined) {
    return { step: 'person', choice: {}, note: words('extensions-bad-name') };
  }
  return { step: 'number', choice: { personName } };
}

async function askNumber(
  deps: ExtensionsDeps,
  talk: Talk,
  choice: Choice,
  noteBefore: string,
): Promise<Next> {
  const { words } = talk;
  const offered = await talk.once(async () => (await checkNumber(deps, '')).free);
  const answer = await talk.ask(
    {
      text: `${noteBefore}${words('extensions-ask-number', {
        name: choice.personName ?? '',
        first: String(deps.policy.first),
        last: String(deps.policy.last),
      })}`,
      buttons: [offered.map((number) => ({ label: number, value: number }))],
    },
    { accepts: 'text', back: true },
  );
  if (answer.type === 'back') return { step: 'person', choice: {} };
  const typed =
    answer.type === 'pressed' ? answer.value : answer.type === 'text' ? answer.text : '';
  const number = typed.trim();
  const judgement = await talk.once(async () => (await checkNumber(deps, number)).judgement);
  if (judgement.type === 'free') return { step: 'kind', choice: { ...choice, number } };
  const note = numberRefusal(words, number, { judgement, policy: deps.policy });
  return { step: 'number', choice, note };
}

async function askKind(
  deps: ExtensionsDeps,
  talk: Talk,
  choice: Choice,
  note: string,
): Promise<Next> {
  const { words } = talk;
  const hasTls = await talk.once(
    async () => (await readPbx(deps.folder)).tlsTransport !== undefined,
  );
  const kinds = phoneKinds.filter((kind) => kind !== 'tls' || hasTls);
  const answer = await talk.ask(
    {
      text: `${note}${words('extensions-ask-kind', { number: choice.number ?? '', name: choice.personName ?? '' })}`,
      buttons: kinds.map((kind) => [{ label: words(`extensions-kind-${kind}`), value: kind }]),
    },
    { back: true },
  );
  if (answer.type !== 'pressed') return { step: 'number', choice };
  const kind = kinds.find((one) => one === answer.value);
  return kind ? { step: 'confirm', choice: { ...choice, kind } } : { step: 'kind', choice };
}

async function confirm(deps: ExtensionsDeps, talk: Talk, choice: Choice): Promise<Next> {
  const { words } = talk;
  const { personId, personName = '', number = '', kind = 'softphone', passwordHandle } = choice;
  const confirmed = await confirmChange(talk, deps, {
    propose: () =>
      proposeCreation(deps, words, { personId, personName, number, kind, passwordHandle }),
    applyLabel: words('extensions-create-now'),
    moreButtons:
      passwordHandle === undefined
        ? [{ label: words('extensions-own-password'), value: 'ownPassword' }]
        : [],
    instead: words('extensions-card-lost'),
    onDone: async (password) => {
      if (!password) return;
      const { locale } = talk.member;
      await deps.sendPhoneCard({
        chatId: talk.chatId,
        locale,
        number,
        name: personName,
        kind,
        password,
      });
    },
  });
  switch (confirmed.type) {
    case 'back':
      return { step: 'kind', choice: withoutPassword(choice) };
    case 'pressed':
      return { step: 'password', choice };
    case 'refused':
      return refuse(choice, confirmed.text);
    case 'ended': {
      const buttons: readonly ScreenButton[] =
        confirmed.end.type === 'done'
          ? [
              { label: words('extensions-show'), action: 'extensions.show', args: { number } },
              {
                label: words('extensions-undo'),
                action: undoAction,
                args: { changeId: confirmed.end.changeId },
              },
            ]
          : [{ label: words('extensions-try-again'), action: 'extensions.create' }];
      await talk.finish({ text: confirmedText(talk, confirmed), buttons: [buttons] });
      return { step: 'end', choice };
    }
  }
}

/** A typed password that was not taken is asked for again at once: the next text must not stay in the chat. */
function refuse(choice: Choice, note: string): Next {
  if (choice.passwordHandle !== undefined) {
    return { step: 'password', choice: withoutPassword(choice), note };
  }
  return { step: 'number', choice, note };
}

async function askPassword(talk: Talk, choice: Choice, note: string): Promise<Next> {
  const answer = await talk.ask(
    { text: `${note}${talk.words('extensions-ask-password')}` },
    { accepts: 'secret', back: true },
  );
  if (answer.type !== 'secret') return { step: 'confirm', choice: withoutPassword(choice) };
  return { step: 'confirm', choice: { ...choice, passwordHandle: answer.handle } };
}

function withoutPassword(choice: Choice): Choice {
  const { personId, personName, number, kind } = choice;
  return {
    ...(personId !== undefined && { personId }),
    ...(personName !== undefined && { personName }),
    ...(number !== undefined && { number }),
    ...(kind !== undefined && { kind }),
  };
}
