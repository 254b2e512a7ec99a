import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { becauseText, reasonMessages, reasonText } from '../../src/change/reasons.ts';
import { parseConf, removeSection } from '../../src/files/conf-document.ts';
import { messageOf } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { createWords } from '../../src/telegram/words.ts';

const languages = ['uz', 'ru', 'en'] as const;
const source = path.join(import.meta.dirname, '../../src');
const fileOf = (language: string) => path.join(source, 'change', `${language}.ftl`);
const silent = createLog({ level: 'silent', destination: { write: () => undefined } });
const words = createWords(languages.map(fileOf), silent);

describe.each(languages)('the words of %s', (language) => {
  const lines = readFileSync(fileOf(language), 'utf8').split('\n');

  test.each(Object.entries(reasonMessages))('say %s with its values', (code, message) => {
    const line = lines.find((one) => one.startsWith(`reason-${code} = `)) ?? '';
    const used = [...line.matchAll(/\{ \$(\w+) \}/g)].map(([, name]) => name);
    const given = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(line).not.toBe('');
    expect(new Set(used)).toEqual(new Set(given));
  });
});

test('every sentence is said somewhere, to the letter', () => {
  const files = globSync(path.join(source, '{asterisk,files,change,pbx,features/*}/*.ts'));
  const said = files
    .filter((file) => !file.endsWith('reasons.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  for (const [code, message] of Object.entries(reasonMessages)) {
    const isOurs = said.includes(`reasonText('${code}'`);
    const parts = message.split(/\{\w+\}/);
    const isTheirs = parts.every((part) => said.includes(part));
    const isProver = ['not-taken', 'other-value', 'still-there', 'stands-twice'].includes(code);
    expect(isOurs || isTheirs || isProver, code).toBe(true);
  }
});

test('several sentences are each told in the reader’s language, and unknown ones stay', () => {
  const because = [
    reasonText('other-value', { key: 'password', type: 'auth', id: '1001-auth' }),
    'Something <new>.',
    reasonText('foreign', { file: '/etc/asterisk/pjsip.conf' }),
    'Asterisk did not answer on ARI within 2.5 s.',
  ].join(' ');
  expect(becauseText(words('uz'), because)).toBe(
    'Asterisk’da 1001-auth (auth) uchun password boshqacha. Something &lt;new&gt;. ' +
      '/etc/asterisk/pjsip.conf faylini shu orada boshqa birov oʻzgartirdi, unga tegilmadi. ' +
      'Asterisk ARI’da 2.5 soniya ichida javob bermadi.',
  );
});

test('values with blanks are found in quotes, and as a list', () => {
  const told = (key: string, args?: object) => `${key} ${JSON.stringify(args)}`;
  expect(becauseText(told, 'Asterisk did not answer "module reload res_ari.so" within 10 s.')).toBe(
    'reason-console-late {"line":"module reload res_ari.so","seconds":"10"}',
  );
  expect(becauseText(told, 'KEY stands more than once: lines 3, 5, 9. Please keep one.')).toBe(
    'reason-env-twice {"key":"KEY","lines":"3, 5, 9"}',
  );
});

test('what a hand edit put in the way is told in the reader’s language', () => {
  const endpoint = { name: '1001', type: 'endpoint' };
  const whyNot = (text: string): string => {
    try {
      removeSection(parseConf(text), endpoint);
    } catch (error) {
      return becauseText((key) => key, messageOf(error));
    }
    return 'removed';
  };
  const section = '[1001]\ntype=endpoint\n';
  expect(whyNot('')).toBe('reason-section-missing');
  expect(whyNot(section + section)).toBe('reason-section-twice');
  expect(whyNot(`${section}[1001](+)\nallow=ulaw\n`)).toBe('reason-section-used');
  expect(whyNot('[1001]\n#include a.conf\ntype=endpoint\n')).toBe('reason-section-includes');
  expect(whyNot('[1001]\n;-- x --;\ntype=endpoint\n')).toBe('reason-line-unsafe');
  expect(whyNot(section)).toBe('removed');
});

test('every reason comes back from its own sentence', () => {
  for (const code of Object.keys(reasonMessages)) {
    const message = Object.entries(reasonMessages).find(([one]) => one === code)?.[1] ?? '';
    const sentence = message.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => `<${name}>`);
    const told = becauseText((key, args) => `${key} ${JSON.stringify(args)}`, sentence);
    const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const args = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
    expect(told).toBe(`reason-${code} ${JSON.stringify(args)}`);
  }
});
