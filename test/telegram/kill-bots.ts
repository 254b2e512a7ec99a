import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';

export type KillFigures = {
  readonly updates: number;
  readonly kills: number;
  readonly lost: number;
  /** Handled by a process that was killed with them in hand, and again by the next. */
  readonly inHand: number;
  /** Handled twice although nothing had died with them in hand. Must be 0. */
  readonly twice: number;
  /** Chats whose commands were not handled in the order in which they were written. */
  readonly disordered: number;
  /** Milliseconds from each start of a process to its first handled update, worst. */
  readonly slowestRestartMs: number;
};

const people = 20;

/** Writes commands while the bot's process is killed (SIGKILL) again and again, and counts. */
export async function killBots(updates: number, kills: number): Promise<KillFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'navbatchi-kill-'));
  const telegram = await startTelegram();
  const crowd = Array.from({ length: people }, (_, index) =>
    telegram.createPerson({ name: `P${index}` }),
  );
  const start = (): ChildProcess => startDyingBot(telegram, folder);
  const effects = () => readEffects(path.join(folder, effectsName));

  let child = start();
  let written = 0;
  let slowestRestartMs = 0;
  const write = async (until: number): Promise<void> => {
    for (; written < until; written += 1) {
      await crowd[written % people]?.says(`/do ${written}`);
      if (written % 10 === 0) await sleep(1);
    }
  };
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = effects().length;
    const begun = performance.now();
    const writing = write(Math.floor((updates * kill) / (kills + 1)));
    await waitUntil(() => effects().length > before);
    slowestRestartMs = Math.max(slowestRestartMs, performance.now() - begun);
    // Anywhere in the work: at once, or a little later.
    await sleep(Math.random() * 120);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await writing;
    child = start();
  }
  await write(updates);
  await waitUntil(() => new Set(effects().map(({ number }) => number)).size === updates);
  // What would be handled twice has had its chance now.
  await waitUntil(() => telegram.emulator.updates.pending().length === 0);
  await sleep(300);
  const done = effects();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await telegram.stop();
  rmSync(folder, { recursive: true });
  return {
    updates,
    kills,
    slowestRestartMs: Math.round(slowestRestartMs),
    ...judge(done, updates),
  };
}

const effectsName = 'effects';

/** A bot in a process of its own, with its database in the folder. */
export function startDyingBot(
  { apiRoot, token }: Pick<FakeTelegram, 'apiRoot' | 'token'>,
  folder: string,
): ChildProcess {
  const script = fileURLToPath(new URL('./dying-bot.ts', import.meta.url));
  const files = [path.join(folder, 'bot.db'), path.join(folder, effectsName)];
  return spawn(process.execPath, [script, apiRoot, token, ...files], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

type Effect = { readonly pid: string; readonly chat: string; readonly number: number };

function judge(effects: readonly Effect[], updates: number) {
  const firsts = effects.filter(
    ({ number }, index) => effects.findIndex((one) => one.number === number) === index,
  );
  const again = effects.filter((effect) => !firsts.includes(effect));
  const inHand = again.filter(({ number, chat }) => {
    const first = firsts.find((one) => one.number === number);
    const lastOfThat = effects.findLast((one) => one.pid === first?.pid && one.chat === chat);
    return lastOfThat === first;
  });
  const chats = [...new Set(effects.map(({ chat }) => chat))];
  const disordered = chats.filter((chat) => {
    const numbers = firsts.filter((one) => one.chat === chat).map(({ number }) => number);
    return numbers.some((number, index) => number < (numbers[index - 1] ?? -1));
  });
  return {
    lost: updates - firsts.length,
    inHand: inHand.length,
    twice: again.length - inHand.length,
    disordered: disordered.length,
  };
}

function readEffects(file: string): readonly Effect[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const [pid = '', chat = '', number] = line.split(' ');
    return { pid, chat, number: Number(number) };
  });
}

/** Up to a minute, then the figures tell what is missing. */
async function waitUntil(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!isTrue() && performance.now() < deadline) await sleep(10);
}
