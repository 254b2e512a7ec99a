import { appendFile, chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCdrFile } from '../../src/asterisk/cdr-file.ts';
import { findCdrPlace } from '../../src/asterisk/cdr-place.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-cdr-'));
  file = path.join(folder, 'Master.csv');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const first = 1_795_258_000;

/** The record of a call that began and ended in that second. */
function lineOf(second: number): string {
  const time = new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return `"","1","2","c","""Ivan"" <1>","PJSIP/t-00000000","","Dial","x,3","${time}",,"${time}",0,0,"NO ANSWER","D","${second}.1",""\n`;
}

function lines(count: number, from = first): string {
  return Array.from({ length: count }, (_, at) => lineOf(from + at)).join('');
}

async function idsSince(second: number): Promise<readonly string[]> {
  const reading = await readCdrFile(file, second * 1000);
  return reading.type === 'read' ? reading.records.map(({ uniqueId }) => uniqueId) : [reading.type];
}

describe('reading Master.csv', () => {
  test('a big file is read from its end, and no further than asked for', async () => {
    await writeFile(file, lines(100_000));
    const reading = await readCdrFile(file, (first + 99_990) * 1000);
    expect(reading).toMatchObject({ type: 'read', isWhole: true });
    if (reading.type !== 'read') return;
    expect(reading.records.map(({ uniqueId }) => uniqueId)).toEqual(
      Array.from({ length: 10 }, (_, at) => `${first + 99_990 + at}.1`),
    );
    const all = await readCdrFile(file, 0);
    expect(all.type === 'read' && all.records.length).toBe(100_000);
    expect(all.type === 'read' && new Set(all.records.map(({ uniqueId }) => uniqueId)).size).toBe(
      100_000,
    );
  });

  test('half a last line waits for its other half', async () => {
    const half = lineOf(first + 2);
    await writeFile(file, lines(2) + half.slice(0, 80));
    expect(await idsSince(first)).toEqual([`${first}.1`, `${first + 1}.1`]);
    await appendFile(file, half.slice(80));
    expect(await idsSince(first)).toHaveLength(3);
  });

  test('what was rotated away meanwhile is read too, even before there is a new file', async () => {
    await writeFile(file, lines(2));
    await rename(file, `${file}.1`);
    expect(await idsSince(first)).toHaveLength(2);
    await writeFile(file, lines(1, first + 2));
    expect(await idsSince(first)).toEqual([0, 1, 2].map((at) => `${first + at}.1`));
  });

  test('no file, no right to read it, a folder in its place are told apart', async () => {
    expect(await idsSince(first)).toEqual(['missing']);
    await mkdir(file);
    expect(await readCdrFile(file, 0)).toMatchObject({ type: 'unreadable' });
    await rm(file, { recursive: true });
    await writeFile(file, lines(1));
    await chmod(file, 0o000);
    if (process.getuid?.() !== 0) expect(await idsSince(first)).toEqual(['denied']);
  });
});

describe('finding the records', () => {
  const conf = (text: string): Promise<void> => writeFile(path.join(folder, 'asterisk.conf'), text);

  test('asterisk.conf says where its logs are; a template says nothing', async () => {
    await conf(`[options]\n[directories]\nastetcdir => /x\nastlogdir => ${folder}/log ; here\n`);
    const csv = path.join(folder, 'log/cdr-csv/Master.csv');
    expect(await findCdrPlace('auto', folder)).toEqual({ kind: 'csv', file: csv });
    await mkdir(path.dirname(csv), { recursive: true });
    await writeFile(path.join(folder, 'log/master.db'), '');
    expect(await findCdrPlace('auto', folder)).toMatchObject({ kind: 'sqlite' });
    await conf(`[directories](!)\nastlogdir => ${folder}/log\n`);
    const usual = '/var/log/asterisk';
    expect((await findCdrPlace('auto', folder))?.file.startsWith(usual)).toBe(true);
  });

  test('none is none, a path is that path, and without asterisk.conf there is no Asterisk to ask', async () => {
    expect(await findCdrPlace('none', folder)).toBeUndefined();
    expect(await findCdrPlace('auto', folder)).toBeUndefined();
    expect(await findCdrPlace('/srv/calls.db', folder)).toMatchObject({ kind: 'sqlite' });
    expect(await findCdrPlace('/srv/Master.csv', folder)).toMatchObject({ kind: 'csv' });
  });
});
