import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planUndo } from '../../src/change/plan-undo.ts';
import { createSnapshots, type Snapshots } from '../../src/change/snapshots.ts';
import type { ChangeRecord, JournalFile } from '../../src/change/store.ts';

let folder: string;
let snapshots: Snapshots;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-undo-'));
  snapshots = createSnapshots(path.join(folder, 'snapshots'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const section = (name: string) => `[${name}]\ntype = aor\nmax_contacts = 1\n`;
const include = '\n#tryinclude ours.conf\n';
const head = '; by hand\n[transport]\ntype = transport\n';
const byHand = `${head}\n${section('1001')}\n${section('1003')}`;
const ours = (...names: readonly string[]) => `; ours\n\n${names.map(section).join('\n')}`;

/** A change that was made: what each file held before and after. */
async function madeChange(
  files: Readonly<Record<string, readonly [string | undefined, string]>>,
): Promise<ChangeRecord> {
  const kept: JournalFile[] = [];
  for (const [name, [before, after]] of Object.entries(files)) {
    kept.push({
      path: path.join(folder, name),
      before: before === undefined ? undefined : await snapshots.keep(before),
      after: await snapshots.keep(after),
      isKeptByUndo: false,
    });
  }
  return {
    ...{ changeId: 1, startedAt: 0, finishedAt: 0, telegramId: 7, state: 'done', files: kept },
    ...{ title: { key: 'change', args: {} }, proof: { kind: 'none', subject: [] } },
    ...{ reload: [], effect: undefined, undoes: undefined, because: undefined },
  };
}

/** What undo would leave in each file, in the order it writes them. */
async function undo(change: ChangeRecord, today: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(today)) await writeFile(path.join(folder, name), text);
  const deps = { snapshots, preflights: {}, reverseEffect: () => ({ kind: '', data: undefined }) };
  const planned = await planUndo(deps, change);
  if (planned.type !== 'planned') return planned.type;
  return planned.plan.edits.map(({ path: file, after }) => [path.basename(file), after]);
}

const moved = () =>
  madeChange({
    'pjsip.conf': [byHand, `${head}${include}`],
    'ours.conf': [undefined, ours('1001', '1003')],
  });

test('sections that moved go back byte for byte, and leave their new place first', async () => {
  const today = { 'pjsip.conf': `${head}${include}`, 'ours.conf': ours('1001', '1003') };
  expect(await undo(await moved(), today)).toEqual([
    ['ours.conf', undefined],
    ['pjsip.conf', byHand],
  ]);
});

test('what was made meanwhile between them stays, and so does the line that includes it', async () => {
  const today = { 'pjsip.conf': `${head}${include}`, 'ours.conf': ours('1001', '1002', '1003') };
  expect(await undo(await moved(), today)).toEqual([
    ['ours.conf', expect.stringContaining('[1002]\ntype = aor\nmax_contacts = 1\n')],
    ['pjsip.conf', `${byHand}${include}`],
  ]);
});

test('what was switched off meanwhile keeps the line as well', async () => {
  const off = section('1002').replaceAll(/^/gm, ';~').replace(/;~$/, '');
  const today = {
    'pjsip.conf': `${head}${include}`,
    'ours.conf': `${ours('1001', '1003')}\n${off}`,
  };
  const edits = await undo(await moved(), today);
  expect(edits).toContainEqual(['pjsip.conf', `${byHand}${include}`]);
});

test('a setting added by hand to a section that moved is a conflict', async () => {
  const text = ours('1001', '1003').replace('max_contacts = 1', 'max_contacts = 1\nmailboxes = 1');
  const today = { 'pjsip.conf': `${head}${include}`, 'ours.conf': `[1000]\ntype = aor\n\n${text}` };
  expect(await undo(await moved(), today)).toBe('conflict');
});

test('a hand edit elsewhere in the file that was left stays', async () => {
  const today = {
    'pjsip.conf': `; mine\n${head}${include}`,
    'ours.conf': ours('1001', '1003'),
  };
  expect(await undo(await moved(), today)).toEqual([
    ['ours.conf', undefined],
    ['pjsip.conf', `; mine\n${byHand}`],
  ]);
});
