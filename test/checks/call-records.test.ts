import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdrChecks } from '../../src/checks/check-cdr.ts';

let folder: string;
let csv: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-cdr-'));
  csv = path.join(folder, 'log/cdr-csv/Master.csv');
  await writeFile(
    path.join(folder, 'asterisk.conf'),
    `[directories]\nastlogdir => ${folder}/log\n`,
  );
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function say(cdr = 'auto'): Promise<readonly string[]> {
  const clock = { now: () => Date.parse('2026-11-22T00:00:00Z') };
  const [check] = cdrChecks({ cdr, configFolder: folder, clock });
  const findings = (await check?.run()) ?? [];
  return findings.map(({ level, code }) => `${level} ${code}`);
}

const line = (end: string): string =>
  `"","1","2","c","""I"" <1>","PJSIP/t-00000000","","Dial","x,3","2026-11-21 10:47:29",,"2026-11-21 10:47:30",1,0,"NO ANSWER","D"${end}\n`;

test('no folder for records is told; a folder that waits for its first call is not', async () => {
  expect(await say()).toEqual(['warning check-records-missing']);
  await mkdir(path.dirname(csv), { recursive: true });
  expect(await say()).toEqual([]);
  expect(await say('none')).toEqual([]);
});

test('records with ids are good, without them they are of no use', async () => {
  await mkdir(path.dirname(csv), { recursive: true });
  await writeFile(csv, line(',"1795258049.2"'));
  expect(await say()).toEqual(['good check-records-read']);
  await writeFile(csv, line(''));
  expect(await say()).toEqual(['warning check-records-no-ids']);
});

test('the database is asked when it is the one that is written', async () => {
  await mkdir(path.join(folder, 'log'));
  const file = path.join(folder, 'log/master.db');
  const database = new Database(file);
  database.exec('create table cdr (calldate, channel, uniqueid)');
  database.exec(
    `insert into cdr values ('2026-11-21 10:47:29', 'PJSIP/1-00000000', '1795258049.2')`,
  );
  database.close();
  expect(await say()).toEqual(['good check-records-read']);
  await writeFile(file, 'no database at all, whatever its name says'.repeat(50));
  expect(await say()).toEqual(['warning check-records-unreadable']);
});
