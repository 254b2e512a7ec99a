import { awaitApproval } from '../../change/await-approval.ts';
import { faultsText } from '../../change/change-words.ts';
import { becauseText } from '../../change/reasons.ts';
import type { Screen, Talk } from '../../telegram/door.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { findFaults } from './find-faults.ts';
import { readState } from './read-state.ts';
import { comeBackText, partNames, type RestartTime } from './restart.ts';
import type { Restarts } from './run-restarts.ts';
import { startRestart } from './start-restart.ts';
import { watchReturn } from './watch-return.ts';

/** Typed before calls are cut: no tap by mistake does that. */
const restartWord = 'restart';

/** Asks when, tells what it costs, and stays until Asterisk is back. */
export async function guideRestart(
  deps: AsteriskDeps,
  restarts: Restarts,
  talk: Talk,
): Promise<void> {
  const { words, member } = talk;
  const before = await talk.once(() => look(deps, talk));
  if (before.type === 'refused') {
    await finish(talk, before.text);
    return;
  }
  const { startedAt, calls } = before;
  const when = await askTime(talk, calls);
  if (when === undefined) return;
  // One that waits until no call is left harms nobody.
  const refusal = when === 'now' && (await seekConsent(deps, talk, before));
  if (typeof refusal === 'string') {
    await finish(talk, refusal);
    return;
  }

  await talk.progress({ text: words('asterisk-restarting') });
  const outcome = await talk.once(async () => {
    const { telegramId, locale } = member;
    const started = await startRestart(deps, { when, telegramId, startedAt });
    if (started.type === 'started' && when === 'convenient') {
      await restarts.wait({ telegramId, locale, startedAt });
    }
    switch (started.type) {
      case 'started':
        return { text: '' };
      case 'unsafe':
        return { text: faultsText(words, started.faults) };
      case 'failed':
        return { text: stopped(talk, started.because) };
    }
  });
  if (outcome.text !== '') {
    await finish(talk, outcome.text);
    return;
  }
  if (when === 'convenient') {
    await finish(talk, words('asterisk-waiting'), [
      [{ label: words('asterisk-take-back'), action: 'asterisk.takeBack' }],
    ]);
    return;
  }
  await talk.progress({ text: words('asterisk-coming-back') });
  const end = await talk.once(async () => {
    const comeBack = await watchReturn(deps, startedAt);
    await deps.audit.record({
      telegramId: member.telegramId,
      action: 'asterisk.cameBack',
      outcome: comeBack.type === 'back' ? 'back' : comeBack.what,
    });
    return { text: comeBackText(words, comeBack) };
  });
  await finish(talk, end.text);
}

function seekConsent(
  { approvals }: AsteriskDeps,
  talk: Talk,
  { startedAt, calls }: Extract<Before, { type: 'running' }>,
): Promise<string | undefined> {
  return awaitApproval(talk, approvals, {
    key: `asterisk.restart ${startedAt}`,
    text: (words) => words('asterisk-consent', { calls }),
  });
}

type Before =
  | { readonly type: 'running'; readonly startedAt: number; readonly calls: number }
  | { readonly type: 'refused'; readonly text: string };

async function look(deps: AsteriskDeps, talk: Talk): Promise<Before> {
  const { words } = talk;
  const state = await readState(deps);
  if (state.type === 'away') {
    const because = { html: becauseText(words, state.because) };
    return { type: 'refused', text: words('asterisk-away', { because }) };
  }
  if (state.consoleTrouble !== undefined) {
    const text = words('asterisk-no-console', {
      because: { html: becauseText(words, state.consoleTrouble) },
    });
    return { type: 'refused', text };
  }
  const { fatal } = await findFaults(deps, partNames);
  if (fatal.length > 0) return { type: 'refused', text: faultsText(words, fatal) };
  return { type: 'running', startedAt: state.startedAt, calls: state.calls };
}

/** Undefined: the person went back. */
async function askTime(talk: Talk, calls: number): Promise<RestartTime | undefined> {
  const { words } = talk;
  for (;;) {
    const answer = await talk.ask({
      text: words('asterisk-ask-when', { calls }),
      buttons: [
        [{ label: words('asterisk-when-convenient'), value: 'convenient', style: 'success' }],
        [{ label: words('asterisk-when-now'), value: 'now', style: 'danger' }],
      ],
    });
    if (answer.type !== 'pressed') continue;
    if (answer.value === 'convenient') return 'convenient';
    const typed = await talk.ask(
      { text: words('asterisk-ask-word', { calls, word: restartWord }) },
      { accepts: 'text', back: true },
    );
    if (typed.type === 'text' && typed.text.trim().toLowerCase() === restartWord) return 'now';
  }
}

function stopped({ words }: Talk, because: string): string {
  return words('change-stopped', { because: { html: becauseText(words, because) } });
}

async function finish(talk: Talk, text: string, buttons: Screen['buttons'] = []): Promise<void> {
  await talk.finish({
    text,
    buttons: [...buttons, [{ label: talk.words('asterisk-to-screen'), action: 'asterisk.show' }]],
  });
}
