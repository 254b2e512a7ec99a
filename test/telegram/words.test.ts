import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Log } from '../../src/lib/log.ts';
import { createWords, localeOf } from '../../src/telegram/words.ts';

const logged: Record<string, unknown>[] = [];
const note = (fields: Readonly<Record<string, unknown>>): void => {
  logged.push({ ...fields });
};
const log: Log = { debug: note, info: note, warn: note, error: note };

function files(texts: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'navbatchi-words-'));
  return Object.entries(texts).map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

test('several files of one language are one, text arguments are escaped, HTML and numbers are not', () => {
  const words = createWords(
    [
      ...files({
        'uz.ftl': 'hello = Salom, <b>{ $name }</b>!',
        'ru.ftl': 'hello = Привет, { $name }!',
      }),
      ...files({ 'uz.ftl': 'count = { $n } ta: { $list }' }),
    ],
    log,
  );
  expect(words('uz')('hello', { name: 'Ғайрат <i>&"' })).toBe(
    'Salom, <b>Ғайрат &lt;i&gt;&amp;&quot;</b>!',
  );
  expect(words('uz')('count', { n: 7, list: { html: '<code>1001</code>' } })).toBe(
    '7 ta: <code>1001</code>',
  );
  expect(words('ru')('hello', { name: 'Али' })).toBe('Привет, Али!');
  expect(words('ru')('count', { n: 7, list: '' })).toBe('7 ta: ');
});

test('a missing key or argument is logged once and shown, and never throws', () => {
  const words = createWords(files({ 'uz.ftl': 'hello = Salom, { $name }!' }), log);
  logged.length = 0;
  for (let time = 0; time < 3; time += 1) {
    expect(words('en')('nowhere')).toBe('nowhere');
    expect(words('uz')('hello')).toBe('hello');
  }
  expect(logged).toHaveLength(2);
});

test('an argument cannot bring Fluent of its own', () => {
  const words = createWords(files({ 'uz.ftl': 'secret = sir\nhello = Salom, { $name }!' }), log);
  expect(words('uz')('hello', { name: '{ secret } { $x }' })).toBe('Salom, { secret } { $x }!');
});

test('a Fluent file of an unknown language is refused', () => {
  expect(() => createWords(files({ 'de.ftl': 'a = b' }), log)).toThrow(
    'not named after a language',
  );
});

test('Telegram’s language codes lead to ours, unknown ones to Uzbek', () => {
  expect(['ru-RU', 'en', 'uz', 'tr', undefined].map(localeOf)).toEqual([
    'ru',
    'en',
    'uz',
    'uz',
    'uz',
  ]);
});
