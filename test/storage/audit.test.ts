import { beforeEach, afterEach, expect, test } from 'vitest';
import { createAudit, verifyChain, type Audit, type AuditRow } from '../../src/storage/audit.ts';
import { openDatabase, type Storage } from '../../src/storage/database.ts';

let database: Storage;
let audit: Audit;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  audit = createAudit(database, { now: () => 1_800_000_000_000 });
  for (let number = 1; number <= 20; number += 1) {
    await audit.record({
      telegramId: number,
      action: 'extension.create',
      details: { number: 1000 + number },
      outcome: 'done',
    });
  }
});

afterEach(() => database.destroy());

test('the chain of untouched rows is whole', async () => {
  expect(await audit.verify()).toMatchObject({ type: 'whole', rows: 20 });
});

test('a row cannot be changed in place', async () => {
  await expect(
    database.updateTable('audit').set({ outcome: 'denied' }).where('sequence', '=', 3).execute(),
  ).rejects.toThrow('append-only');
});

type Tampering = (rows: AuditRow[], at: number) => void;

const tamperings: Readonly<Record<string, Tampering>> = {
  'an edited field': (rows, at) => {
    const row = rows[at];
    if (row) rows[at] = { ...row, details: '{"number":6666}' };
  },
  'a deleted row': (rows, at) => {
    rows.splice(at, 1);
  },
  'two rows swapped': (rows, at) => {
    rows.splice(at, 2, ...rows.slice(at, at + 2).reverse());
  },
  'a row put in': (rows, at) => {
    const row = rows[at];
    if (row) rows.splice(at, 0, row);
  },
};

test.each(Object.keys(tamperings))('%s breaks the chain, wherever it is', async (name) => {
  const rows = await audit.all();
  for (let at = 0; at < rows.length - 1; at += 1) {
    const tampered = [...rows];
    tamperings[name]?.(tampered, at);
    expect(verifyChain(tampered).type).toBe('broken');
  }
});

test('rows written at the same time still make one chain', async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      audit.record({ telegramId: index, action: 'x', outcome: 'done' }),
    ),
  );
  expect(await audit.verify()).toMatchObject({ type: 'whole', rows: 50 });
});
