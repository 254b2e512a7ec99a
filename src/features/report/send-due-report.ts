import { messageOf, Refused, Stop } from '../../lib/error.ts';
import { dayTimeText, localTime } from '../../lib/local-time.ts';
import { isAtLeast } from '../../lib/role.ts';
import type { Route } from '../../storage/routes.ts';
import { dueReport, type DueReport } from './due-report.ts';
import { makeReport } from './make-report.ts';
import { periodUntil } from './period.ts';
import type { ReportDeps } from './report-deps.ts';
import { callRoute, reportRoute } from './route.ts';

/** The figures of a day are news until the next morning. */
const mostLateMinutes = 12 * 60;
/** A start of the machine, or a moment without Telegram, need not be told. */
const onTimeMinutes = 15;
const mostRefusals = 5;

/**
 * Sends the report whose time has come, unless that has been done: once for each day, whatever stops
 * and starts in between. A row says that it was begun before anything can be seen, and a message that
 * may be half of it is deleted before the next try.
 */
export async function sendDueReport(deps: ReportDeps, minute: number): Promise<void> {
  const { store, clock, routes, log } = deps;
  const due = dueReport(clock.now(), minute, localTime(deps.timeZone));
  const { date } = due;
  const known = await store.find(date);
  if (known && known.state !== 'sending') return;
  const skip = () => store.end(date, { state: 'skipped', at: clock.now() });
  // In a new house the first report is the next one.
  if (!(await store.hasAny())) return skip();
  if (due.lateMinutes > mostLateMinutes) return skip();
  const own = await routes.find(reportRoute);
  const route = own ?? (await routes.find(callRoute));
  if (!route) return skip();
  try {
    await store.begin(date, clock.now());
    if (known?.chatId !== undefined && known.messageId !== undefined) {
      await deps.chat.deleteMessage(known.chatId, known.messageId);
      await store.place(date, undefined);
    }
    // What was refused there may be let in without its topic.
    const isTopicTried = (known?.tries ?? 0) > 0;
    await send(deps, due, isTopicTried ? { ...route, topicId: undefined } : route);
    await store.end(date, { state: 'sent', at: clock.now() });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const failure = messageOf(error);
    log.warn({ date, cause: failure }, 'the report of a day could not be sent');
    if (!(error instanceof Refused)) return;
    const movedTo = error.details['migratedTo'];
    if (typeof movedTo === 'number') {
      // A group became a supergroup: nobody tells the new ids of its messages and topics.
      const name = own ? reportRoute : callRoute;
      await routes.set(name, { ...route, chatId: movedTo, topicId: undefined });
      await store.place(date, undefined);
      return;
    }
    await store.noteRefusal(date, failure);
    if ((known?.tries ?? 0) + 1 < mostRefusals) return;
    await store.end(date, { state: 'failed', failure, at: clock.now() });
    await tellAdmin(deps, route.setBy);
  }
}

/** Who chose the place first; when Telegram does not let us write to them, another admin. */
async function tellAdmin({ people, chat, wordsOf, log }: ReportDeps, setBy: number): Promise<void> {
  const admins = (await people.list())
    .filter(({ role }) => isAtLeast(role, 'admin'))
    .toSorted((a, b) => Number(b.telegramId === setBy) - Number(a.telegramId === setBy));
  for (const { telegramId, locale } of admins) {
    if (telegramId === undefined) continue;
    try {
      await chat.sendMessage(telegramId, { text: wordsOf(locale)('report-failed') });
      return;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      log.warn({ cause: messageOf(error) }, 'an admin could not be told about the report');
    }
  }
}

async function send(deps: ReportDeps, due: DueReport, route: Route): Promise<void> {
  const { chat, store, clock, minute = 0 } = deps;
  const { date, lateMinutes } = due;
  const { chatId, topicId, locale } = route;
  const late = deps.wordsOf(locale)('report-late', { time: dayTimeText(minute) });
  const { text, picture } = await makeReport(deps, {
    period: periodUntil('day', date),
    locale,
    before: lateMinutes > onTimeMinutes ? [late] : [],
    nightFrom: minute,
  });
  const placement = {
    ...(topicId !== undefined && { topicId }),
    silent: deps.isQuiet(clock.now()),
    onPlaced: (messageId: number) => store.place(date, { chatId, messageId }),
  };
  if (picture) {
    const photo = { name: `${date}.png`, bytes: picture, caption: text };
    await chat.sendPhoto(chatId, photo, placement);
  } else {
    await chat.sendMessage(chatId, { text }, placement);
  }
}
