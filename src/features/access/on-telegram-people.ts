import { z } from 'zod';
import type { Person } from '../../storage/people.ts';
import { roles } from '../../lib/role.ts';
import type { Screen, ScreenButton, TelegramDoor, Visit } from '../../telegram/door.ts';
import type { AccessDeps } from './access-deps.ts';
import { inviteLifetimeMs, invitePerson } from './invite-person.ts';
import { managePerson, type Treatment } from './manage-person.ts';
import { invitableRoles, mayManage } from './permission.ts';

const personArgs = z.object({ personId: z.number().int() });
const pageArgs = z.object({ page: z.number().int().nonnegative() });
const inviteArgs = z.object({
  role: z.enum(['operator', 'supervisor', 'admin']),
  personId: z.number().int().optional(),
});
const treatArgs = z.object({
  personId: z.number().int(),
  treatment: z.enum([...roles, 'remove']),
});

const pageSize = 8;

/** `/people`: who is in, inviting, roles, removal. */
export function peopleDoor(deps: AccessDeps): Required<Pick<TelegramDoor, 'commands' | 'buttons'>> {
  return {
    commands: [
      {
        command: 'people',
        minimumRole: 'admin',
        descriptionKey: 'access-command-people',
        where: 'private',
        handle: (visit) => showPeople(deps, visit, 0),
      },
    ],
    buttons: {
      'access.people': {
        minimumRole: 'admin',
        handle: (visit, args) => showPeople(deps, visit, pageArgs.parse(args).page),
      },
      'access.person': {
        minimumRole: 'admin',
        handle: (visit, args) => showPerson(deps, visit, personArgs.parse(args).personId),
      },
      'access.invite': {
        minimumRole: 'admin',
        handle: (visit) => askInviteRole(visit),
      },
      'access.inviteAs': {
        minimumRole: 'admin',
        handle: (visit, args) => sendInvite(deps, visit, inviteArgs.parse(args)),
      },
      'access.askTreat': {
        minimumRole: 'admin',
        handle: (visit, args) => askTreatment(deps, visit, treatArgs.parse(args)),
      },
      'access.treat': {
        minimumRole: 'admin',
        handle: (visit, args) => treat(deps, visit, treatArgs.parse(args)),
      },
    },
  };
}

async function showPeople(deps: AccessDeps, visit: Visit, wantedPage: number): Promise<void> {
  const { words } = visit;
  const people = await deps.people.list();
  const pages = Math.max(1, Math.ceil(people.length / pageSize));
  const page = Math.min(wantedPage, pages - 1);
  const rows = people
    .slice(page * pageSize, (page + 1) * pageSize)
    .map((person): readonly ScreenButton[] => [
      {
        label: labelOf(visit, person),
        action: 'access.person',
        args: { personId: person.personId },
      },
    ]);
  const turn = (label: string, to: number): readonly ScreenButton[] =>
    to >= 0 && to < pages ? [{ label, action: 'access.people', args: { page: to } }] : [];
  await visit.show({
    text: words('access-people', { count: people.length }),
    buttons: [
      ...rows,
      [...turn('‹', page - 1), ...turn('›', page + 1)],
      [{ label: words('access-invite'), action: 'access.invite', style: 'success' }],
    ],
  });
}

function labelOf({ words }: Pick<Visit, 'words'>, person: Person): string {
  const parts = [
    person.name,
    words(`access-role-${person.role}`),
    ...(person.extension === undefined ? [] : [person.extension]),
  ];
  return `${person.telegramId === undefined ? '◌ ' : ''}${parts.join(' · ')}`;
}

async function showPerson(deps: AccessDeps, visit: Visit, personId: number): Promise<void> {
  const person = await deps.people.byId(personId);
  if (!person) {
    await showPeople(deps, visit, 0);
    return;
  }
  await visit.show(personScreen(visit, person));
}

function personScreen(visit: Visit, person: Person): Screen {
  const { words, member } = visit;
  const { personId } = person;
  const treatment = (label: string, wanted: Treatment): readonly ScreenButton[] => [
    { label, action: 'access.askTreat', args: { personId, treatment: wanted } },
  ];
  const mayChange = mayManage(member, person);
  const roleButtons =
    mayChange && member.role === 'owner' && person.telegramId !== undefined
      ? roles
          .filter((role) => role !== person.role)
          .map((role) =>
            treatment(words('access-make', { role: { html: words(`access-role-${role}`) } }), role),
          )
      : [];
  const invite: readonly ScreenButton[] =
    person.telegramId === undefined
      ? [
          {
            label: words('access-invite-this'),
            action: 'access.inviteAs',
            args: { role: 'operator', personId },
            style: 'success',
          },
        ]
      : [];
  return {
    text: words('access-person', {
      name: person.name,
      role: { html: words(`access-role-${person.role}`) },
      extension: person.extension ?? '—',
      joined: {
        html: words(person.telegramId === undefined ? 'access-not-joined' : 'access-joined'),
      },
    }),
    buttons: [
      invite,
      ...roleButtons,
      mayChange ? treatment(words('access-remove'), 'remove') : [],
      [{ label: words('access-back-to-people'), action: 'access.people', args: { page: 0 } }],
    ],
  };
}

async function askInviteRole(visit: Visit): Promise<void> {
  const { words, member } = visit;
  await visit.show({
    text: words('access-ask-role'),
    buttons: [
      ...invitableRoles(member.role).map((role): readonly ScreenButton[] => [
        { label: words(`access-role-${role}`), action: 'access.inviteAs', args: { role } },
      ]),
      [{ label: words('access-back-to-people'), action: 'access.people', args: { page: 0 } }],
    ],
  });
}

async function sendInvite(
  deps: AccessDeps,
  visit: Visit,
  invite: z.infer<typeof inviteArgs>,
): Promise<void> {
  const { words } = visit;
  const outcome = await invitePerson(deps, visit.member, invite);
  if (outcome.type === 'denied') {
    await visit.toast(words('access-denied'));
    return;
  }
  const link = `https://t.me/${deps.botUsername()}?start=inv_${outcome.token}`;
  await visit.show({
    text: words('access-invite-link', {
      role: { html: words(`access-role-${invite.role}`) },
      hours: inviteLifetimeMs / 3_600_000,
      link,
    }),
    buttons: [
      [{ label: words('access-copy-link'), copy: link }],
      [{ label: words('access-back-to-people'), action: 'access.people', args: { page: 0 } }],
    ],
  });
}

async function askTreatment(
  deps: AccessDeps,
  visit: Visit,
  { personId, treatment }: z.infer<typeof treatArgs>,
): Promise<void> {
  const { words } = visit;
  const person = await deps.people.byId(personId);
  if (!person) {
    await showPeople(deps, visit, 0);
    return;
  }
  const isRemoval = treatment === 'remove';
  await visit.show({
    text: isRemoval
      ? words('access-ask-remove', { name: person.name })
      : words('access-ask-make', {
          name: person.name,
          role: { html: words(`access-role-${treatment}`) },
        }),
    buttons: [
      [
        {
          label: words(isRemoval ? 'access-remove-now' : 'access-make-now'),
          action: 'access.treat',
          args: { personId, treatment },
          style: isRemoval ? 'danger' : 'success',
        },
      ],
      [{ label: words('access-back-to-people'), action: 'access.people', args: { page: 0 } }],
    ],
  });
}

async function treat(
  deps: AccessDeps,
  visit: Visit,
  wanted: z.infer<typeof treatArgs>,
): Promise<void> {
  const { words } = visit;
  const outcome = await managePerson(deps, visit.member, wanted);
  const back: readonly ScreenButton[] = [
    { label: words('access-back-to-people'), action: 'access.people', args: { page: 0 } },
  ];
  switch (outcome.type) {
    case 'done':
      await visit.show({
        text:
          wanted.treatment === 'remove'
            ? words('access-removed', { name: outcome.person.name })
            : words('access-made', {
                name: outcome.person.name,
                role: { html: words(`access-role-${wanted.treatment}`) },
              }),
        buttons: [back],
      });
      return;
    case 'denied':
    case 'unknown':
    case 'lastOwner':
      await visit.show({ text: words(`access-treat-${outcome.type}`), buttons: [back] });
  }
}
