import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultsText, faultText } from '../../src/change/change-words.ts';
import { problemAt } from '../../src/files/conf-problem.ts';
import { problemMessages } from '../../src/files/problem-messages.ts';
import { createLog } from '../../src/lib/log.ts';
import { createWords } from '../../src/telegram/words.ts';

const languages = ['uz', 'ru', 'en'] as const;
const folder = path.join(import.meta.dirname, '../../src/change');
const fileOf = (language: string) => path.join(folder, `${language}.ftl`);
const silent = createLog({ level: 'silent', destination: { write: () => undefined } });
const words = createWords(languages.map(fileOf), silent);

describe.each(languages)('the words of %s', (language) => {
  const lines = readFileSync(fileOf(language), 'utf8').split('\n');

  test.each(Object.entries(problemMessages))('say %s with its values', (code, message) => {
    const line = lines.find((one) => one.startsWith(`fault-${code} = `)) ?? '';
    const used = [...line.matchAll(/\{ \$(\w+) \}/g)].map(([, name]) => name);
    const given = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(line).not.toBe('');
    expect(new Set(used)).toEqual(new Set(given));
  });

  test('say nothing that no file can be guilty of', () => {
    const said = lines.flatMap((line) => /^fault-([\w-]+) =/.exec(line)?.[1] ?? []);
    expect(said.toSorted()).toEqual(Object.keys(problemMessages).toSorted());
  });
});

test('a fault is told with its place, its values made safe, in the reader’s language', () => {
  const place = { file: '/etc/asterisk/pjsip.conf', line: 1234 };
  const fault = problemAt(place, 'object', 'contact-invalid', {
    id: '1001',
    contact: '<b>sip/1001',
  });
  expect(fault.message).toContain('contact "<b>sip/1001" is no sip: address');
  const text = faultsText(words('uz'), [fault]);
  expect(text).toContain('<code>/etc/asterisk/pjsip.conf:1234</code> [1001]: contact');
  expect(text).toContain('«&lt;b&gt;sip/1001» SIP manzil (sip:…) emas');
});

test('a line number has no thousands mark', () => {
  const args = { id: '1', type: 'aor', file: 'x', line: 12345 };
  expect(faultText(words('en'), { code: 'wizard-clash', args })).toContain('line 12345');
});
