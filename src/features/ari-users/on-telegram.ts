import path from 'node:path';
import { z } from 'zod';
import { confirmChange, confirmedText, type Proposal } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import type { Secret } from '../../lib/secret.ts';
import { ariScreenAction, ariUsersAction } from '../../pbx/ari-actions.ts';
import type { ScreenButton, Talk, TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import type { AriUsersDeps } from './ari-users-deps.ts';
import { listUsers, type ListedUser } from './list-users.ts';
import { proposeUser } from './propose-user.ts';
import { proposeUserPassword } from './propose-user-password.ts';
import { proposeUserRemoval } from './propose-user-removal.ts';

const nameArgs = z.object({ name: z.string() });
const newArgs = z.object({ isReadOnly: z.boolean() });

/** As long as a phone's password is shown. */
const secretShownMs = 60_000;

/** The users of ARI: the list, one of them, and the guided ways to add, renew and remove. */
export function ariUsersOnTelegram(deps: AriUsersDeps): TelegramDoor {
  const asFlow = (name: string) => ({
    minimumRole: 'admin' as const,
    handle: (visit: Visit, args: unknown) => visit.startFlow(name, nameArgs.parse(args)),
  });
  return {
    buttons: {
      [ariUsersAction]: { minimumRole: 'admin', handle: (visit) => showUsers(deps, visit) },
      'ariUsers.show': {
        minimumRole: 'admin',
        handle: (visit, args) => showUser(deps, visit, nameArgs.parse(args).name),
      },
      'ariUsers.add': {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('addAriUser', newArgs.parse(args)),
      },
      'ariUsers.password': asFlow('renewAriUser'),
      'ariUsers.remove': asFlow('removeAriUser'),
    },
    flows: {
      addAriUser: {
        minimumRole: 'admin',
        wayOn: toUsers,
        run: (talk, start) => guideNewUser(deps, talk, newArgs.parse(start).isReadOnly),
      },
      renewAriUser: {
        minimumRole: 'admin',
        wayOn: toUsers,
        run: async (talk, start) => {
          const { name } = nameArgs.parse(start);
          await guide(deps, talk, {
            name,
            applyLabel: 'ari-users-renew-now',
            propose: () => proposeUserPassword(deps, talk.words, name),
          });
        },
      },
      removeAriUser: {
        minimumRole: 'admin',
        wayOn: toUsers,
        run: async (talk, start) => {
          const { name } = nameArgs.parse(start);
          await guide(deps, talk, {
            name,
            applyLabel: 'ari-users-remove-now',
            isDangerous: true,
            propose: () => proposeUserRemoval(deps, talk.words, name),
          });
        },
      },
    },
  };
}

async function showUsers(deps: AriUsersDeps, visit: Visit): Promise<void> {
  const { words } = visit;
  const { users, isCompared } = await listUsers(deps);
  const rows = users.map((user): readonly ScreenButton[] => [
    { label: labelOf(user), action: 'ariUsers.show', args: { name: user.name } },
  ]);
  await visit.show({
    text: [
      words('ari-users-list', { count: users.length }),
      words('ari-users-legend'),
      ...(isCompared ? [] : [words('ari-users-not-compared')]),
    ].join('\n\n'),
    buttons: [
      ...rows,
      [
        { label: words('ari-users-add'), action: 'ariUsers.add', args: { isReadOnly: false } },
        {
          label: words('ari-users-add-read-only'),
          action: 'ariUsers.add',
          args: { isReadOnly: true },
        },
      ],
      [{ label: words('ari-users-back-to-ari'), action: ariScreenAction }],
    ],
  });
}

function labelOf({ name, isReadOnly, part, difference }: ListedUser): string {
  const mark = difference ? '⚠️' : part === 'current' ? '🟢' : isReadOnly ? '👁' : '👤';
  return `${mark} ${name}`;
}

async function showUser(deps: AriUsersDeps, visit: Visit, name: string): Promise<void> {
  const { words } = visit;
  const { users } = await listUsers(deps);
  const user = users.find((one) => one.name === name);
  if (!user) {
    await visit.toast(words('ari-users-gone', { user: name }));
    await showUsers(deps, visit);
    return;
  }
  await visit.show({ text: textOf(words, user), buttons: deedsOf(words, user) });
}

function textOf(
  words: Words,
  { name, isReadOnly, isHashed, part, place, difference }: ListedUser,
): string {
  const lines = [
    words('ari-users-title', { user: name }),
    words(isReadOnly ? 'ari-users-read-only' : 'ari-users-full'),
    ...(isHashed ? [words('ari-users-hashed')] : []),
    ...(part === 'other' ? [] : [words(`ari-users-part-${part}`)]),
    ...(place
      ? [words('ari-users-place', { file: path.basename(place.file), line: String(place.line) })]
      : []),
    ...(difference ? [words(`ari-users-difference-${difference}`)] : []),
  ];
  return lines.join('\n');
}

function deedsOf(
  words: Words,
  { name, part, place }: ListedUser,
): readonly (readonly ScreenButton[])[] {
  const back = [{ label: words('ari-users-back'), action: ariUsersAction }];
  if (part !== 'other' || !place) return [back];
  const args = { name };
  return [
    [{ label: words('ari-users-renew'), action: 'ariUsers.password', args }],
    [{ label: words('ari-users-remove'), action: 'ariUsers.remove', args, style: 'danger' }],
    back,
  ];
}

async function guideNewUser(deps: AriUsersDeps, talk: Talk, isReadOnly: boolean): Promise<void> {
  const { words } = talk;
  let note = '';
  for (;;) {
    const ask = words(isReadOnly ? 'ari-users-ask-read-only' : 'ari-users-ask');
    const answer = await talk.ask({ text: `${note}${ask}` }, { accepts: 'text' });
    if (answer.type !== 'text') continue;
    const name = answer.text.trim();
    const refused = await guide(deps, talk, {
      name,
      applyLabel: 'ari-users-add-now',
      propose: () => proposeUser(deps, words, { name, isReadOnly }),
      isAskedAgain: true,
    });
    if (refused === undefined) return;
    note = `${refused}\n\n`;
  }
}

type Guide = {
  readonly name: string;
  /** Key of the words on the button. */
  readonly applyLabel: string;
  readonly isDangerous?: boolean;
  readonly propose: () => Promise<Proposal>;
  /** A refusal, or Back, is for the caller to go on from. */
  readonly isAskedAgain?: boolean;
};

/** From the plan to its end. Gives the words of a refusal (or '' for Back) when the caller asks again. */
async function guide(
  deps: AriUsersDeps,
  talk: Talk,
  { name, applyLabel, isDangerous = false, propose, isAskedAgain = false }: Guide,
): Promise<string | undefined> {
  const { words } = talk;
  const confirmed = await confirmChange(talk, deps, {
    propose,
    applyLabel: words(applyLabel),
    applyStyle: isDangerous ? 'danger' : 'success',
    instead: words('ari-users-secret-lost'),
    onDone: (secret) => showSecret(deps, talk, name, secret),
  });
  if (isAskedAgain && confirmed.type === 'refused') return confirmed.text;
  if (isAskedAgain && confirmed.type === 'back') return '';
  const isDone = confirmed.type === 'ended' && confirmed.end.type === 'done';
  const undo = isDone
    ? [
        {
          label: words('ari-users-undo'),
          action: undoAction,
          args: { changeId: confirmed.end.changeId },
        },
      ]
    : [];
  await talk.finish({
    text: endOf(talk, name, confirmed),
    buttons: [undo, [{ label: words('ari-users-back'), action: ariUsersAction }]],
  });
  return undefined;
}

function endOf(
  talk: Talk,
  name: string,
  confirmed: Awaited<ReturnType<typeof confirmChange>>,
): string {
  if (confirmed.type === 'ended') return confirmedText(talk, confirmed);
  if (confirmed.type === 'refused') return confirmed.text;
  return talk.words('ari-users-kept', { user: name });
}

async function showSecret(
  deps: AriUsersDeps,
  { chatId, words }: Talk,
  name: string,
  secret: Secret | undefined,
): Promise<void> {
  if (!secret) return;
  const password = secret.reveal();
  await deps.sendVanishing(
    chatId,
    {
      text: words('ari-users-secret', { user: name, password }),
      protect: true,
      buttons: [[{ label: words('ari-users-copy'), copy: password }]],
    },
    secretShownMs,
  );
}

function toUsers(words: Words): ScreenButton {
  return { label: words('ari-users-back'), action: ariUsersAction };
}
