import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refused, Unreachable, isSystemError, messageOf } from '../../src/lib/error.ts';
import { cleanLine, escapeHtml } from '../../src/lib/html.ts';
import { createLog } from '../../src/lib/log.ts';
import { createMutex } from '../../src/lib/mutex.ts';
import { backoffMs, pause } from '../../src/lib/retry.ts';
import { isAtLeast } from '../../src/lib/role.ts';
import { Secret } from '../../src/lib/secret.ts';

test('a secret shows itself nowhere but where it is revealed', () => {
  const secret = new Secret('hunter2-hunter2');
  const shown = [
    String(secret),
    ['', secret].join(''),
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 9, showHidden: true }),
  ];
  for (const text of shown) expect(text).not.toContain('hunter2');
  expect(secret.reveal()).toBe('hunter2-hunter2');
});

test.each([
  ['a known secret value', { note: 'it is Known-Secret-Value.' }],
  ['a bot token', { url: 'https://api/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/x' }],
  ['a Basic header', { header: 'Basic YmFja2VuZDpodW50ZXIyAAAA' }],
  ['a Bearer header', { header: 'Bearer abcdefghijklmnop' }],
  ['credentials in an address', { url: 'http://backend:AAHdqTcvCH1@127.0.0.1/ari' }],
  ['an ARI key in an address', { url: 'ws://h/ari/events?api_key=backend:AAHdqTcvCH1&app=x' }],
  ['a password line', { line: 'password = AAHdqTcvCH1' }],
  ['a JSON password', { body: '{"password":"AAHdqTcvCH1"}' }],
])('%s is taken out of a log line, wherever it stands', (_, fields) => {
  const lines: string[] = [];
  const log = createLog({
    level: 'info',
    secrets: () => ['Known-Secret-Value'],
    destination: {
      write: (line: string) => {
        lines.push(line);
      },
    },
  });
  log.info(fields, 'deep');
  log.error({ error: new Error(JSON.stringify(fields)) }, 'in an error');
  const text = lines.join('');
  expect(text).toContain('[secret]');
  expect(text).not.toMatch(/Known-Secret|AAHdqTcvCH1|YmFja2VuZ|abcdefghijklmnop/);
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  // A log that is read back is cleaned once more.
  for (const line of lines) expect(log.clean(line)).toBe(line);
});

test.each([
  ['<a href="tg://user?id=1">Bank</a>', '&lt;a href=&quot;tg://user?id=1&quot;&gt;Bank&lt;/a&gt;'],
  ['A & B', 'A &amp; B'],
])('%j is shown as it stands, as %j', (text, html) => {
  expect(escapeHtml(text)).toBe(html);
});

test.each([
  ['two\r\nlines', 'two lines'],
  ['Ali\u202Elive', 'Alilive'],
  ['zero\u200Bwidth\uFEFF', 'zerowidth'],
  ['\u0000\u0007bell', 'bell'],
  ['👨‍👩‍👧 oila', '👨‍👩‍👧 oila'],
  ['Oʻgʻiloy', 'Oʻgʻiloy'],
])('the stranger\u2019s text %j becomes %j', (text, line) => {
  expect(cleanLine(text)).toBe(line);
});

test('no text makes a line longer than 64 signs, and no control or direction sign gets through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const line = cleanLine(text);
      expect([...new Intl.Segmenter('uz').segment(line)].length).toBeLessThanOrEqual(64);
      expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }),
    { numRuns: 20_000 },
  );
});

test('works given to a mutex run one after the other, failures among them', async () => {
  const mutex = createMutex();
  const order: number[] = [];
  const results = await Promise.allSettled(
    [1, 2, 3].map((number) =>
      mutex(async () => {
        order.push(number);
        await pause(1);
        order.push(number);
        if (number === 2) throw new Error('two');
      }),
    ),
  );
  expect(order).toEqual([1, 1, 2, 2, 3, 3]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('the wait before a retry stays under its cap however often it failed', () => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const wait = backoffMs(attempt, () => 0.999_999);
    expect(wait).toBeGreaterThanOrEqual(0);
    expect(wait).toBeLessThan(15_000);
  }
  expect(backoffMs(0, () => 0.999_999)).toBeLessThan(250);
});

test('a pause ends early when its signal says so, without an error', async () => {
  const controller = new AbortController();
  const paused = pause(60_000, controller.signal);
  controller.abort();
  await expect(paused).resolves.toBeUndefined();
});

test('a role may do what the ones before it may, and not more', () => {
  expect(isAtLeast('owner', 'operator')).toBe(true);
  expect(isAtLeast('admin', 'admin')).toBe(true);
  expect(isAtLeast('supervisor', 'admin')).toBe(false);
});

test('an error keeps its code, its status and its cause', () => {
  const cause = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  const refused = new Refused('They said no.', { status: 403, cause });
  expect(refused).toMatchObject({ name: 'Refused', code: 'Refused', status: 403, cause });
  expect(isSystemError(cause, 'ECONNREFUSED')).toBe(true);
  expect(isSystemError(cause, 'ENOENT')).toBe(false);
  expect(messageOf('a string thrown')).toBe('a string thrown');
  expect(new Unreachable('x').details).toEqual({});
});
