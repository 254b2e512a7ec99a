import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { refusalOf, resultOf } from '../../support/telegram-call.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

let telegram: FakeTelegram;
let aziza: Person;
let receiver: Server;
let url = '';
let received: { secret: unknown; text: string }[] = [];
let statuses: number[] = [];
let reply = '';

beforeEach(async () => {
  telegram = await startTelegram({ webhookRetryMs: 5 });
  aziza = telegram.createPerson({ name: 'Aziza' });
  received = [];
  statuses = [];
  reply = '';
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const update = z
        .looseObject({ message: z.looseObject({ text: z.string() }) })
        .parse(JSON.parse(body));
      received.push({
        secret: request.headers['x-telegram-bot-api-secret-token'],
        text: update.message.text,
      });
      response.writeHead(statuses.shift() ?? 200).end(reply);
      receiver.emit('taken');
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/telegram`;
});
afterEach(async () => {
  expect(telegram.violations).toEqual([]);
  await telegram.stop();
  receiver.closeAllConnections();
  receiver.close();
});

async function taken(count: number): Promise<readonly string[]> {
  while (received.length < count) await once(receiver, 'taken');
  return received.map(({ text }) => text);
}

const info = z.looseObject({ pending_update_count: z.number() });

test('updates come with the secret, those that waited first', async () => {
  await aziza.says('oldin');
  expect(await refusalOf(telegram, 'setWebhook', { url, secret_token: 'Sir_1-2' })).toBe('ok');
  await aziza.says('keyin');
  expect(await taken(2)).toEqual(['oldin', 'keyin']);
  expect(received.map(({ secret }) => secret)).toEqual(['Sir_1-2', 'Sir_1-2']);
  await expect
    .poll(() => resultOf(telegram, 'getWebhookInfo', {}, info))
    .toMatchObject({ url, pending_update_count: 0 });
});

test('a failed delivery is repeated before the next of its chat', async () => {
  statuses = [500, 404];
  await refusalOf(telegram, 'setWebhook', { url });
  await aziza.says('bir');
  await aziza.says('ikki');
  expect(await taken(4)).toEqual(['bir', 'bir', 'bir', 'ikki']);
  expect(await resultOf(telegram, 'getWebhookInfo', {}, info)).toMatchObject({
    last_error_message: 'Wrong response from the webhook: 404 Not Found',
  });
});

test('a method in the answer is called', async () => {
  reply = JSON.stringify({ method: 'sendMessage', chat_id: aziza.id, text: 'javob' });
  await refusalOf(telegram, 'setWebhook', { url });
  await aziza.says('salom');
  await aziza.sees('javob');
});

test('with a webhook there is no getUpdates, and a waiting one ends', async () => {
  const waiting = refusalOf(telegram, 'getUpdates', { timeout: 50 });
  await expect.poll(() => telegram.emulator.updates.isPolled()).toBe(true);
  await refusalOf(telegram, 'setWebhook', { url });
  expect(await waiting).toBe('Conflict: terminated by setWebhook request');
  expect(await refusalOf(telegram, 'getUpdates')).toBe(
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  );
  expect(await refusalOf(telegram, 'deleteWebhook', { drop_pending_updates: true })).toBe('ok');
  expect(await refusalOf(telegram, 'getUpdates')).toBe('ok');
});

test.each([
  [{ url: 'http://example.com/' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
  [
    { url: 'https://example.com:4000/' },
    'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
  ],
  [
    { url: 'https://example.com/', secret_token: 'sir!' },
    'secret token contains unallowed characters',
  ],
])('%j is refused', async (parameters, reason) => {
  expect(await refusalOf(telegram, 'setWebhook', parameters)).toBe(`Bad Request: ${reason}`);
});
