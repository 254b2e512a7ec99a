import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLogLine } from '../../../src/features/logs/log-line.ts';
import { readLog } from '../../../src/features/logs/read-log.ts';
import { createLog } from '../../../src/lib/log.ts';

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

test('without a file, what this process wrote is read back, newest last, secrets gone', async () => {
  const log = quietLog();
  log.info({ url: 'http://127.0.0.1' }, 'the first');
  log.warn({ cause: 'Geheim-123456 and password=hunter22' }, 'the second');
  const entries = await readLog(
    { recentLines: log.recentLines, logFile: undefined },
    { count: 30, word: '' },
  );
  expect(entries.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'the first'],
    ['warning', 'the second'],
  ]);
  expect(entries[1]?.fields).toEqual(['cause: [secret] and password=[secret]']);
});

test('only the newest, and only those with the word, whatever its case', async () => {
  const log = quietLog();
  for (let index = 0; index < 50; index += 1) log.info({ index }, index % 2 ? 'ARI' : 'Telegram');
  const read = (count: number, word: string) =>
    readLog({ recentLines: log.recentLines, logFile: undefined }, { count, word });
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
  const entries = await readLog({ recentLines: () => [], logFile }, { count: 2, word: '' });
  expect(entries).toEqual([
    { at: Date.parse('2026-11-21T09:00:00Z'), level: 'error', message: 'the end', fields: [] },
    { at: Date.parse('2026-11-21T09:00:00Z'), level: 'error', message: 'TypeError: x', fields: [] },
  ]);
});

test('a file that is not there, or not for us, leaves this life to be read', async () => {
  const log = quietLog();
  log.error({}, 'seen');
  for (const logFile of [join(folder, 'none.log'), folder]) {
    const entries = await readLog(
      { recentLines: log.recentLines, logFile },
      { count: 5, word: '' },
    );
    expect(entries.map(({ message }) => message)).toEqual(['seen']);
  }
});

test('any text is a line or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      const line = readLogLine(text, 7);
      if (line) expect(line.message.length).toBeLessThanOrEqual(201);
    }),
  );
});
