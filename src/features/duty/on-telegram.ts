import { z } from 'zod';
import { isAtLeast } from '../../lib/role.ts';
import type { Person } from '../../storage/people.ts';
import type { ScreenButton, TelegramDoor, Visit } from '../../telegram/door.ts';
import { momentText } from '../../lib/moment-text.ts';
import { changeDuty } from './change-duty.ts';
import type { DutyDeps } from './duty-deps.ts';

const setArgs = z.object({ isOnDuty: z.boolean() });
const othersArgs = z.object({ page: z.number().int().nonnegative() });
const otherArgs = othersArgs.extend({ personId: z.number().int(), isOnDuty: z.boolean() });

/** Telegram shows eight rows of buttons without scrolling on a small phone. */
const pageSize = 8;
const shownOnDuty = 30;

/** `/duty`, `/duty on` and `/duty off`. */
export function dutyOnTelegram(deps: DutyDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'duty',
        minimumRole: 'operator',
        descriptionKey: 'duty-command',
        where: 'both',
        handle: async (visit) => {
          const wish = visit.argument.trim().toLowerCase();
          if (wish === 'on' || wish === 'off') await setOwn(deps, visit, wish === 'on');
          else await showDuty(deps, visit, wish === '' ? [] : [visit.words('duty-usage')]);
        },
      },
    ],
    buttons: {
      'duty.show': { minimumRole: 'operator', handle: (visit) => showDuty(deps, visit) },
      'duty.set': {
        minimumRole: 'operator',
        handle: (visit, args) => setOwn(deps, visit, setArgs.parse(args).isOnDuty),
      },
      'duty.others': {
        minimumRole: 'supervisor',
        handle: (visit, args) => showOthers(deps, visit, othersArgs.parse(args).page),
      },
      'duty.setOther': {
        minimumRole: 'supervisor',
        handle: (visit, args) => setOther(deps, visit, otherArgs.parse(args)),
      },
    },
  };
}

/** `remarks`: what is to be said first. */
async function showDuty(
  deps: DutyDeps,
  visit: Visit,
  remarks: readonly string[] = [],
): Promise<void> {
  const { words, member } = visit;
  const [people, since] = await Promise.all([deps.people.list(), deps.store.listSince()]);
  const now = deps.clock.now();
  const sinceText = (personId: number): string =>
    momentText(since.get(personId) ?? now, {
      ...{ now, timeZone: deps.timeZone, locale: member.locale },
    });
  const own = people.find(({ telegramId }) => telegramId === member.telegramId);
  const onDuty = people.filter(({ isOnDuty }) => isOnDuty);
  const isOnDuty = own?.isOnDuty === true;
  const missed = await deps.countMissed?.();
  await visit.show({
    text: [
      ...remarks,
      own && isOnDuty
        ? words('duty-own-on', { time: sinceText(own.personId) })
        : words('duty-own-off'),
      [
        words('duty-list', { count: onDuty.length }),
        ...onDuty
          .slice(0, shownOnDuty)
          .map((person) =>
            words('duty-line', { who: labelOf(person), time: sinceText(person.personId) }),
          ),
        ...(onDuty.length > shownOnDuty
          ? [words('duty-more', { count: onDuty.length - shownOnDuty })]
          : []),
      ].join('\n'),
      ...(missed === undefined ? [] : [words('duty-missed', { count: missed })]),
    ].join('\n\n'),
    buttons: [
      [
        isOnDuty
          ? { label: words('duty-go-off'), action: 'duty.set', args: { isOnDuty: false } }
          : {
              label: words('duty-go-on'),
              action: 'duty.set',
              args: { isOnDuty: true },
              style: 'success',
            },
      ],
      [
        ...(isAtLeast(member.role, 'supervisor')
          ? [{ label: words('duty-others'), action: 'duty.others', args: { page: 0 } }]
          : []),
        { label: words('duty-refresh'), action: 'duty.show' },
      ],
    ],
  });
}

async function setOwn(deps: DutyDeps, visit: Visit, isOnDuty: boolean): Promise<void> {
  const own = await deps.people.byTelegramId(visit.member.telegramId);
  if (!own) return;
  await changeDuty(deps, visit.member, { personId: own.personId, isOnDuty });
  await showDuty(deps, visit, isOnDuty ? [] : await farewell(deps, visit));
}

/** Who leaves last should know it. */
async function farewell({ people }: DutyDeps, { words }: Visit): Promise<readonly string[]> {
  const isAnybodyLeft = (await people.list()).some(({ isOnDuty }) => isOnDuty);
  return isAnybodyLeft ? [] : [words('duty-nobody-left')];
}

async function showOthers(deps: DutyDeps, visit: Visit, wantedPage: number): Promise<void> {
  const { words } = visit;
  const people = await deps.people.list();
  const pages = Math.max(1, Math.ceil(people.length / pageSize));
  const page = Math.min(wantedPage, pages - 1);
  const turn = (label: string, to: number): readonly ScreenButton[] =>
    to >= 0 && to < pages ? [{ label, action: 'duty.others', args: { page: to } }] : [];
  await visit.show({
    text: words('duty-others-title'),
    buttons: [
      ...people.slice(page * pageSize, (page + 1) * pageSize).map((person) => [
        {
          label: `${person.isOnDuty ? '🟢' : '⚪️'} ${labelOf(person)}`,
          action: 'duty.setOther',
          args: { page, personId: person.personId, isOnDuty: !person.isOnDuty },
        },
      ]),
      [...turn('‹', page - 1), ...turn('›', page + 1)],
      [{ label: words('duty-back'), action: 'duty.show' }],
    ],
  });
}

async function setOther(
  deps: DutyDeps,
  visit: Visit,
  { page, personId, isOnDuty }: z.output<typeof otherArgs>,
): Promise<void> {
  const { words, member } = visit;
  const outcome = await changeDuty(deps, member, { personId, isOnDuty });
  // First the list: whoever saw the answer may press a button of the new one.
  await showOthers(deps, visit, page);
  switch (outcome.type) {
    case 'done':
    case 'same':
      await visit.toast(
        words(isOnDuty ? 'duty-set-on' : 'duty-set-off', { who: labelOf(outcome.person) }),
      );
      break;
    case 'gone':
      await visit.toast(words('duty-person-gone'));
      break;
    case 'denied':
      await visit.toast(words('duty-denied'));
  }
}

function labelOf({ extension, name }: Pick<Person, 'extension' | 'name'>): string {
  return extension === undefined ? name : `${extension} ${name}`;
}
