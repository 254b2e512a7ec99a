import { afterEach, beforeEach, expect, test } from 'vitest';
import { request } from 'undici';
import { startHttpServer, statusOfStop, type HttpServer } from '../../src/http/server.ts';
import { Unreachable } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import { readFileSync } from 'node:fs';

const log = createLog({ level: 'silent' });
let isAsteriskUp: boolean;
let received: unknown[];
let receive: (update: unknown) => Promise<void>;
let server: HttpServer;

beforeEach(async () => {
  isAsteriskUp = true;
  received = [];
  receive = (update) => {
    received.push(update);
    return Promise.resolve();
  };
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    log,
    readyChecks: [{ name: 'asterisk', isReady: () => Promise.resolve(isAsteriskUp) }],
    telegramWebhook: {
      secret: new Secret('the-right-secret-token'),
      receive: (update) => receive(update),
    },
  });
});

afterEach(() => server.stop());

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const answer = await request(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.statusCode, body: await answer.body.text() };
}

const secret = { 'x-telegram-bot-api-secret-token': 'the-right-secret-token' };

test('the process is healthy even when Asterisk is away, but not ready', async () => {
  const get = async (path: string) => {
    const answer = await request(server.url + path);
    return [answer.statusCode, await answer.body.json()];
  };
  expect(await get('/ready')).toEqual([200, { status: 'ready', checks: { asterisk: true } }]);
  isAsteriskUp = false;
  expect(await get('/health')).toEqual([200, { status: 'ok' }]);
  expect(await get('/ready')).toEqual([503, { status: 'not ready', checks: { asterisk: false } }]);
});

test.each(['/chats/webhook/telegram', '/api/chats/webhook/telegram'])(
  'an update with the right secret token is received at %s',
  async (path) => {
    expect((await post(path, '{"update_id":1}', secret)).status).toBe(200);
    expect(received).toEqual([{ update_id: 1 }]);
  },
);

test.each([
  ['none', {}],
  [
    'a wrong one of the same length',
    { 'x-telegram-bot-api-secret-token': 'the-wrong-secret-token' },
  ],
  ['a shorter one', { 'x-telegram-bot-api-secret-token': 'the' }],
  ['a longer one', { 'x-telegram-bot-api-secret-token': 'the-right-secret-token-and-more' }],
])('with a secret token that is %s nothing is received', async (_, headers) => {
  const answer = await post('/chats/webhook/telegram', '{"update_id":1}', headers);
  expect(answer.status).toBe(401);
  expect(received).toEqual([]);
});

test('an update that could not be stored is not acknowledged', async () => {
  receive = () => Promise.reject(new Unreachable('The disk is full.'));
  expect((await post('/chats/webhook/telegram', '{"update_id":1}', secret)).status).toBe(503);
});

test.each([
  ['broken JSON', '{"update_id":', 400],
  ['a body over 1 MiB', JSON.stringify('x'.repeat(1024 * 1024 + 1)), 413],
  ['a __proto__ key', '{"__proto__":{"a":1}}', 400],
])('%s is refused with a clear status', async (_, body, status) => {
  expect((await post('/chats/webhook/telegram', body, secret)).status).toBe(status);
  expect(received).toEqual([]);
});

test('a bug answers 500 and tells nothing of itself', async () => {
  receive = () => Promise.reject(new Error('password=hunter2 at /srv/app'));
  const answer = await post('/chats/webhook/telegram', '{}', secret);
  expect(answer.status).toBe(500);
  expect(answer.body).not.toContain('hunter2');
});

test('a port that is taken is named with the way out', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startHttpServer({ host: '127.0.0.1', port, log, readyChecks: [] })).rejects.toThrow(
    'set HTTP_PORT',
  );
});

test('the table in docs/errors.md is the table in the code', () => {
  const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(rows)).toEqual(statusOfStop);
});
