import { afterEach, beforeEach, expect, test } from 'vitest';
import { request } from 'undici';
import { phoneCardOnHttp } from '../../../src/features/phone-card/on-http.ts';
import { openLinks, type Links } from '../../../src/features/phone-card/open-links.ts';
import { startHttpServer, type HttpServer } from '../../../src/http/server.ts';
import { createLog } from '../../../src/lib/log.ts';
import { Secret } from '../../../src/lib/secret.ts';

const token = 'V1StGXR8_Z5jdHi6B-myTxYzAbCdEfGh';
const password = 'Abc-123.x~y_Z';
let links: Links;
let server: HttpServer;
let logged: string[];

beforeEach(async () => {
  logged = [];
  links = openLinks({
    publicUrl: 'https://bot.example.uz',
    newToken: () => token,
    clock: { now: () => 0 },
  });
  links.open({
    ...{ number: '1001', name: 'Aziza', server: 'pbx', domain: 'pbx', port: 5060 },
    ...{ protocol: 'udp', password: new Secret(password) },
  });
  const log = createLog({
    level: 'debug',
    destination: {
      write: (line: string) => {
        logged.push(line);
      },
    },
  });
  server = await startHttpServer({
    ...{ host: '127.0.0.1', port: 0, log, readyChecks: [] },
    routes: [phoneCardOnHttp(links)],
  });
});
afterEach(async () => {
  await server.stop();
  expect(logged.join('\n')).not.toContain(token);
});

async function get(
  path: string,
  headers: Record<string, string> = {},
  method: 'GET' | 'HEAD' | 'POST' = 'GET',
) {
  const answer = await request(server.url + path, { method, headers });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: await answer.body.text(),
  };
}

test('a softphone gets its settings, and nothing on the way may keep them', async () => {
  const answer = await get(`/p/${token}`, { 'user-agent': 'Linphone (belle-sip/5.3)' });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/xml; charset=utf-8',
    'cache-control': 'no-store',
    'x-robots-tag': expect.stringContaining('noindex') as string,
    'referrer-policy': 'no-referrer',
  });
  expect(answer.text).toContain(password);
  expect((await get(`/p/${token}?for=acrobits`)).text).toContain('<account>');
});

test('HEAD, browsers and previews learn nothing and use nothing up', async () => {
  const readers: readonly (readonly [Record<string, string>, 'GET' | 'HEAD'])[] = [
    [{}, 'HEAD'],
    [{ accept: 'text/html,application/xhtml+xml' }, 'GET'],
    [{ 'user-agent': 'TelegramBot (like TwitterBot)' }, 'GET'],
    [{ 'user-agent': 'WhatsApp/2.23' }, 'GET'],
  ];
  for (const [headers, method] of [...readers, ...readers]) {
    const answer = await get(`/p/${token}`, headers, method);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(password);
  }
  for (let use = 1; use <= 5; use += 1) {
    expect((await get(`/p/${token}`)).text).toContain(password);
  }
  expect((await get(`/p/${token}`)).status).toBe(404);
});

test('whatever is no living link gets one and the same answer', async () => {
  const nasty = [
    '/p/',
    '/p/x',
    `/p/${token}x`,
    `/p/${token.slice(1)}`,
    `/p/${token}/`,
    `/p/${token}/x`,
    `/p/${token}?for=nothing`,
    `/p/${token}?for=linphone&for=zoiper`,
    '/p/%2e%2e%2fetc%2fpasswd',
    '/p/%00',
    '/p/__proto__',
    `/p/${'x'.repeat(5_000)}`,
    "/p/'%20or%201=1",
  ];
  const answers = [];
  for (const path of nasty) answers.push(await get(path));
  links.burn('1001');
  answers.push(await get(`/p/${token}`), await get(`/p/${token}`, { accept: 'text/html' }));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.text).toContain('Ask your administrator');
});

test('other methods and broken addresses are refused without a word of the link', async () => {
  expect((await get(`/p/${token}`, {}, 'POST')).status).toBe(404);
  expect((await get('/p/%ff')).status).toBe(400);
  expect((await get(`/p/${token}`)).text).toContain(password);
});
