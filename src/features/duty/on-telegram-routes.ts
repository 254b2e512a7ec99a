import { dayTimeText } from '../../lib/local-time.ts';
import { isAtLeast } from '../../lib/role.ts';
import type { Person } from '../../storage/people.ts';
import type { Route } from '../../storage/routes.ts';
import type { Screen, ScreenButton, TelegramDoor, Visit } from '../../telegram/door.ts';
import type { DutyDeps } from './duty-deps.ts';

type RoutesDeps = Pick<DutyDeps, 'routes' | 'people' | 'isMetaSet' | 'quietHours' | 'reportMinute'>;

/** `/routes`: what is told where and to whom. */
export function routesOnTelegram(deps: RoutesDeps): TelegramDoor {
  const show = async (visit: Visit): Promise<void> => {
    await visit.show(await routesScreen(deps, visit));
  };
  return {
    commands: [
      {
        command: 'routes',
        minimumRole: 'admin',
        descriptionKey: 'routes-command',
        where: 'private',
        handle: show,
      },
    ],
    buttons: { 'routes.show': { minimumRole: 'admin', handle: show } },
  };
}

async function routesScreen(
  { routes, people, isMetaSet, quietHours, reportMinute }: RoutesDeps,
  { words }: Visit,
): Promise<Screen> {
  const [calls, customers, own, everybody] = await Promise.all([
    routes.find('calls'),
    routes.find('inbox'),
    routes.find('report'),
    people.list(),
  ]);
  const reports = own ?? calls;
  const count = (isMeant: (person: Person) => boolean): number =>
    everybody.filter((person) => person.telegramId !== undefined && isMeant(person)).length;
  const onDuty = count(({ isOnDuty }) => isOnDuty);
  const supervisors =
    count(({ role }) => role === 'supervisor') || count(({ role }) => isAtLeast(role, 'admin'));
  const text = [
    words('routes-title'),
    words(calls ? 'routes-calls' : 'routes-calls-nowhere'),
    ...(customers || isMetaSet ? [words(customers ? 'routes-inbox' : 'routes-inbox-nowhere')] : []),
    reportMinute === undefined
      ? words('routes-report-never')
      : words(reportKey(own, calls), { time: dayTimeText(reportMinute) }),
    words('routes-alerts', { onDuty, supervisors }),
    quietHours
      ? words('routes-quiet', {
          from: dayTimeText(quietHours.from),
          until: dayTimeText(quietHours.until),
        })
      : words('routes-never-quiet'),
  ].join('\n\n');
  return {
    text,
    buttons: [
      [
        ...linkTo(calls, words('routes-open-calls')),
        ...linkTo(customers, words('routes-open-inbox')),
      ],
      reports === calls ? [] : linkTo(reports, words('routes-open-report')),
      [{ label: words('routes-refresh'), action: 'routes.show' }],
    ],
  };
}

function reportKey(own: Route | undefined, calls: Route | undefined): string {
  if (own) return 'routes-report-own';
  return calls ? 'routes-report-calls' : 'routes-report-nowhere';
}

/** Supergroups have links for their members: `-1001234` is `t.me/c/1234`. Source: core.telegram.org/api/links. */
function linkTo(route: Route | undefined, label: string): readonly ScreenButton[] {
  const [, id] = /^-100(\d+)$/.exec(String(route?.chatId)) ?? [];
  if (!route || id === undefined) return [];
  return [{ label, url: `https://t.me/c/${id}/${route.topicId ?? 1}` }];
}
