import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readIniEntries } from '../../src/config-entries.ts';
import { envKeys, envSchema } from '../../src/config-env.ts';
import { policySchema } from '../../src/config-policy.ts';

const folder = join(import.meta.dirname, '../../config');
const read = (name: string) => readFile(join(folder, name), 'utf8');

const sections = Object.entries(policySchema.shape).map(
  ([section, schema]) => [section, Object.keys(schema.shape)] as const,
);

test('env.example holds every key of .env once, and the default of each that has one', async () => {
  const lines = [...(await read('env.example')).matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm)];
  expect(lines.map(([, key]) => key).sort()).toEqual(envKeys.toSorted());
  const defaults = new Map(Object.entries(envSchema.parse({})));
  for (const [, key = '', value] of lines) {
    const byDefault = defaults.get(key);
    if (byDefault !== undefined)
      expect(`${key}=${value ?? ''}`).toBe(`${key}=${String(byDefault)}`);
  }
});

test('env.example unchanged is the sandbox', async () => {
  const active = [...(await read('env.example')).matchAll(/^[A-Z_]+=(.*)$/gm)];
  expect(active.map(([, value]) => value)).toEqual(['', '', '', '']);
});

test('navbatchi.ini holds every section and key in the order of the schema, each with its default', async () => {
  const { entries, faults } = readIniEntries(await read('navbatchi.ini'), 'navbatchi.ini');
  expect(faults).toEqual([]);
  expect(entries.map(({ section, key }) => [section, key])).toEqual(
    sections.flatMap(([section, keys]) => keys.map((key) => [section, key])),
  );
  const values = Object.fromEntries(
    sections.map(([section]) => [
      section,
      Object.fromEntries(
        entries.filter((one) => one.section === section).map(({ key, value }) => [key, value]),
      ),
    ]),
  );
  const empty = Object.fromEntries(sections.map(([section]) => [section, {}]));
  expect(policySchema.parse(values)).toEqual(policySchema.parse(empty));
});

test('every key of navbatchi.ini has a comment before it', async () => {
  const blocks = (await read('navbatchi.ini')).split(/\n\n|\n(?=\[)/);
  const bare = blocks.filter((block) => /^\w+ =/m.test(block) && !/^;/m.test(block));
  expect(bare).toEqual([]);
});

test('config/README.md names every key with its default', async () => {
  const [, env = '', policy = ''] = (await read('README.md')).split(/^## /m);
  const envRows = [...env.matchAll(/^\| `(\w+)` \| (.*?) \|/gm)];
  expect(envRows.map(([, key]) => key).sort()).toEqual(envKeys.toSorted());
  const envDefaults = new Map(Object.entries(envSchema.parse({})));
  for (const [, key = '', cell = ''] of envRows) {
    const byDefault = envDefaults.get(key);
    if (byDefault !== undefined) expect(cell).toBe(`\`${String(byDefault)}\``);
  }
  const { entries } = readIniEntries(await read('navbatchi.ini'), 'navbatchi.ini');
  const rows = [...policy.matchAll(/^\| (?:`\[\w+\]`)? ?\| `(\w+)` \| (.*?) ?\|/gm)];
  expect(rows.map(([, key]) => key)).toEqual(entries.map(({ key }) => key));
  for (const [index, { value }] of entries.entries()) {
    const cell = rows[index]?.[2] ?? '';
    expect(cell.startsWith('`') || value !== '' ? cell : '').toBe(value && `\`${value}\``);
  }
});
