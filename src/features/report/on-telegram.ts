import { z } from 'zod';
import { Refused } from '../../lib/error.ts';
import { dayTimeText, localTime } from '../../lib/local-time.ts';
import type { ScreenButton, TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import { makeReport } from './make-report.ts';
import { periodNames, periodUntil, readPeriodName, type PeriodName } from './period.ts';
import type { ReportDeps } from './report-deps.ts';
import { reportRoute } from './route.ts';

const showArgs = z.object({ period: z.enum(periodNames) });

/** `/report`, and where the reports of the days go. */
export function reportOnTelegram(deps: ReportDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'report',
        minimumRole: 'supervisor',
        descriptionKey: 'report-command',
        where: 'both',
        handle: async (visit) => {
          const name = readPeriodName(visit.argument);
          if (name) await showReport(deps, visit, name);
          else
            await visit.send({ text: visit.words('report-usage'), buttons: choices(visit.words) });
        },
      },
      {
        command: 'reporthere',
        minimumRole: 'admin',
        descriptionKey: 'report-here-command',
        where: 'group',
        handle: (visit) => setRoute(deps, visit),
      },
      {
        command: 'reportoff',
        minimumRole: 'admin',
        descriptionKey: 'report-off-command',
        where: 'both',
        handle: async (visit) => {
          const route = await deps.routes.find(reportRoute);
          await deps.routes.remove(reportRoute);
          await visit.send({ text: visit.words(route ? 'report-off-done' : 'report-off-nothing') });
        },
      },
    ],
    buttons: {
      'report.show': {
        minimumRole: 'supervisor',
        handle: (visit, args) => showReport(deps, visit, showArgs.parse(args).period),
      },
    },
  };
}

async function showReport(deps: ReportDeps, visit: Visit, name: PeriodName): Promise<void> {
  const { chatId, topicId, words, member } = visit;
  const today = localTime(deps.timeZone).dateAt(deps.clock.now());
  const { text, picture } = await makeReport(deps, {
    period: periodUntil(name, today),
    locale: member.locale,
  });
  const buttons = choices(words);
  if (!picture) {
    await visit.send({ text, buttons });
    return;
  }
  await deps.chat.sendPhoto(
    chatId,
    { name: `${today}-${name}.png`, bytes: picture, caption: text, buttons },
    { ...(topicId !== undefined && { topicId }) },
  );
}

/** Each press brings a report of its own below: the older ones stay to be compared with. */
function choices(words: Words): readonly (readonly ScreenButton[])[] {
  return [
    periodNames.map((period) => ({
      label: words(`report-show-${period}`),
      action: 'report.show',
      args: { period },
      isShared: true,
    })),
  ];
}

/** Saying so in the place itself is the proof that the bot can speak there. */
async function setRoute(deps: ReportDeps, visit: Visit): Promise<void> {
  const { chatId, topicId, member, words } = visit;
  const { minute } = deps;
  const text =
    minute === undefined
      ? words('report-here-no-hour')
      : words('report-here-done', { time: dayTimeText(minute) });
  if (!(await canSay(visit, text))) {
    await deps.chat.sendMessage(member.telegramId, { text: words('report-here-mute') });
    return;
  }
  const { telegramId: setBy, locale } = member;
  await deps.routes.set(reportRoute, { chatId, topicId, locale, setBy });
}

async function canSay(visit: Visit, text: string): Promise<boolean> {
  try {
    return (await visit.send({ text })) !== 0;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
