/*
 * 500 calls of every kind on a real Asterisk, twelve phones at once: what the bot wrote down about each
 * must be what people did, and what Asterisk's own records say. Prints a table.
 *   npm run torture -- calls      CALLS=100 for fewer
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp } from '../support/app.ts';
import {
  compareWithDeed,
  compareWithRecords,
  readBooks,
  readRecords,
} from '../support/call-books.ts';
import { startCallCentre, type StaffedDesk } from '../support/call-centre.ts';
import { ask, scenarios, type Expected } from '../support/call-scenarios.ts';
import { startTelegram } from '../support/telegram.ts';

const count = Number(process.env['CALLS'] ?? 500);
const names = Object.keys(scenarios);
type Played = {
  readonly name: string;
  readonly number: string;
  readonly from: number;
  readonly to: number;
  readonly desk: StaffedDesk;
  readonly expected: Expected;
};

const centre = await startCallCentre(6);
const telegram = await startTelegram();
const varFolder = await mkdtemp(path.join(tmpdir(), 'nb-torture-'));
const app = await startTestApp(centre.asterisk, telegram, { varFolder });
const played: Played[] = [];
const broken: string[] = [];
let next = 0;

const began = performance.now();
await Promise.all(centre.desks.map(work));
const seconds = Math.round((performance.now() - began) / 1000);
for (let tries = 0; tries < 100; tries += 1) {
  if (((await ask(centre.asterisk, '/channels')) as readonly unknown[]).length === 0) break;
  await sleep(100);
}
await sleep(500);
await app.stop();
const failures = await report();
await telegram.stop();
await centre.stop();
await rm(varFolder, { recursive: true });
process.exit(failures === 0 ? 0 : 1);

async function work(desk: StaffedDesk): Promise<void> {
  while (next < count) {
    const at = next;
    next += 1;
    const name = names[at % names.length] ?? '';
    const number = `99890${String(1_000_000 + at)}`;
    for (const phone of desk.staff) phone.forget();
    const from = Date.now();
    try {
      const expected = await scenarios[name]?.(desk, number);
      if (expected) played.push({ name, number, from, to: Date.now(), desk, expected });
    } catch (error) {
      broken.push(`${name}: ${String(error)}`);
    }
    await quiet(desk);
  }
}

/** Until no phone of the desk has a channel any more. */
async function quiet(desk: StaffedDesk): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const channels = (await ask(centre.asterisk, '/channels')) as readonly {
      readonly name: string;
    }[];
    const busy = desk.staff.filter((_, at) =>
      channels.some(({ name }) => name.startsWith(`PJSIP/${desk.phones[at] ?? ''}-`)),
    );
    if (busy.length === 0) return;
    if (tries > 20) for (const phone of busy) await phone.hangUp().catch(() => undefined);
    await sleep(50);
  }
}

async function report(): Promise<number> {
  const { past, open } = await readBooks(varFolder);
  const [records, csv] = [await readRecords(centre.database), await readRecords(centre.csv)];
  const table: Record<string, { calls: number; deed: number; records: number; csv: number }> = {};
  const lines: string[] = [];
  const used = new Set<string>();
  for (const { name, number, from, to, desk, expected } of played) {
    const line = (table[name] ??= { calls: 0, deed: 0, records: 0, csv: 0 });
    line.calls += 1;
    const rows = past.filter((row) =>
      expected.direction === 'internal'
        ? row.direction === 'internal' &&
          row.fromExtension === desk.phones[0] &&
          row.startedAt >= from &&
          row.startedAt <= to
        : row.outsideNumber === number,
    );
    const [row] = rows;
    if (!row || rows.length > 1) {
      line.deed += 1;
      lines.push(`${name}: ${rows.length} rows ${rows.map(({ callId }) => callId).join(' ')}`);
      continue;
    }
    used.add(row.callId);
    const isPickedUpFirst = /queue|menu|conference/.test(name);
    const deed = compareWithDeed(row, expected);
    const own = compareWithRecords(row, records.get(row.callId), isPickedUpFirst);
    // Whole seconds at both ends of each talk.
    const loose = compareWithRecords(row, csv.get(row.callId), isPickedUpFirst).filter(
      (text) => !text.includes(' ms') || !/transfer|parked|conference/.test(name),
    );
    line.deed += deed.length > 0 ? 1 : 0;
    line.records += own.length > 0 ? 1 : 0;
    line.csv += loose.length > 0 ? 1 : 0;
    for (const text of [...deed, ...own, ...loose]) lines.push(`${name} (${row.callId}): ${text}`);
  }
  const strays = past.filter(({ callId }) => !used.has(callId));
  const unseen = past.filter(({ isEndUnseen }) => isEndUnseen);
  console.log(
    `${played.length} calls in ${seconds} s; rows ${past.length}, still open ${open.length}, of no call ${strays.length}, ends unseen ${unseen.length}, broken by the test ${broken.length}`,
  );
  console.log('calls  not as done  not as master.db  not as Master.csv');
  for (const [name, line] of Object.entries(table)) {
    console.log(
      [line.calls, line.deed, line.records, line.csv]
        .map((one) => String(one).padStart(5))
        .join('  ') + `  ${name}`,
    );
  }
  for (const line of [...lines, ...broken].slice(0, 40)) console.log(`  ${line}`);
  return (
    lines.length + open.length + unseen.length + (broken.length > count / 50 ? broken.length : 0)
  );
}
