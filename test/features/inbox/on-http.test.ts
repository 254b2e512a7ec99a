import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/storage/database.ts';
import {
  appSecret,
  openWebhookHouse,
  sign,
  textItem,
  verifyToken,
  webhookOf,
  type WebhookHouse,
} from './webhook-house.ts';

let house: WebhookHouse;

beforeEach(async () => {
  house = await openWebhookHouse();
});

afterEach(() => house.stop());

const stored = async () => ({
  ...(await house.store.countWaiting()),
  all: (await house.events()).length,
});

async function challenge(query: Record<string, string>) {
  const answer = await request(house.url, { query });
  return { status: answer.statusCode, body: await answer.body.text() };
}

const rightChallenge = {
  'hub.mode': 'subscribe',
  'hub.verify_token': verifyToken,
  'hub.challenge': '1158201444',
};

test("Meta's challenge is answered with itself when the verify token is ours", async () => {
  expect(await challenge(rightChallenge)).toEqual({ status: 200, body: '1158201444' });
});

test.each([
  ['another token', { ...rightChallenge, 'hub.verify_token': 'navbatchi-tekshiruvI' }],
  ['a shorter token', { ...rightChallenge, 'hub.verify_token': 'nav' }],
  ['another mode', { ...rightChallenge, 'hub.mode': 'unsubscribe' }],
  ['nothing', {}],
])('a challenge with %s is refused', async (_, query) => {
  expect((await challenge(query)).status).toBe(403);
});

test('without secrets the door is not there', async () => {
  const closed = await openWebhookHouse(':memory:', { isSetUp: false });
  const body = webhookOf(textItem('m', 'Salom'));
  expect((await closed.post(body)).status).toBe(404);
  expect((await request(closed.url, { query: rightChallenge })).statusCode).toBe(404);
  await closed.stop();
});

test('a signed webhook is on the disk when it is answered, and an event soon after', async () => {
  const answer = await house.post(webhookOf(textItem('m_1', 'Salom'), textItem('m_2', 'Bormi?')));
  expect(answer).toEqual({ status: 200, body: 'EVENT_RECEIVED' });
  await house.settled();
  expect(await house.events()).toMatchObject([
    { kind: 'message', mid: 'm_1', customerId: '77', state: 'new' },
    { kind: 'message', mid: 'm_2', customerId: '77', state: 'new' },
  ]);
  expect(await stored()).toEqual({ bodies: 0, events: 2, all: 2 });
});

test("Meta's escapes are signed as they are sent", async () => {
  const body = webhookOf(textItem('m_1', 'https://x/ä😀'))
    .replaceAll('/', '\\/')
    .replaceAll('ä', '\\u00e4')
    .replaceAll('😀', '\\ud83d\\ude00');
  expect((await house.post(body)).status).toBe(200);
  await house.settled();
  const [head] = await house.store.listHeads({ now: 1, settledBefore: Infinity, limit: 9 });
  expect(head?.event.happening).toMatchObject({ text: 'https://x/ä😀' });
});

test('the same webhook fifty times side by side, and its message in another batch, is one event', async () => {
  const body = webhookOf(textItem('m_1', 'Salom'));
  const again = webhookOf(textItem('m_0', 'Oldin'), textItem('m_1', 'Salom'));
  const bodies = [...Array.from({ length: 50 }, () => body), again];
  const answers = await Promise.all(bodies.map((one) => house.post(one)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await house.settled();
  const mids = (await house.events()).map(({ mid }) => mid);
  expect(mids.toSorted()).toEqual(['m_0', 'm_1']);
});

test('a batch of a thousand updates is kept whole', async () => {
  const items = Array.from({ length: 1000 }, (_, index) =>
    textItem(`m_${index}`, 'Salom '.repeat(400), { customer: String(index % 50) }),
  );
  const body = webhookOf(...items);
  expect(body.length).toBeGreaterThan(2_000_000);
  expect((await house.post(body)).status).toBe(200);
  await house.settled();
  expect(await house.events()).toHaveLength(1000);
});

test('a webhook over 8 MiB is refused, announced or not, and the next one is taken', async () => {
  const large = Buffer.alloc(8 * 1024 * 1024 + 1, 'x');
  await expect(
    house.post(large).then(
      ({ status }) => status,
      () => 413,
    ),
  ).resolves.toBe(413);
  expect((await house.post(webhookOf(textItem('m', 'a')))).status).toBe(200);
});

test.each([
  ['not JSON at all', 'not JSON'],
  ['{"object":"page","entry":null}', 'not a webhook'],
])('a signed body that is %s is answered, and kept apart', async (body, because) => {
  expect((await house.post(body)).status).toBe(200);
  expect((await house.post(webhookOf(textItem('m', 'a')))).status).toBe(200);
  await house.settled();
  const apart = await house.database.selectFrom('unreadableBodies').selectAll().execute();
  expect(apart.map((row) => [row.because, Buffer.from(row.body).toString()])).toEqual([
    [because, body],
  ]);
  expect(await house.events()).toHaveLength(1);
});

describe('twenty kinds of bad signatures, fifty of each', () => {
  const marker = 'Juda-Maxfiy-Gap';
  const forged = (index: number) => webhookOf(textItem(`m_${index}`, marker));
  const hex = (body: string) => sign(body).slice('sha256='.length);
  type Headers = Record<string, string | readonly string[]>;
  const header = (value: string | readonly string[]): Headers => ({ 'x-hub-signature-256': value });
  const kinds: readonly (readonly [string, (body: string) => Headers])[] = [
    ['none', () => ({})],
    ['an empty one', () => header('')],
    ['the scheme alone', () => header('sha256=')],
    ['no scheme', (body) => header(hex(body))],
    ['SHA-1', (body) => header(`sha1=${hex(body).slice(24)}`)],
    ['the old header alone', (body) => ({ 'x-hub-signature': sign(body) })],
    ['63 digits', (body) => header(`sha256=${hex(body).slice(1)}`)],
    ['65 digits', (body) => header(`sha256=${hex(body)}0`)],
    ['capitals', (body) => header(`sha256=${hex(body).toUpperCase()}`)],
    ['a scheme in capitals', (body) => header(`SHA256=${hex(body)}`)],
    ['a blank before', (body) => header(`sha256= ${hex(body).slice(1)}`)],
    ['two headers', (body) => header([sign(body), sign(body)])],
    ['another secret', (body) => header(sign(body, 'f'.repeat(32)))],
    ['an empty secret', (body) => header(sign(body, ''))],
    ['another body', (body) => header(sign(`${body} `))],
    ['an empty body', () => header(sign(''))],
    ['UTF-16', (body) => header(sign(Buffer.from(body, 'utf16le')))],
    ['zeros', () => header(`sha256=${'0'.repeat(64)}`)],
    ['letters that are no digits', () => header(`sha256=${'z'.repeat(64)}`)],
    ['base64', () => header(`sha256=${'A'.repeat(43)}=`)],
  ];

  test('are refused with the same words, and leave nothing behind', async () => {
    expect(kinds).toHaveLength(20);
    const answers = await Promise.all(
      kinds.flatMap(([, headersOf]) =>
        Array.from({ length: 50 }, (_, index) => {
          const body = forged(index);
          return house.post(body, headersOf(body));
        }),
      ),
    );
    expect(answers).toHaveLength(1000);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect(await stored()).toEqual({ bodies: 0, events: 0, all: 0 });
    expect(house.logged.join('')).not.toContain(marker);
    expect(house.logged.join('')).not.toContain(appSecret);
    // The alarm, once.
    expect(house.logged).toHaveLength(1);
  });
});

describe('when the database cannot take a webhook', () => {
  const pages = async () => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(house.database);
    return rows[0]?.page_count ?? 0;
  };
  const limitPages = (count: number) =>
    sql.raw(`pragma max_page_count = ${count}`).execute(house.database);

  test('the answer is 503 as long as the disk is full, nothing of it is logged, and what comes again is kept once', async () => {
    const marker = 'Juda-Maxfiy-Gap ';
    const bodies = Array.from({ length: 20 }, (_, index) =>
      webhookOf(textItem(`m_${index}`, marker.repeat(500))),
    );
    // Pages that the migrations left free would take some more.
    await sql`vacuum`.execute(house.database);
    await limitPages(await pages());
    const full = await Promise.all(bodies.map((body) => house.post(body)));
    expect(full.map(({ status }) => status)).toEqual(bodies.map(() => 503));
    await limitPages(1_000_000);
    const again = await Promise.all(bodies.map((body) => house.post(body)));
    expect(again.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    await house.settled();
    expect(await house.events()).toHaveLength(20);
    expect(house.logged.join('')).not.toContain('Maxfiy');
    expect(house.logged.join('')).toContain('SQLITE_FULL');
  });

  test('the answer is 503 as long as another process holds it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nb-inbox-'));
    const file = path.join(folder, 'inbox.db');
    await house.stop();
    house = await openWebhookHouse(file);
    // Waiting for the lock is SQLite's part, and takes five seconds.
    await sql.raw('pragma busy_timeout = 0').execute(house.database);
    const other = await openDatabase(file);
    await other.connection().execute(async (connection) => {
      await sql.raw('begin immediate').execute(connection);
      expect((await house.post(webhookOf(textItem('m_1', 'Salom')))).status).toBe(503);
      await sql.raw('rollback').execute(connection);
    });
    expect((await house.post(webhookOf(textItem('m_1', 'Salom')))).status).toBe(200);
    await house.settled();
    expect(await house.events()).toHaveLength(1);
    await other.destroy();
    rmSync(folder, { recursive: true });
  });
});

describe('slow clients', () => {
  const open = async (text: string): Promise<Socket> => {
    const { port, hostname } = new URL(house.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  };
  const head = 'POST /chats/webhook/facebook HTTP/1.1\r\nhost: x\r\n';
  const signature = `x-hub-signature-256: ${sign('x')}\r\n`;

  test('five hundred that say nothing, never end their headers or bodies, drip, or never read, harm no webhook, and are cut off', async () => {
    await house.stop();
    house = await openWebhookHouse(':memory:', { requestTimeoutMs: 1500 });
    const slow = await Promise.all(
      Array.from({ length: 100 }, () => [
        open(`${head}x-slow: `),
        open(`${head}${signature}content-length: 8000000\r\n\r\n{"object":`),
        open(`${head}${signature}content-length: 8000000\r\n\r\n{"drip":`),
        open(''),
        open(`${head}${signature}content-length: 1\r\n\r\ny`.repeat(20)),
      ]).flat(),
    );
    const silent = slow.filter((_, index) => index % 5 < 4);
    const drip = setInterval(() => {
      for (const [index, socket] of slow.entries()) if (index % 5 === 2) socket.write('x');
    }, 100);
    const closed = Promise.all(silent.map((socket) => once(socket, 'close')));
    for (let index = 0; index < 100; index += 1) {
      const { status } = await house.post(webhookOf(textItem(`m_${index}`, 'Salom')));
      expect(status).toBe(200);
    }
    for (const socket of slow) socket.resume();
    await closed;
    clearInterval(drip);
    for (const socket of slow) socket.destroy();
  }, 30_000);
});
