import { z } from 'zod';
import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { diffText, titleText } from '../../change/change-words.ts';
import { becauseText } from '../../change/reasons.ts';
import type { ChangeRecord } from '../../change/store.ts';
import { undoAction } from '../../change/undo-action.ts';
import { momentText } from '../../lib/moment-text.ts';
import type { ScreenButton, Talk, TelegramDoor, Visit } from '../../telegram/door.ts';
import type { HistoryDeps } from './history-deps.ts';
import { proposeUndo } from './propose-undo.ts';
import { readChange } from './read-change.ts';

const changeArgs = z.object({ changeId: z.number().int().positive() });
const pageArgs = z.object({ before: z.number().int().positive() });

const pageSize = 8;

const marks: Readonly<Record<ChangeRecord['state'], string>> = {
  done: '✅',
  putBack: '↩️',
  stuck: '❗️',
  byHand: '✍️',
  writing: '⏳',
  restoring: '⏳',
};

/** `/history` and `/undo`. */
export function historyOnTelegram(deps: HistoryDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'history',
        minimumRole: 'admin',
        descriptionKey: 'history-command',
        where: 'private',
        handle: (visit) => showHistory(deps, visit),
      },
      {
        command: 'undo',
        minimumRole: 'admin',
        descriptionKey: 'history-command-undo',
        where: 'private',
        handle: (visit) => startUndo(deps, visit),
      },
    ],
    buttons: {
      'history.list': {
        minimumRole: 'admin',
        handle: (visit, args) => showHistory(deps, visit, pageArgs.parse(args).before),
      },
      'history.first': { minimumRole: 'admin', handle: (visit) => showHistory(deps, visit) },
      'history.show': {
        minimumRole: 'admin',
        handle: (visit, args) => showChange(deps, visit, changeArgs.parse(args).changeId),
      },
      [undoAction]: {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('undoChange', changeArgs.parse(args)),
      },
    },
    flows: {
      undoChange: {
        minimumRole: 'admin',
        run: (talk, start) => guideUndo(deps, talk, changeArgs.parse(start).changeId),
        wayOn: (words) => ({ label: words('history-back'), action: 'history.first' }),
      },
    },
  };
}

async function showHistory(deps: HistoryDeps, visit: Visit, before?: number): Promise<void> {
  const { words } = visit;
  const changes = await deps.change.journal.list(pageSize + 1, before);
  const shown = changes.slice(0, pageSize);
  const last = shown.at(-1);
  const rows = shown.map((change): readonly ScreenButton[] => [
    {
      label: `${marks[change.state]} ${timeText(deps, visit, change)} · ${titleText(words, change.title)}`,
      action: 'history.show',
      args: { changeId: change.changeId },
    },
  ]);
  const older: readonly ScreenButton[] =
    last && changes.length > pageSize
      ? [
          {
            label: words('history-older'),
            action: 'history.list',
            args: { before: last.changeId },
          },
        ]
      : [];
  await visit.show({
    text: words(shown.length === 0 ? 'history-empty' : 'history-list'),
    buttons: [...rows, older],
  });
}

function timeText(
  deps: HistoryDeps,
  { member }: Pick<Visit, 'member'>,
  change: ChangeRecord,
): string {
  const { clock, timeZone } = deps;
  return momentText(change.startedAt, { now: clock.now(), timeZone, locale: member.locale });
}

async function showChange(deps: HistoryDeps, visit: Visit, changeId: number): Promise<void> {
  const { words } = visit;
  const found = await readChange(deps, changeId);
  if (!found) {
    await visit.show({ text: words('history-unknown', { change: changeId }) });
    return;
  }
  const { change, edits, author } = found;
  const lines = [
    `${marks[change.state]} <b>${titleText(words, change.title)}</b>`,
    words('history-when', {
      change: change.changeId,
      time: timeText(deps, visit, change),
      author: author ?? words(isOwn(change) ? 'history-itself' : 'history-nobody'),
    }),
    ...(change.because
      ? [words('history-because', { because: { html: becauseText(words, change.because) } })]
      : []),
    diffText(words, edits),
  ];
  const undo: readonly ScreenButton[] =
    canBeUndone(change) && !(await deps.change.journal.isUndone(changeId))
      ? [{ label: words('history-undo'), action: undoAction, args: { changeId } }]
      : [];
  await visit.show({
    text: lines.join('\n'),
    buttons: [undo, [{ label: words('history-back'), action: 'history.first' }]],
  });
}

async function startUndo(deps: HistoryDeps, visit: Visit): Promise<void> {
  const { words, argument } = visit;
  if (argument !== '' && !/^[1-9][0-9]{0,8}$/.test(argument)) {
    await visit.show({ text: words('history-undo-usage') });
    return;
  }
  const changeId = argument === '' ? await newestUndoable(deps) : Number(argument);
  if (changeId === undefined) await visit.show({ text: words('history-nothing-to-undo') });
  else await visit.startFlow('undoChange', { changeId });
}

/** What the bot does without being asked, such as the renewal of a token. */
function isOwn({ state, telegramId }: ChangeRecord): boolean {
  return telegramId === undefined && state !== 'byHand';
}

/** A change all of whose files are kept, as a step of a rotation, has another way back or none. */
function canBeUndone({ state, files }: ChangeRecord): boolean {
  const isKept = files.length > 0 && files.every((file) => file.isKeptByUndo);
  return state === 'done' && !isKept;
}

async function newestUndoable({ change: { journal } }: HistoryDeps): Promise<number | undefined> {
  for (const change of await journal.list(50)) {
    const isOpen = canBeUndone(change) && change.undoes === undefined;
    if (isOpen && !(await journal.isUndone(change.changeId))) return change.changeId;
  }
  return undefined;
}

async function guideUndo(deps: HistoryDeps, talk: Talk, changeId: number): Promise<void> {
  const { words } = talk;
  const confirmed = await confirmChange(talk, deps, {
    propose: () => proposeUndo(deps, words, changeId),
    applyLabel: words('history-undo-now'),
    applyStyle: 'danger',
  });
  const text =
    confirmed.type === 'ended'
      ? confirmedText(talk, confirmed)
      : confirmed.type === 'refused'
        ? confirmed.text
        : words('history-kept', { change: changeId });
  await talk.finish({
    text,
    buttons: [[{ label: words('history-back'), action: 'history.first' }]],
  });
}
