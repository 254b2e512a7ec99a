import { normalizeName } from '../../pbx/extension.ts';
import type { ScreenButton, Talk } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';
import { confirmEdit, keepAsItIs } from './on-telegram-confirm.ts';
import { proposeFreeing } from './propose-freeing.ts';
import { proposeOperator } from './propose-operator.ts';

/** Operators offered as buttons; others are found by typing their name. */
const maxOffered = 6;

const freeValue = 'free';

/** Whose it is: an operator without an extension, a new one by name, or nobody → plan → tap. */
export async function guideNewOperator(
  deps: ExtensionEditDeps,
  talk: Talk,
  number: string,
): Promise<void> {
  const { words } = talk;
  let note = '';
  for (;;) {
    const { operator, people } = await talk.once(() => findOperators(deps, number));
    const answer = await talk.ask(
      {
        text: `${note}${
          operator === undefined
            ? words('extension-edit-ask-operator', { number })
            : words('extension-edit-ask-other-operator', { number, name: operator })
        }`,
        buttons: [
          ...people.map(({ personId, name }): readonly ScreenButton[] => [
            { label: name, value: String(personId) },
          ]),
          operator === undefined
            ? []
            : [{ label: words('extension-edit-free'), value: freeValue, style: 'danger' }],
        ],
      },
      { accepts: 'text', back: true },
    );
    if (answer.type === 'back') return keepAsItIs(talk, number);
    const chosen = choiceOf(answer, people);
    note = chosen ? '' : `${words('extension-edit-bad-name')}\n\n`;
    if (!chosen) continue;
    const end = await confirmEdit(deps, talk, number, {
      propose: () =>
        chosen === freeValue
          ? proposeFreeing(deps, words, number)
          : proposeOperator(deps, words, { number, ...chosen }),
      applyLabel: words(
        chosen === freeValue ? 'extension-edit-free-now' : 'extension-edit-give-now',
      ),
    });
    if (end === 'finished') return;
  }
}

type Offered = { readonly personId: number; readonly name: string };

async function findOperators(deps: ExtensionEditDeps, number: string) {
  const people = await deps.people.list();
  const found = await findExtension(deps, number);
  return {
    operator: found?.operator?.name,
    people: people
      .filter((person) => person.extension === undefined)
      .slice(-maxOffered)
      .map(({ personId, name }): Offered => ({ personId, name })),
  };
}

type Choice =
  typeof freeValue | { readonly personId: number | undefined; readonly personName: string };

function choiceOf(
  answer: { readonly type: string; readonly value?: string; readonly text?: string },
  people: readonly Offered[],
): Choice | undefined {
  if (answer.value === freeValue) return freeValue;
  const person = people.find(({ personId }) => String(personId) === answer.value);
  if (person) return { personId: person.personId, personName: person.name };
  const personName = answer.text === undefined ? undefined : normalizeName(answer.text);
  return personName === undefined ? undefined : { personId: undefined, personName };
}
