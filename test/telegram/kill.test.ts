import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startTelegram } from '../support/telegram.ts';
import { killBots, startDyingBot } from './kill-bots.ts';

test('a bot killed three times under load loses no update and repeats only what it had in hand', async () => {
  const figures = await killBots(300, 3);
  expect(figures).toMatchObject({ lost: 0, twice: 0, disordered: 0 });
  expect(figures.inHand).toBeLessThanOrEqual(3 * 16);
}, 120_000);

test('a secret on the screen vanishes although the bot was killed before it knew that it is shown', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'navbatchi-kill-'));
  const telegram = await startTelegram();
  const dilnoza = telegram.createPerson({ name: 'Dilnoza' });
  // Telegram shows each message at once and tells the bot so late.
  const late = { type: 'delay', ms: 30_000 } as const;
  telegram.faults.next('editMessageText', late);
  const first = startDyingBot(telegram, folder);
  const asking = await dilnoza.says('/secret Juda-Maxfiy_Parol-2026');
  await dilnoza.sees('Juda-Maxfiy');
  first.kill('SIGKILL');
  await once(first, 'exit');
  // Her own message shows it too, which is not what is looked for.
  await dilnoza.deletes(asking);
  expect(telegram.secretSearch('Juda-Maxfiy')).not.toEqual([]);
  const second = startDyingBot(telegram, folder);
  // The command was in hand, so it is handled again: that one vanishes as well.
  await expect.poll(() => telegram.callsOf('deleteMessage').length, { timeout: 20_000 }).toBe(2);
  await expect.poll(() => telegram.secretSearch('Juda-Maxfiy')).toEqual([]);
  second.kill('SIGKILL');
  await once(second, 'exit');
  await telegram.stop();
  rmSync(folder, { recursive: true });
}, 60_000);
