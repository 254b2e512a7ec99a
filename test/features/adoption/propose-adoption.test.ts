import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileEdit, Plan } from '../../../src/change/plan.ts';
import { planUndo } from '../../../src/change/plan-undo.ts';
import { createSnapshots } from '../../../src/change/snapshots.ts';
import type { ChangeRecord, JournalFile } from '../../../src/change/store.ts';
import { proposeAdoption } from '../../../src/features/adoption/propose-adoption.ts';
import { confTreeFromDisk, readConfTree } from '../../../src/files/conf-tree.ts';
import { preflightPjsip } from '../../../src/files/preflight.ts';
import { checkEdits } from '../../../src/pbx/check-edits.ts';

const policy = { dialplanContext: 'from-internal', codecs: ['ulaw'] };
const transport = '[udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0\n\n';
const extension = (number: string) => `[${number}]
type=endpoint
context=from-internal
allow=ulaw
auth=${number}
aors=${number}

[${number}]
type=auth
username=${number}
password=Kabutar-7-osmonda

[${number}]
type=aor
max_contacts=1

`;

let etc: string;
beforeEach(async () => {
  etc = mkdtempSync(path.join(tmpdir(), 'nb-adoption-'));
  const main = `${transport}${extension('1003')}#include by_hand.conf\n`;
  await writeFile(path.join(etc, 'pjsip.conf'), main);
  await writeFile(path.join(etc, 'by_hand.conf'), extension('1001') + extension('1002'));
});
afterEach(() => {
  rmSync(etc, { recursive: true, force: true });
});

const words = (key: string) => key;
const asterisk = {
  ...{ version: '22.10.1', systemName: '' },
  ...{ startupTime: new Date(0), lastReloadTime: new Date(0) },
};

async function propose(number?: string) {
  const proposal = await proposeAdoption(
    {
      ari: { info: () => Promise.resolve(asterisk) },
      folder: { configFolder: etc, managedFile: 'ours.conf' },
      policy,
    },
    words,
    number,
  );
  if (proposal.type === 'refused') throw new Error(proposal.text);
  return proposal;
}

/** Writes one file after the other and says after each what a start of Asterisk would trip over. */
async function writeStepwise(edits: readonly FileEdit[]): Promise<readonly string[]> {
  const fatal: string[] = [];
  for (const { path: file, after } of edits) {
    if (after === undefined) await rm(file);
    else await writeFile(file, after, 'latin1');
    const tree = await readConfTree(confTreeFromDisk, path.join(etc, 'pjsip.conf'), etc);
    const found = preflightPjsip(tree).filter(({ severity }) => severity === 'fatal');
    fatal.push(...found.map(({ message }) => `${path.basename(file)}: ${message}`));
  }
  return fatal;
}

async function recordOf(plan: Plan): Promise<ChangeRecord> {
  const snapshots = createSnapshots(path.join(etc, 'snapshots'));
  const keep = (text: string | undefined) => (text === undefined ? text : snapshots.keep(text));
  const files: JournalFile[] = [];
  for (const { path: file, before, after, isKeptByUndo = false } of plan.edits) {
    files.push({ path: file, isKeptByUndo, before: await keep(before), after: await keep(after) });
  }
  return {
    ...{ changeId: 1, startedAt: 0, finishedAt: 0, telegramId: 7, state: 'done', files },
    ...{ title: plan.title, proof: plan.proof, reload: plan.reload, effect: undefined },
    ...{ undoes: undefined, because: undefined },
  };
}

test('whatever starts Asterisk between two writes, nothing stands twice; nor while it is undone', async () => {
  const { plan } = await propose();
  expect(plan.edits.map((edit) => path.basename(edit.path))).toEqual([
    'pjsip.conf',
    'by_hand.conf',
    'ours.conf',
  ]);
  expect(plan.reload).toEqual(['res_pjsip.so']);
  expect(await writeStepwise(plan.edits)).toEqual([]);

  const folder = { configFolder: etc, managedFile: 'ours.conf' };
  const undo = await planUndo(
    {
      snapshots: createSnapshots(path.join(etc, 'snapshots')),
      preflights: { extensions: (edits) => checkEdits(folder, edits) },
      reverseEffect: (effect) => effect,
    },
    await recordOf(plan),
  );
  if (undo.type !== 'planned') throw new Error(undo.type);
  expect(undo.plan.edits[0]?.path).toBe(path.join(etc, 'ours.conf'));
  expect(await writeStepwise(undo.plan.edits)).toEqual([]);
  expect(new Map(undo.plan.edits.map((edit) => [edit.path, edit.after]))).toEqual(
    new Map(plan.edits.map((edit) => [edit.path, edit.before])),
  );
});

test('one is adopted and the others stay; the note says what is mended', async () => {
  const { plan, note } = await propose('1002');
  expect(plan.title).toEqual({
    key: 'change-extension-adopt',
    args: { number: '1002', name: '1002' },
  });
  expect(plan.proof.subject).toEqual(['1002']);
  const left = plan.edits.find((edit) => edit.path.endsWith('by_hand.conf'))?.after;
  expect(left).toBe(extension('1001'));
  expect(note).toBe('adoption-undisturbed\n🔧 mend-remove-existing');
});

test('one that is not there, or ours already, is refused', async () => {
  await expect(propose('1009')).rejects.toThrow('adoption-gone');
  const { plan } = await propose('1002');
  await writeStepwise(plan.edits);
  await expect(propose('1002')).rejects.toThrow('adoption-gone');
});

test('while a file stands in Asterisk’s way nothing is adopted, and its place is told', async () => {
  await writeFile(path.join(etc, 'by_hand.conf'), `${extension('1001')}[1002\n`);
  await expect(propose('1003')).rejects.toThrow('change-refused-by-preflight');
});

test('no word that somebody wrote to a section is lost with its move', async () => {
  const block = Array.from({ length: 60 }, (_, line) => `; Кечки навбатчи ${line}`);
  const old = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2];
  const text = extension('1001').replace('type=endpoint\n', `type=endpoint\n${block.join('\n')}\n`);
  const bytes = [Buffer.from('; '), Buffer.from(old), Buffer.from(`\n${text}`)];
  await writeFile(path.join(etc, 'by_hand.conf'), Buffer.concat(bytes));
  const { plan } = await propose('1001');
  const ours = plan.edits.find(({ path: file }) => path.basename(file) === 'ours.conf')?.after;
  const written = Buffer.from(ours ?? '', 'latin1').toString('utf8');
  expect(written).toContain(`; Привет\n${block.join('\n')}\n[1001]\n`);
});
