import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Proposal } from '../../../src/change/confirm-change.ts';
import type { ExtensionCsvDeps } from '../../../src/features/extension-csv/extension-csv-deps.ts';
import { explainUpload } from '../../../src/features/extension-csv/explain-upload.ts';
import { proposeImport } from '../../../src/features/extension-csv/propose-import.ts';
import { sendDiff } from '../../../src/features/extension-csv/send-diff.ts';
import { sendResult } from '../../../src/features/extension-csv/send-result.ts';
import { Unreachable } from '../../../src/lib/error.ts';
import { createLog } from '../../../src/lib/log.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { Person } from '../../../src/storage/people.ts';
import { createWords } from '../../../src/telegram/words.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-csv-'));
  writeFileSync(
    path.join(folder, 'pjsip.conf'),
    '[transport-udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0\n#tryinclude pjsip_navbatchi.conf\n',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const silent = createLog({ level: 'silent', destination: { write: () => undefined } });
const words = createWords(globSync('src/{change,pbx,features/*}/*.ftl'), silent)('en');

function person(personId: number, name: string, extension?: string): Person {
  return {
    ...{ personId, name, extension, telegramId: undefined },
    ...{ role: 'operator', locale: 'uz', isOnDuty: false },
  };
}

/** The deps that a proposal uses; it must not touch the others. */
function deps(
  text: string,
  other: Partial<ExtensionCsvDeps> = {},
): ExtensionCsvDeps & { readonly sent: string[] } {
  let generated = 0;
  const sent: string[] = [];
  const untouched = () => {
    throw new Error('A proposal must not do this.');
  };
  return {
    sent,
    get change() {
      return untouched();
    },
    get shelf() {
      return untouched();
    },
    ari: { info: () => Promise.resolve(info) },
    folder: { configFolder: folder, managedFile: 'pjsip_navbatchi.conf' },
    policy: {
      ...{ first: 1000, last: 1999, reserved: [], dialplanContext: 'from-internal' },
      ...{ transport: '', codecs: ['ulaw'] },
    },
    readDialplan: () => Promise.resolve(undefined),
    people: { list: () => Promise.resolve([]) },
    clock: { now: () => Date.UTC(2026, 10, 20, 20) },
    timeZone: 'Asia/Tashkent',
    newPassword: () => {
      generated += 1;
      return new Secret(`Generated-${String(generated)}`);
    },
    openDocument: (handle) => (handle === 'file' ? Buffer.from(text) : undefined),
    openSecret: () => undefined,
    sendDocument: (_chatId, file) => {
      sent.push(Buffer.from(file.bytes).toString());
      return Promise.resolve(1);
    },
    sendVanishing: (_chatId, { document }) => {
      sent.push(document.name, Buffer.from(document.bytes).toString());
      return Promise.resolve(2);
    },
    ...other,
  };
}

const info = {
  ...{ version: '22.10.1', systemName: '' },
  ...{ startupTime: new Date(0), lastReloadTime: new Date(0) },
};
const upload = { type: 'document', handle: 'file' } as const;

function planned(proposal: Proposal): Extract<Proposal, { type: 'planned' }> {
  if (proposal.type !== 'planned') throw new Error(proposal.text);
  return proposal;
}

test('one plan: every number proven, sections in number order, one reload', async () => {
  const { plan } = planned(
    await proposeImport(deps('1003;Nodira\n1001;Aziza;desk\n'), words, upload),
  );
  expect(plan.title.args).toEqual({ created: 2, changed: 0 });
  expect(plan.reload).toEqual(['res_pjsip.so']);
  expect(plan.proof.subject).toEqual(['1003', '1001']);
  expect(plan.edits.map((edit) => path.basename(edit.path))).toEqual(['pjsip_navbatchi.conf']);
  const headers = plan.edits[0]?.after?.match(/^\[.*\]/gm);
  expect(headers).toEqual(['[1001]', '[1001-auth]', '[1001]', '[1003]', '[1003-auth]', '[1003]']);
});

test('an operator of that name without a number gets it, each only once; another is new', async () => {
  const people = [person(7, 'Aziza', '1900'), person(8, 'OLIM  Karimov'), person(9, 'Nodira')];
  const csv =
    'number,name,operator\n1001,Aziza,\n1002,Olim Karimov,\n1003,Qabul,Nodira\n1004,Nodira,\n';
  const { plan } = planned(
    await proposeImport(
      deps(csv, { people: { list: () => Promise.resolve(people) } }),
      words,
      upload,
    ),
  );
  expect(plan.effect?.data).toEqual([
    { number: '1001', isTied: true, personId: undefined, personName: 'Aziza' },
    { number: '1002', isTied: true, personId: 8, personName: 'OLIM  Karimov' },
    { number: '1003', isTied: true, personId: 9, personName: 'Nodira' },
    { number: '1004', isTied: true, personId: undefined, personName: 'Nodira' },
  ]);
});

test('the secret is the file of outcomes with the passwords; the plan shows none of them', async () => {
  const csv = '1001;Aziza\n1002;Olim;app;-Kuchli.Parol7\n1003;\n';
  const world = deps(csv);
  const { plan, secret, note } = planned(await proposeImport(world, words, upload));
  expect(note).toContain('left out: 1');
  await sendDiff(world, words, { chatId: 1, plan });
  expect(world.sent.join()).toContain('+ password = ••••••');
  expect(world.sent.join()).not.toMatch(/Generated|Kuchli/);
  expect(JSON.stringify([plan.title, plan.effect, plan.proof])).not.toMatch(/Generated|Kuchli/);

  world.sent.length = 0;
  await sendResult(world, words, { chatId: 1, result: secret ?? new Secret('') });
  expect(world.sent).toEqual([
    'result-passwords-2026-11-21.csv',
    '\uFEFFRow;Number;Name;Password;Outcome\r\n' +
      '1;1001;Aziza;Generated-1;created\r\n' +
      '2;1002;Olim;(in your file);created\r\n' +
      '3;1003;;;left out: No name\r\n',
  ]);
});

test('one that is to be disabled is written switched off', async () => {
  const csv = 'number;name;state\n1001;Aziza;off\n1002;Olim;on\n';
  const { plan } = planned(await proposeImport(deps(csv), words, upload));
  const text = plan.edits[0]?.after ?? '';
  expect(text).toContain(';~[1001]\n');
  expect(text).toContain('\n[1002]\n');
});

describe('there is no plan', () => {
  test.each([
    ['number;name\n1001;\n', 'Everything is so already'],
    ['', 'There is no row'],
    ['PK\u0003\u0004', 'Excel workbook'],
  ])('for %j', async (text, because) => {
    const proposal = await proposeImport(deps(text), words, upload);
    expect(proposal.type === 'refused' && proposal.text).toContain(because);
  });

  test('when the file is forgotten', async () => {
    const forgotten = { type: 'document', handle: 'before the restart' } as const;
    const proposal = await proposeImport(deps(''), words, forgotten);
    expect(proposal.type === 'refused' && proposal.text).toContain('no longer have the file');
  });

  test('while Asterisk is away', async () => {
    const away = { info: () => Promise.reject(new Unreachable('Asterisk is away.')) };
    await expect(proposeImport(deps('1001;Aziza', { ari: away }), words, upload)).rejects.toThrow(
      'Asterisk is away.',
    );
  });
});

test('the verdict on a thousand rows with every fault fits one message', async () => {
  const bad = ['5000;A', 'x;A', '1,5;A', ';A', '1001;', '1001;A;fax', '1001;A;TLS', '1001;A;;x'];
  const csv = Array.from({ length: 1000 }, (_, at) => bad[(at * 7) % bad.length] ?? '').join('\n');
  const verdict = await explainUpload(deps(`number;name;kind;password\n${csv}`), words, upload);
  expect(verdict).toMatchObject({ type: 'read', bad: 1000, good: 0 });
  expect(verdict.text.length).toBeLessThan(2500);
});
