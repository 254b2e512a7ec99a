import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLogLine } from '../../../src/features/logs/log-line.ts';
import { readLog } from '../../../src/features/logs/read-log.ts';
import { createLog } from '../../../src/lib/log.ts';
import type { ReadJournal } from '../../../src/systemd/journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nb-logs-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A log as the process has it, whose lines go nowhere else. */
const quietLog = () =>
  createLog({
    level: 'debug',
    secrets: () => ['Geheim-123456'],
    destination: { write: () => undefined },
  });

/** Nothing of earlier lives is kept anywhere. */
const unkept = (log: ReturnType<typeof quietLog>) => ({
  recentLines: log.recentLines,
  clean: log.clean,
  logFile: undefined,
  readJournal: undefined,
});

test('without a file, what this process wrote is read back, newest last, secrets gone', async () => {
  const log = quietLog();
  log.info({ url: 'http://127.0.0.1' }, 'the first');
  log.warn({ cause: 'Geheim-123456 and password=hunter22' }, 'the second');
  const { entries } = await readLog(unkept(log), { count: 30, word: '' });
  expect(entries.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'the first'],
    ['warning', 'the second'],
  ]);
  expect(entries[1]?.fields).toEqual(['cause: [secret] and password=[secret]']);
});

test('only the newest, and only those with the word, whatever its case', async () => {
  const log = quietLog();
  for (let index = 0; index < 50; index += 1) log.info({ index }, index % 2 ? 'ARI' : 'Telegram');
  const read = async (count: number, word: string) =>
    (await readLog(unkept(log), { count, word })).entries;
  expect((await read(3, 'ari')).map(({ fields }) => fields)).toEqual([
    ['index: 45'],
    ['index: 47'],
    ['index: 49'],
  ]);
  expect(await read(30, 'nothing like it')).toEqual([]);
});

test("pm2's file tells of earlier lives too; its first line may be cut, its last be Node's own words", async () => {
  const logFile = join(folder, 'out.log');
  const filler = `${JSON.stringify({ level: 30, time: '2026-11-21T08:00:00Z', msg: 'x'.repeat(900) })}\n`;
  await writeFile(logFile, filler.repeat(1500));
  await appendFile(
    logFile,
    '{"level":50,"time":"2026-11-21T09:00:00Z","msg":"the end"}\nTypeError: x\n',
  );
  const kept = { ...unkept(quietLog()), logFile };
  const { entries } = await readLog(kept, { count: 2, word: '' });
  expect(entries).toEqual([
    { at: Date.parse('2026-11-21T09:00:00Z'), level: 'error', message: 'the end', fields: [] },
    { at: Date.parse('2026-11-21T09:00:00Z'), level: 'error', message: 'TypeError: x', fields: [] },
  ]);
});

test('a file that is not there, or not for us, leaves this life to be read', async () => {
  const log = quietLog();
  log.error({}, 'seen');
  for (const logFile of [join(folder, 'none.log'), folder]) {
    const { entries } = await readLog({ ...unkept(log), logFile }, { count: 5, word: '' });
    expect(entries.map(({ message }) => message)).toEqual(['seen']);
  }
});

test("systemd's journal is read as far as it is wanted, and what was not our log is cleaned too", async () => {
  const wanted: number[] = [];
  const readJournal: ReadJournal = (most) => {
    wanted.push(most);
    const line = JSON.stringify({
      level: 30,
      time: '2026-11-21T08:00:00Z',
      msg: 'of an earlier life',
    });
    return Promise.resolve({ type: 'lines', lines: [line, 'Error: refused Geheim-123456'] });
  };
  const kept = { ...unkept(quietLog()), readJournal, logFile: join(folder, 'inherited.log') };
  const { entries, trouble } = await readLog(kept, { count: 30, word: '' });
  expect(entries.map(({ message }) => message)).toEqual([
    'of an earlier life',
    'Error: refused [secret]',
  ]);
  expect(trouble).toBeUndefined();
  // A word is looked for further back than so many lines.
  await readLog(kept, { count: 30, word: 'error' });
  expect(wanted[0]).toBe(30);
  expect(wanted[1]).toBeGreaterThan(1000);
});

test.each(['missing', 'denied', 'failed'] as const)(
  'a journal that is %s leaves this life to be read, and that is said',
  async (type) => {
    const log = quietLog();
    log.error({}, 'seen');
    const readJournal: ReadJournal = () => Promise.resolve({ type });
    const { entries, trouble } = await readLog(
      { ...unkept(log), readJournal },
      { count: 5, word: '' },
    );
    expect(entries.map(({ message }) => message)).toEqual(['seen']);
    expect(trouble).toBe(type);
  },
);

test('a journal that keeps nothing leaves this life to be read', async () => {
  const log = quietLog();
  log.error({}, 'seen');
  const readJournal: ReadJournal = () => Promise.resolve({ type: 'lines', lines: [] });
  const { entries } = await readLog({ ...unkept(log), readJournal }, { count: 5, word: '' });
  expect(entries.map(({ message }) => message)).toEqual(['seen']);
});

test('any text is a line or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      const line = readLogLine(text, 7);
      if (line) expect(line.message.length).toBeLessThanOrEqual(201);
    }),
  );
});
