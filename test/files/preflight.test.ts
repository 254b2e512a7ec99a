import { describe, expect, test } from 'vitest';
import { readConfTree, type ConfProblem } from '../../src/files/conf-tree.ts';
import { preflightAri, preflightPjsip } from '../../src/files/preflight.ts';
import { ariCases } from './broken-ari.ts';
import { pjsipCases } from './broken-pjsip.ts';
import { memorySource } from './memory-source.ts';

async function tree(files: Readonly<Record<string, string>>, root: string) {
  const paths = Object.entries(files).map(([name, text]) => [`/e/${name}`, text] as const);
  return await readConfTree(memorySource(Object.fromEntries(paths)), root, '/e');
}

function codes(problems: readonly ConfProblem[]): readonly string[] {
  return problems.map(({ severity, code }) => `${severity} ${code}`);
}

test.each(ariCases)('ari.conf: $name', async ({ text, problems }) => {
  const found = preflightAri(await tree({ 'ari.conf': text }, 'ari.conf'));
  expect(codes(found)).toEqual(problems);
  expect(found.every(({ message }) => !message.includes('new-password'))).toBe(true);
});

test.each(pjsipCases)('pjsip.conf: $name', async ({ files, problems }) => {
  const found = preflightPjsip(await tree(files, 'pjsip.conf'));
  expect(codes(found)).toEqual(problems);
  expect(found.every(({ message }) => !message.includes('secret'))).toBe(true);
});

describe('what is said', () => {
  test('a duplicate names both places', async () => {
    const files = {
      'pjsip.conf': '[1]\ntype=aor\nmax_contacts=1\n#include "b"\n',
      b: '\n[1]\ntype=aor\nmax_contacts=1\n',
    };
    const [problem] = preflightPjsip(await tree(files, 'pjsip.conf'));
    expect(problem).toMatchObject({ file: '/e/b', line: 2 });
    expect(problem?.message).toContain('/e/pjsip.conf, line 1');
  });

  test('messages are one line of ASCII, whatever the file holds', async () => {
    const files = { 'pjsip.conf': '[\xfcber\x1b]\ntype=endpoint\nauth=\x07\xff\n\x01=1\n' };
    for (const { message } of preflightPjsip(await tree(files, 'pjsip.conf'))) {
      expect(message).toMatch(/^[ -~]+$/);
    }
  });
});

describe('pjsip_wizard.conf', () => {
  const pjsip =
    '[t]\ntype=transport\nbind=0.0.0.0\n[1]\ntype=aor\nmax_contacts=1\n[2]\ntype=endpoint\ncontext=x\nauth=3-iauth\naors=3\n';

  test('what a wizard makes may be referred to, and clashes with what stands beside it', async () => {
    const wizard = await tree({ w: '[3]\ntype=wizard\n[1]\ntype=wizard\n' }, 'w');
    expect(codes(preflightPjsip(await tree({ p: pjsip }, 'p'), wizard))).toEqual([
      'object wizard-clash',
    ]);
  });

  test('without the file there are no wizards', async () => {
    const wizard = await tree({}, 'w');
    expect(codes(preflightPjsip(await tree({ p: pjsip }, 'p'), wizard))).toEqual([
      'object auth-missing',
      'object aor-missing',
    ]);
  });
});
