import { z } from 'zod';
import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { fixNames, type CheckResult } from '../../lib/check.ts';
import { runChecks } from '../../lib/run-checks.ts';
import { pause } from '../../lib/retry.ts';
import type { Screen, Talk, TelegramDoor, Visit } from '../../telegram/door.ts';
import type { DoctorDeps } from './doctor-deps.ts';
import { proposeFix } from './propose-fix.ts';
import { fullScreen, reportScreen } from './on-telegram-report.ts';

const viewArgs = z.object({ view: z.enum(['short', 'all']).default('short') });
const fixArgs = z.object({ fix: z.enum(fixNames) });

/** `/doctor`: what is wrong, why, and buttons for what a change can mend. */
export function doctorOnTelegram(deps: DoctorDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'doctor',
        minimumRole: 'admin',
        descriptionKey: 'doctor-command',
        where: 'private',
        handle: (visit) => examine(deps, visit, 'short'),
      },
    ],
    buttons: {
      'doctor.again': {
        minimumRole: 'admin',
        handle: (visit, args) => examine(deps, visit, viewArgs.parse(args).view),
      },
      'doctor.fix': {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('doctorFix', fixArgs.parse(args)),
      },
    },
    flows: {
      doctorFix: {
        minimumRole: 'admin',
        run: (talk, start) => guideFix(deps, talk, start),
        wayOn: (words) => ({ label: words('doctor-again'), action: 'doctor.again', args: {} }),
      },
    },
  };
}

/** How often the message tells how far it is; most runs are over before the first. */
const progressEveryMs = 1500;

async function examine(deps: DoctorDeps, visit: Visit, view: 'short' | 'all'): Promise<void> {
  const { words } = visit;
  let [done, all] = [0, deps.checks.length];
  const ended = new AbortController();
  const running = ask(deps, (now, of) => {
    [done, all] = [now, of];
  }).finally(() => {
    ended.abort();
  });
  running.catch(() => undefined);
  await visit.show({ text: words('doctor-looking', { done, all }) });
  for (;;) {
    await pause(progressEveryMs, ended.signal);
    if (ended.signal.aborted) break;
    await visit.show({ text: words('doctor-looking', { done, all }) });
  }
  await visit.show(screenOf(visit, await running, view));
}

function ask(
  { checks, log }: DoctorDeps,
  onDone?: (done: number, all: number) => void,
): Promise<readonly CheckResult[]> {
  return runChecks(checks, { log, ...(onDone && { onDone }) });
}

function screenOf(
  { words }: Pick<Visit, 'words'>,
  results: readonly CheckResult[],
  view: 'short' | 'all',
): Screen {
  return view === 'all' ? fullScreen(words, results) : reportScreen(words, results);
}

/** One fix: its plan, the person's yes, the proof, and what the doctor says afterwards. */
async function guideFix(deps: DoctorDeps, talk: Talk, start: unknown): Promise<void> {
  const { words } = talk;
  const { fix } = fixArgs.parse(start);
  const confirmed = await confirmChange(talk, deps, {
    propose: () => proposeFix(deps, words, fix),
    applyLabel: words('doctor-fix-now'),
    onDone: () => deps.onMended(),
    instead: words('doctor-restart-bot'),
  });
  const said =
    confirmed.type === 'ended'
      ? confirmedText(talk, confirmed)
      : confirmed.type === 'refused'
        ? confirmed.text
        : words('doctor-left');
  await talk.progress({ text: `${said}\n\n${words('doctor-looking-again')}` });
  const screen = reportScreen(words, await talk.once(() => ask(deps)));
  await talk.finish({ ...screen, text: `${said}\n\n${screen.text}` });
}
