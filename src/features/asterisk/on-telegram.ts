import { z } from 'zod';
import { faultsText, faultText } from '../../change/change-words.ts';
import { becauseText } from '../../change/reasons.ts';
import { Stop } from '../../lib/error.ts';
import { momentText } from '../../lib/moment-text.ts';
import type { Screen, TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { guideRestart } from './on-telegram-restart.ts';
import { readState, type AsteriskState } from './read-state.ts';
import { partNames } from './restart.ts';
import { runReload, type ReloadOutcome } from './run-reload.ts';
import type { Restarts } from './run-restarts.ts';

const reloadArgs = z.object({ part: z.enum(partNames) });

/** `/asterisk`: how it does, its files read again, its restart. */
export function asteriskOnTelegram(deps: AsteriskDeps, restarts: Restarts): TelegramDoor {
  const show = async (visit: Visit): Promise<void> => {
    await visit.show(stateScreen(deps, visit, await readState(deps), restarts.isWaiting()));
  };
  return {
    commands: [
      {
        command: 'asterisk',
        minimumRole: 'admin',
        descriptionKey: 'asterisk-command',
        where: 'private',
        handle: show,
      },
    ],
    buttons: {
      'asterisk.show': { minimumRole: 'admin', handle: show },
      'asterisk.reload': {
        minimumRole: 'admin',
        handle: (visit, args) => reload(deps, visit, reloadArgs.parse(args).part),
      },
      'asterisk.restart': {
        minimumRole: 'admin',
        handle: (visit) => visit.startFlow('restartAsterisk', {}),
      },
      'asterisk.takeBack': {
        minimumRole: 'admin',
        handle: (visit) => takeBack(restarts, visit),
      },
    },
    flows: {
      restartAsterisk: {
        minimumRole: 'admin',
        run: (talk) => guideRestart(deps, restarts, talk),
        wayOn: (words) => ({ label: words('asterisk-to-screen'), action: 'asterisk.show' }),
      },
    },
  };
}

function stateScreen(
  { timeZone, clock }: AsteriskDeps,
  { words, member }: Visit,
  state: AsteriskState,
  isWaiting: boolean,
): Screen {
  const refresh = [{ label: words('asterisk-refresh'), action: 'asterisk.show' }];
  if (state.type === 'away') {
    const because = { html: becauseText(words, state.because) };
    return { text: words('asterisk-away', { because }), buttons: [refresh] };
  }
  const view = { now: clock.now(), timeZone, locale: member.locale };
  const { version, calls, consoleTrouble } = state;
  const lines = [
    words('asterisk-title', { version }),
    words('asterisk-times', {
      started: momentText(state.startedAt, view),
      reloaded: momentText(state.reloadedAt, view),
    }),
    words('asterisk-calls', { calls }),
    ...(isWaiting ? ['', words('asterisk-waiting')] : []),
    '',
    words('asterisk-about'),
    ...(consoleTrouble === undefined
      ? []
      : [
          '',
          words('asterisk-no-console', { because: { html: becauseText(words, consoleTrouble) } }),
        ]),
  ];
  const restart = isWaiting
    ? { label: words('asterisk-take-back'), action: 'asterisk.takeBack' }
    : { label: words('asterisk-restart'), action: 'asterisk.restart', style: 'danger' as const };
  return {
    text: lines.join('\n'),
    buttons: [
      ...partNames.map((part) => [
        { label: words(`asterisk-reload-${part}`), action: 'asterisk.reload', args: { part } },
      ]),
      ...(consoleTrouble === undefined ? [[restart]] : []),
      refresh,
    ],
  };
}

async function reload(
  deps: AsteriskDeps,
  visit: Visit,
  part: (typeof partNames)[number],
): Promise<void> {
  const { words, member } = visit;
  await visit.show({ text: words(`asterisk-reloading-${part}`) });
  const outcome = await runReload(deps, part, member.telegramId);
  await visit.show({
    text: reloadText(words, outcome, part),
    buttons: [[{ label: words('asterisk-to-screen'), action: 'asterisk.show' }]],
  });
}

function reloadText(words: Words, outcome: ReloadOutcome, part: string): string {
  switch (outcome.type) {
    case 'done':
      return [words(`asterisk-reloaded-${part}`), ...lostLines(words, outcome.lost)].join('\n\n');
    case 'unsafe':
      return faultsText(words, outcome.faults);
    case 'failed':
      return words('change-stopped', { because: { html: becauseText(words, outcome.because) } });
  }
}

function lostLines(
  words: Words,
  lost: Extract<ReloadOutcome, { type: 'done' }>['lost'],
): readonly string[] {
  const [first] = lost;
  if (!first) return [];
  const { file, line } = first;
  const what = { html: faultText(words, first) };
  return [words('asterisk-lost', { count: lost.length, place: `${file}:${line}`, what })];
}

async function takeBack(restarts: Restarts, visit: Visit): Promise<void> {
  const { words } = visit;
  try {
    await restarts.takeBack(visit.member.telegramId);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    await visit.toast(words('asterisk-not-taken-back'));
    return;
  }
  await visit.show({
    text: words('asterisk-taken-back'),
    buttons: [[{ label: words('asterisk-to-screen'), action: 'asterisk.show' }]],
  });
}
