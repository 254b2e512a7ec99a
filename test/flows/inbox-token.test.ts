import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loginTokenIn, startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const patience = { timeout: 20_000 };

let office: InboxOffice;
let ahead: number;

async function start(options: Parameters<typeof startInboxOffice>[0] = {}): Promise<void> {
  ahead = 0;
  office = await startInboxOffice({
    hasLogin: true,
    // Nobody listens there, which the doctor knows at once.
    publicUrl: 'http://127.0.0.1:1',
    clock: { now: () => Date.now() + ahead },
    inboxPace: {
      renewLookMs: 30,
      firstRenewMs: 0,
      alarmEveryMs: 50,
      subscriptionEveryMs: dayMs * 365,
    },
    ...options,
  });
}

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

const env = (): Promise<string> => readFile(office.envFile, 'utf8');
const standing = async (): Promise<string> => loginTokenIn(await env()) ?? '';
const asked = () => office.meta.calls.filter(({ name }) => name === 'refreshToken');
const lines = (text: string) => office.app().logged.filter((line) => line.includes(text)).length;

/** Asked so many times, and what came of the last is written down. */
async function renewalsEnd(times: { readonly failed: number }): Promise<void> {
  await expect.poll(() => lines('could not be renewed'), patience).toBe(times.failed);
}

async function another(than: string): Promise<string> {
  await expect.poll(standing, patience).not.toBe(than);
  return standing();
}

test('a token lives on for months: refused on its first day, renewed on the second and then every week, in use at once, and nowhere to be read', async () => {
  await start();
  const { meta, owner, group, login } = office;
  const first = await standing();
  await renewalsEnd({ failed: 1 });
  expect(asked().map(({ status }) => status)).toEqual([400]);
  ahead = 25 * hourMs;
  const second = await another(first);
  expect(await env()).toBe(`INSTAGRAM_ACCESS_TOKEN=${second}\n`);
  await expect.poll(() => lines('token was renewed'), patience).toBe(1);

  // With the old one nothing would go out any more.
  meta.tokens.kill(first);
  const nodira = meta.createCustomer(login, 'Nodira');
  nodira.writes('Salom');
  const where = { in: group, topic: await group.topic('📷 Nodira') };
  await owner.sees('Salom', { ...where, anytime: true });
  await owner.says('Vaalaykum assalom', where);
  await nodira.sees('Vaalaykum assalom');

  ahead += 8 * dayMs;
  const third = await another(second);
  ahead += 55 * dayMs;
  const fourth = await another(third);
  expect(asked().map(({ status }) => status)).toEqual([400, 200, 200, 200]);
  nodira.writes('Ikki oydan keyin');
  await owner.sees('Ikki oydan keyin', { ...where, anytime: true });
  await owner.says('Shu yerdamiz', where);
  await nodira.sees('Shu yerdamiz');

  await owner.says('/history');
  await owner.taps(/Instagram kaliti/);
  const shown = await owner.sees(/botning oʻzi/);
  expect(shown.text).toContain('+ INSTAGRAM_ACCESS_TOKEN=••••••');
  expect(shown.buttons.map(({ label }) => label)).toEqual(['‹ Tarix']);
  await owner.says('/audit');
  await owner.sees(/Instagram kaliti \(token\) muddatini uzaytirish/);
  await expectNowhere(first, second, third, fourth);
});

test('a token that Meta ended: the admins are told once, and it is left as it is', async () => {
  await start();
  const { meta, owner } = office;
  const first = await standing();
  await renewalsEnd({ failed: 1 });
  meta.tokens.kill(first);
  ahead = 25 * hourMs;
  await owner.sees(
    /⛔️ Instagram mijozlariga javob yuborish toʻxtadi: Meta kaliti \(token\) endi yaroqsiz/,
  );
  ahead += 25 * hourMs;
  await renewalsEnd({ failed: 3 });
  expect(await standing()).toBe(first);
  expect(owner.messages().filter(({ text }) => text.includes('⛔️'))).toHaveLength(1);
});

test('a token that the environment gives is not renewed: the doctor says so, and the admins hear it ten days before it ends', async () => {
  await start({ isTokenFixed: true });
  const { meta, owner, login } = office;
  const first = await standing();
  ahead = 49 * dayMs + hourMs;
  await owner.says('/doctor');
  await owner.taps('📋 Hammasi', { within: 60_000 });
  const report = await owner.sees(/INSTAGRAM_ACCESS_TOKEN jarayon muhitida/, { within: 60_000 });
  expect(report.text).toContain('koʻpi bilan 10 kundan keyin tugaydi');
  expect(owner.messages().filter(({ text }) => text.startsWith('⏳'))).toEqual([]);
  ahead = 50 * dayMs + hourMs;
  await owner.sees(/⏳ Instagram kalitining.* koʻpi bilan 9 kundan keyin tugaydi/);
  expect(asked()).toEqual([]);
  expect(await standing()).toBe(first);

  await writeFile(office.envFile, `INSTAGRAM_ACCESS_TOKEN=${meta.tokens.issue(login.id)}\n`);
  await office.restart();
  await owner.sees(/✅ Instagram kaliti \(token\) haqida endi tashvishlanmasa boʻladi/);
  expect(owner.messages().filter(({ text }) => text.startsWith('⏳'))).toHaveLength(1);
});

test('Meta is in trouble: it is tried again, later and later, and in the end renewed', async () => {
  await start();
  const { meta } = office;
  const first = await standing();
  await renewalsEnd({ failed: 1 });
  meta.faults.next('refreshToken', { type: 'dropAfter' });
  meta.faults.next('refreshToken', { type: 'error', code: 2 });
  meta.faults.next('refreshToken', { type: 'htmlBefore' });
  ahead = 25 * hourMs;
  await renewalsEnd({ failed: 2 });
  ahead += 61_000;
  await renewalsEnd({ failed: 3 });
  ahead += 121_000;
  await renewalsEnd({ failed: 4 });
  // Given, and nobody can be asked whether it is good.
  meta.faults.next('profile', { type: 'error', code: 2 });
  ahead += 241_000;
  await renewalsEnd({ failed: 5 });
  expect(await standing()).toBe(first);
  ahead += 481_000;
  await another(first);
});

test('what a person writes into .env while Meta is asked stays: another line, and another token', async () => {
  await start();
  const { meta, login } = office;
  const first = await standing();
  await renewalsEnd({ failed: 1 });
  const { issued } = meta.tokens;

  let before = issued();
  const [answered, then] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  meta.faults.next('refreshToken', { type: 'hold', until: answered.promise });
  ahead = 25 * hourMs;
  await expect.poll(issued, { ...patience, interval: 5 }).toBe(before + 1);
  await writeFile(office.envFile, `# keep\n${await env()}LOG_LEVEL=info\n`);
  answered.resolve(undefined);
  await renewalsEnd({ failed: 2 });
  expect(await env()).toBe(`# keep\nINSTAGRAM_ACCESS_TOKEN=${first}\nLOG_LEVEL=info\n`);
  ahead += 61_000;
  const second = await another(first);
  expect(await env()).toBe(`# keep\nINSTAGRAM_ACCESS_TOKEN=${second}\nLOG_LEVEL=info\n`);

  const brought = meta.tokens.issue(login.id);
  before = issued();
  meta.faults.next('refreshToken', { type: 'hold', until: then.promise });
  ahead += 8 * dayMs;
  await expect.poll(issued, { ...patience, interval: 5 }).toBe(before + 1);
  const brings = `INSTAGRAM_ACCESS_TOKEN=${brought}\n`;
  await writeFile(office.envFile, brings);
  then.resolve(undefined);
  await renewalsEnd({ failed: 3 });
  ahead += dayMs;
  expect(await env()).toBe(brings);
  const times = asked().length;

  // From the next start on it is the one in use, and renewed as any.
  await office.restart();
  await another(brought);
  expect(asked()).toHaveLength(times + 1);
});

/** Neither in what is kept, but for `.env` and the copies that the engine goes back to, nor said to anybody. */
async function expectNowhere(...secrets: readonly string[]): Promise<void> {
  const { varFolder, logged } = office.app();
  const files = (await readdir(varFolder)).filter((name) => name.startsWith('navbatchi.sqlite'));
  expect(files).toContain('navbatchi.sqlite');
  const kept = await Promise.all(
    files.map((name) => readFile(path.join(varFolder, name), 'latin1')),
  );
  for (const secret of secrets) {
    expect(kept.some((text) => text.includes(secret.slice(4, 24)))).toBe(false);
    expect(logged.join('\n')).not.toContain(secret.slice(4, 24));
    expect(office.telegram.secretSearch(secret)).toEqual([]);
  }
}
