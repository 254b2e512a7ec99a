import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyChange } from '../../src/change/apply-change.ts';
import type { ChangeDeps, ProofResult } from '../../src/change/change-deps.ts';
import { noticeDrift } from '../../src/change/notice-drift.ts';
import { fingerprintOf, maskedDiff, type Plan } from '../../src/change/plan.ts';
import { planUndo } from '../../src/change/plan-undo.ts';
import { pruneSnapshots } from '../../src/change/prune-snapshots.ts';
import { recoverChange } from '../../src/change/recover-change.ts';
import { createSnapshots } from '../../src/change/snapshots.ts';
import { createJournal } from '../../src/change/store.ts';
import { sha256 } from '../../src/files/edit-files.ts';
import { Misconfigured, Unreachable } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { createMutex } from '../../src/lib/mutex.ts';
import { openDatabase, type Storage } from '../../src/storage/database.ts';

let folder: string;
let database: Storage;
let deps: ChangeDeps;
let effects: unknown[];
/** What the stand-in for Asterisk has loaded. */
let loaded: Record<string, string>;
let reload: () => Promise<void>;

const one = () => path.join(folder, 'one.conf');
const two = () => path.join(folder, 'two.conf');
const textOf = (file: string) => readFile(file, 'utf8').catch(() => undefined);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-change-'));
  database = await openDatabase(':memory:');
  effects = [];
  loaded = {};
  reload = async () => {
    loaded = {};
    for (const file of [one(), two()]) {
      const text = await textOf(file);
      if (text !== undefined && !text.includes('BROKEN')) loaded[file] = text;
    }
  };
  const prove = async (files: readonly string[]): Promise<ProofResult> => {
    for (const file of files) {
      if (loaded[file] !== (await textOf(file))) return { type: 'differs', what: 'Not loaded.' };
    }
    return { type: 'agrees' };
  };
  deps = {
    journal: createJournal(database, {
      note: (_, data) => {
        effects.push(data);
        return Promise.resolve();
      },
    }),
    snapshots: createSnapshots(path.join(folder, 'snapshots')),
    reload: () => reload(),
    provers: { loaded: prove },
    preflights: {
      loaded: (edits) =>
        Promise.resolve(
          edits
            .filter((edit) => edit.after?.includes('DANGEROUS'))
            .map((edit) => ({
              ...{ file: edit.path, line: 1, code: 'no-user', args: {} },
              message: 'It would not load.',
            })),
        ),
    },
    mutex: createMutex(),
    clock: { now: () => 1_800_000_000_000 },
    log: createLog({ level: 'silent' }),
  };
  await writeFile(one(), 'a\npassword = old-secret\n');
  await reload();
});

afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true, force: true });
});

function planOf(...edits: Plan['edits']): Plan {
  return {
    title: { key: 'change-undo', args: { change: 1 } },
    edits,
    reload: ['res_pjsip.so'],
    proof: { kind: 'loaded', subject: edits.map((edit) => edit.path) },
    effect: { kind: 'note', data: edits.length },
  };
}

const bothFiles = () =>
  planOf(
    {
      path: one(),
      before: 'a\npassword = old-secret\n',
      after: 'a\npassword = new-secret\n',
    },
    { path: two(), before: undefined, after: 'b\n' },
  );

test('a change that proves itself is done, with its effect', async () => {
  const outcome = await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  expect(outcome).toEqual({ type: 'done', changeId: 1 });
  expect(await textOf(two())).toBe('b\n');
  expect(effects).toEqual([2]);
  expect(await deps.journal.find(1)).toMatchObject({ state: 'done', telegramId: 7 });
});

test('a change that Asterisk does not take is put back whole, without its effect', async () => {
  const plan = planOf(
    { path: one(), before: 'a\npassword = old-secret\n', after: 'BROKEN' },
    { path: two(), before: undefined, after: 'b\n' },
  );
  const outcome = await applyChange(deps, { plan, telegramId: 7 });
  expect(outcome).toEqual({ type: 'putBack', changeId: 1, because: 'Not loaded.' });
  expect(await textOf(one())).toBe('a\npassword = old-secret\n');
  expect(await textOf(two())).toBeUndefined();
  expect(loaded).toEqual({ [one()]: 'a\npassword = old-secret\n' });
  expect(effects).toEqual([]);
});

test('a second file that cannot be written puts the first one back', async () => {
  const missing = path.join(folder, 'missing', 'two.conf');
  const plan = planOf(
    { path: one(), before: 'a\npassword = old-secret\n', after: 'a\n' },
    { path: missing, before: undefined, after: 'b\n' },
  );
  const outcome = await applyChange(deps, {
    plan: { ...plan, proof: { kind: 'loaded', subject: [one()] } },
    telegramId: 7,
  });
  expect(outcome).toMatchObject({ type: 'putBack' });
  expect(await textOf(one())).toBe('a\npassword = old-secret\n');
});

test('when Asterisk goes away in the middle, the files are as before and the change goes on when it is back', async () => {
  const good = reload;
  reload = () => Promise.reject(new Unreachable('Asterisk does not answer.'));
  const outcome = await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  expect(outcome).toMatchObject({ type: 'stuck', willRetry: true });
  expect(await textOf(one())).toBe('a\npassword = old-secret\n');
  expect(await recoverChange(deps)).toMatchObject({ end: { type: 'stuck', willRetry: true } });
  reload = good;
  expect(await recoverChange(deps)).toMatchObject({ end: { type: 'putBack' } });
  expect(await recoverChange(deps)).toBeUndefined();
});

test('while a change is stuck, another one is told to wait', async () => {
  reload = () => Promise.reject(new Unreachable('Asterisk does not answer.'));
  await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  const outcome = await applyChange(deps, { plan: bothFiles(), telegramId: 8 });
  expect(outcome).toMatchObject({ type: 'busy', running: { changeId: 1 } });
});

test('a plan whose file was edited by hand meanwhile is stale and writes nothing', async () => {
  const plan = bothFiles();
  await writeFile(one(), 'by hand\n');
  expect(await applyChange(deps, { plan, telegramId: 7 })).toEqual({ type: 'stale', path: one() });
  expect(await textOf(two())).toBeUndefined();
  expect(await deps.journal.list(10)).toEqual([]);
});

test('a plan that another file made dangerous since is refused before anything is written', async () => {
  const plan = planOf({ path: two(), before: undefined, after: 'DANGEROUS\n' });
  expect(await applyChange(deps, { plan, telegramId: 7 })).toMatchObject({ type: 'unsafe' });
  expect(await textOf(two())).toBeUndefined();
  expect(await deps.journal.list(10)).toEqual([]);
});

test('when our own settings are wrong in the middle, the files are as before and it says why', async () => {
  reload = () => Promise.reject(new Misconfigured('sudo asks for a password.'));
  const outcome = await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  expect(outcome).toMatchObject({ type: 'stuck', willRetry: true });
  expect(await textOf(one())).toBe('a\npassword = old-secret\n');
  expect(await textOf(two())).toBeUndefined();
});

test('a change whose snapshot is gone is given up instead of blocking all others', async () => {
  const good = reload;
  reload = async () => {
    rmSync(path.join(folder, 'snapshots'), { recursive: true });
    await good();
    loaded = {};
  };
  const outcome = await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  expect(outcome).toMatchObject({ type: 'stuck', willRetry: false });
  expect(await deps.journal.findOpen()).toBeUndefined();
});

test('each end has its line in the audit, written with it', async () => {
  await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  const rows = await database.selectFrom('audit').selectAll().execute();
  expect(rows).toMatchObject([{ action: 'change-undo', telegramId: 7, outcome: 'done' }]);
});

test('undo leaves alone what others rely on, and lines that would slip into a neighbour', async () => {
  const before = '[1001]\ntype=aor\n\n[1002]\ntype=aor\nmax_contacts=1\n';
  const after = '[1001]\ntype=aor\n';
  await writeFile(one(), before);
  await reload();
  await applyChange(deps, { plan: planOf({ path: one(), before, after }), telegramId: 7 });
  await writeFile(one(), `${after}\nmailboxes=1001\n`);
  const change = await deps.journal.find(1);
  if (!change) throw new Error('the change is gone');
  const undo = await planUndo({ ...deps, reverseEffect: (effect) => effect }, change);
  expect(undo.type).toBe('conflict');
  const kept = { ...change, files: change.files.map((file) => ({ ...file, isKeptByUndo: true })) };
  const nothing = await planUndo({ ...deps, reverseEffect: (effect) => effect }, kept);
  expect(nothing).toEqual({ type: 'nothingToUndo' });
});

test('a file that somebody edits while Asterisk reloads is left alone and named', async () => {
  const good = reload;
  reload = async () => {
    await writeFile(one(), 'BROKEN by hand\n');
    await good();
  };
  const outcome = await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  expect(outcome).toMatchObject({ type: 'stuck', willRetry: false });
  expect(await textOf(one())).toBe('BROKEN by hand\n');
  expect(await textOf(two())).toBeUndefined();
});

test('twenty changes asked for at once are made one after the other; of equal ones one is made', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => applyChange(deps, { plan: bothFiles(), telegramId: 7 })),
  );
  expect(outcomes.filter((outcome) => outcome.type === 'done')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome.type === 'stale')).toHaveLength(19);
});

test('a change written but not proven when the process died is finished at the next start', async () => {
  const plan = bothFiles();
  const files = await Promise.all(
    plan.edits.map(async ({ path: file, before, after }) => ({
      path: file,
      before: before === undefined ? undefined : await deps.snapshots.keep(before),
      after: after === undefined ? undefined : await deps.snapshots.keep(after),
      isKeptByUndo: false,
    })),
  );
  await deps.journal.open({ plan, files, telegramId: 7, requestKey: undefined, at: 0 });
  for (const edit of plan.edits) await writeFile(edit.path, edit.after ?? '');
  expect(await recoverChange(deps)).toMatchObject({ end: { type: 'done', changeId: 1 } });
  expect(effects).toEqual([2]);
});

test('a change written by half when the process died is put back at the next start', async () => {
  const plan = bothFiles();
  const files = await Promise.all(
    plan.edits.map(async ({ path: file, before, after }) => ({
      path: file,
      before: before === undefined ? undefined : await deps.snapshots.keep(before),
      after: after === undefined ? undefined : await deps.snapshots.keep(after),
      isKeptByUndo: false,
    })),
  );
  await deps.journal.open({ plan, files, telegramId: 7, requestKey: undefined, at: 0 });
  await writeFile(two(), 'b\n');
  expect(await recoverChange(deps)).toMatchObject({ end: { type: 'putBack' } });
  expect(await textOf(two())).toBeUndefined();
});

test('undo takes the lines of a change back and keeps what was edited since', async () => {
  await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  await writeFile(one(), 'zero\na\npassword = new-secret\n');
  const change = await deps.journal.find(1);
  if (!change) throw new Error('the change is gone');
  const undo = await planUndo(
    {
      snapshots: deps.snapshots,
      preflights: deps.preflights,
      reverseEffect: (effect) => ({ ...effect, data: 'reversed' }),
    },
    change,
  );
  if (undo.type !== 'planned') throw new Error(undo.type);
  expect(await applyChange(deps, { plan: undo.plan, telegramId: 7 })).toMatchObject({
    type: 'done',
  });
  expect(await textOf(one())).toBe('zero\na\npassword = old-secret\n');
  expect(await textOf(two())).toBeUndefined();
  expect(effects).toEqual([2, 'reversed']);
});

test('a hand edit is noticed once, kept, and shown in the history', async () => {
  await applyChange(deps, { plan: bothFiles(), telegramId: 7 });
  expect(await noticeDrift(deps)).toEqual([]);
  await writeFile(two(), 'b\nby hand\n');
  expect(await noticeDrift(deps)).toEqual([two()]);
  expect(await noticeDrift(deps)).toEqual([]);
  expect(await deps.journal.list(1)).toMatchObject([{ state: 'byHand', telegramId: undefined }]);
  expect(await textOf(two())).toBe('b\nby hand\n');
});

test('neither the diff nor the journal shows a secret', async () => {
  const plan = bothFiles();
  const shown = plan.edits.flatMap(maskedDiff).map((line) => `${line.sign} ${line.text}`);
  expect(shown).toEqual(['- password = ••••••', '+ password = ••••••', '+ b']);
  await applyChange(deps, { plan, telegramId: 7 });
  const rows = await database.selectFrom('changes').selectAll().execute();
  expect(JSON.stringify(rows)).not.toMatch(/old-secret|new-secret/);
});

test.each([
  'password=x-secret',
  'password => x-secret',
  '  PASSWORD = x-secret',
  ';password = x-secret',
  'md5_cred=x-secret',
  'password_digest=MD5:x-secret',
  'ASTERISK_ARI_PASSWORD=x-secret',
  'TELEGRAM_BOT_TOKEN="x-secret"',
  'export META_APP_SECRET=x-secret',
  'password += x-secret',
  ';-- password = x-secret --;',
  ';;password=x-secret',
  '; old password = x-secret',
  '# ARI_PASSWORD=x-secret',
  'username=1 ;password=x-secret',
  'inbound_auth/password=x-secret',
  'auth_pass=x-secret',
  'DATABASE_URL=postgres://u:x-secret@h/d',
])('in the diff the line %j shows no secret', (line) => {
  const [shown] = maskedDiff({ path: 'x', before: undefined, after: line });
  expect(shown?.text).not.toContain('x-secret');
});

test('the fingerprint of a plan changes with any byte of any file', () => {
  const plan = bothFiles();
  const [first, ...rest] = plan.edits;
  if (!first) throw new Error('no edit');
  const other = { ...plan, edits: [{ ...first, before: `${first.before ?? ''} ` }, ...rest] };
  expect(fingerprintOf(other)).not.toBe(fingerprintOf(plan));
  expect(fingerprintOf(bothFiles())).toBe(fingerprintOf(plan));
});

test('a snapshot that was damaged is not used', async () => {
  const name = await deps.snapshots.keep('content');
  const file = path.join(folder, 'snapshots', name);
  await chmod(file, 0o600);
  await writeFile(file, 'other');
  await expect(deps.snapshots.read(name)).rejects.toThrow('missing or damaged');
});

test('only the newest changes keep what their files held, and what stands now is always kept', async () => {
  for (const [before, after] of [
    ['a\npassword = old-secret\n', 'b\n'],
    ['b\n', 'c\n'],
    ['c\n', 'd\n'],
  ] as const) {
    await applyChange(deps, { plan: planOf({ path: one(), before, after }), telegramId: 7 });
  }
  expect(await pruneSnapshots(deps, 1)).toBe(2);
  expect(await deps.snapshots.read(sha256('c\n'))).toBe('c\n');
  expect(await deps.snapshots.read(sha256('d\n'))).toBe('d\n');
  await expect(deps.snapshots.read(sha256('b\n'))).rejects.toThrow('missing');
});

test('a change of nothing but its effect is written down, undone and made again', async () => {
  const asked: string[] = [];
  const record = { ...planOf(), reload: [], effect: { kind: 'note', data: 'given' } };
  const preflights = {
    loaded: () => {
      asked.push('preflight');
      return Promise.resolve([]);
    },
  };
  expect(await applyChange({ ...deps, preflights }, { plan: record, telegramId: 7 })).toEqual({
    type: 'done',
    changeId: 1,
  });
  const reverse = {
    snapshots: deps.snapshots,
    preflights,
    reverseEffect: () => ({ kind: 'note', data: 'taken' }),
  };
  const change = await deps.journal.find(1);
  const undo = change && (await planUndo(reverse, change));
  if (undo?.type !== 'planned') throw new Error(`cannot be undone: ${undo?.type ?? 'gone'}`);
  expect(await applyChange(deps, { plan: undo.plan, telegramId: 7 })).toMatchObject({
    type: 'done',
  });
  expect(effects).toEqual(['given', 'taken']);
  expect(await deps.journal.isUndone(1)).toBe(true);
  expect(asked).toEqual([]);
});

test('killed before its effect, a change without files is finished at the next start', async () => {
  const plan = { ...planOf(), reload: [], effect: { kind: 'note', data: 'given' } };
  await deps.journal.open({ plan, files: [], telegramId: 7, requestKey: undefined, at: 1 });
  expect((await recoverChange(deps))?.end).toEqual({ type: 'done', changeId: 1 });
  expect(effects).toEqual(['given']);
});

test('two changes without files are told apart by their effects', () => {
  const of = (data: string) => fingerprintOf({ ...planOf(), effect: { kind: 'note', data } });
  expect(of('1001')).not.toBe(of('1002'));
});
