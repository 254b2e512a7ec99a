import { z } from 'zod';
import { localTime } from '../../lib/local-time.ts';
import type { Json, TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import { callBack, type CallBackOutcome } from './call-back.ts';
import { changeEntry, type ChangeOutcome, type EntryChange } from './change-entry.ts';
import type { WorklistDeps } from './missed-deps.ts';
import { namesOf } from './staff-name.ts';
import { pageSize, worklistScreen } from './worklist-screen.ts';

const pageArgs = z.object({ page: z.int().nonnegative() });
/** `page`: pressed in the list, which then shows how it is now; else on the entry's own message. */
const entryArgs = z.object({ id: z.string(), page: z.int().nonnegative().optional() });

/** Source: Bot API, answerCallbackQuery. */
const longestToast = 200;

/** `/missed`, and the buttons of every entry. `wake`: something may have to be told sooner or later. */
export function missedCallsOnTelegram(deps: WorklistDeps, wake: () => void): TelegramDoor {
  const operator = 'operator' as const;
  const change = (action: EntryChange['action']) => ({
    minimumRole: operator,
    handle: (visit: Visit, args: Json) => pressChange(deps, wake, { visit, args, action }),
  });
  return {
    commands: [
      {
        command: 'missed',
        minimumRole: operator,
        descriptionKey: 'missed-command',
        where: 'both',
        handle: (visit) => showList(deps, visit, 0),
      },
    ],
    buttons: {
      'missed.list': {
        minimumRole: operator,
        handle: (visit, args) => showList(deps, visit, pageArgs.parse(args).page),
      },
      'missed.claim': change('claim'),
      'missed.done': change('done'),
      'missed.release': change('release'),
      'missed.reopen': change('reopen'),
      'missed.call': {
        minimumRole: operator,
        handle: (visit, args) => pressCall(deps, wake, { visit, args }),
      },
    },
  };
}

type Press = { readonly visit: Visit; readonly args: Json };

async function pressChange(
  deps: WorklistDeps,
  wake: () => void,
  { visit, args, action }: Press & { readonly action: EntryChange['action'] },
): Promise<void> {
  const { id, page } = entryArgs.parse(args);
  const person = await deps.people.byTelegramId(visit.member.telegramId);
  // Removed since the press came in.
  if (!person) return;
  const outcome = await changeEntry(deps, { entryId: id, action, person });
  await record(deps, visit, { id, action, outcome: outcome.type });
  wake();
  await visit.toast(changeWords(visit.words, action, outcome));
  if (page !== undefined) await showList(deps, visit, page);
}

async function pressCall(
  deps: WorklistDeps,
  wake: () => void,
  { visit, args }: Press,
): Promise<void> {
  const { id, page } = entryArgs.parse(args);
  const person = await deps.people.byTelegramId(visit.member.telegramId);
  if (!person) return;
  const { updateId } = visit;
  const outcome = await callBack(deps, { entryId: id, person, updateId });
  await record(deps, visit, { id, action: 'call', outcome: outcome.type });
  wake();
  const text = callWords(visit.words, outcome);
  if (text.length <= longestToast) await visit.toast(text);
  else await visit.send({ text });
  if (page !== undefined) await showList(deps, visit, page);
}

function changeWords(words: Words, action: EntryChange['action'], outcome: ChangeOutcome): string {
  switch (outcome.type) {
    case 'changed':
      return words(`missed-did-${action}`);
    case 'same':
      return words(action === 'claim' ? 'missed-did-claim' : 'missed-same');
    case 'taken':
      return words('missed-taken', { by: outcome.by });
    case 'over':
      return words('missed-over');
    case 'newer':
      return words('missed-newer');
    case 'gone':
      return words('missed-gone');
  }
}

function callWords(words: Words, outcome: CallBackOutcome): string {
  switch (outcome.type) {
    case 'placed':
      return words('missed-did-call');
    case 'begun':
      return words('missed-call-begun');
    case 'onLine':
      return words('missed-call-on-line');
    case 'noExtension':
      return words('missed-call-no-extension');
    case 'refused':
      return words(`place-call-refused-${outcome.because}`);
    case 'taken':
      return words('missed-taken', { by: outcome.by });
    case 'over':
      return words('missed-over');
    case 'gone':
      return words('missed-gone');
  }
}

async function record(
  deps: WorklistDeps,
  { member, chatId }: Visit,
  {
    id,
    action,
    outcome,
  }: { readonly id: string; readonly action: string; readonly outcome: string },
): Promise<void> {
  const { telegramId } = member;
  await deps.audit.record({
    ...{ telegramId, chatId, action: `missed.${action}`, outcome, details: { entry: id } },
  });
}

async function showList(deps: WorklistDeps, visit: Visit, wantedPage: number): Promise<void> {
  const { store, clock, timeZone } = deps;
  const { words, member, chatId } = visit;
  const now = clock.now();
  const open = await store.countOpen();
  const page = Math.min(wantedPage, Math.max(0, Math.ceil(open / pageSize) - 1));
  const entries = await store.listOpen({ limit: pageSize, offset: page * pageSize });
  const { startOf, dateAt } = localTime(timeZone);
  const today = await store.countSince(startOf(dateAt(now)));
  const people = await deps.people.list();
  const isPrivate = chatId > 0;
  const readerId = isPrivate
    ? people.find(({ telegramId }) => telegramId === member.telegramId)?.personId
    : undefined;
  const customersOf = await deps.findCustomers(entries.map(({ number }) => number));
  await visit.show(
    worklistScreen(
      { entries, open, page, today, readerId },
      { words, locale: member.locale, nameOf: namesOf(people), now, timeZone, customersOf },
    ),
  );
}
