import { createHmac } from 'node:crypto';
import { Agent } from 'undici';
import { createInbox, createInboxStore } from '../../../src/features/inbox/index.ts';
import { startHttpServer } from '../../../src/http/server.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { createSignatureCheck } from '../../../src/meta/signature.ts';
import { openDatabase } from '../../../src/storage/database.ts';

export const appSecret = '0123456789abcdef0123456789abcdef';
export const verifyToken = 'navbatchi-tekshiruvi';
const pageId = '1122334455';

export const sign = (body: string | Uint8Array, secret = appSecret): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** A text of a customer, as Messenger sends it. */
export function textItem(
  mid: string,
  text: string,
  { customer = '77', at = 1_790_000_000_000 } = {},
) {
  return {
    sender: { id: customer },
    recipient: { id: pageId },
    timestamp: at,
    message: { mid, text },
  };
}

export function webhookOf(...items: readonly object[]): string {
  return JSON.stringify({ object: 'page', entry: [{ id: pageId, time: 1, messaging: items }] });
}

/** The door as the app opens it, on a database of its own. */
export async function openWebhookHouse(
  file = ':memory:',
  { isSetUp = true, requestTimeoutMs = 10_000 } = {},
) {
  const database = await openDatabase(file);
  const logged: string[] = [];
  const log = createLog({
    level: 'debug',
    destination: { write: (line: string) => void logged.push(line) },
  });
  const isSigned = createSignatureCheck(new Secret(appSecret));
  const store = createInboxStore(database);
  let onEvents: () => void = () => undefined;
  const inbox = createInbox({
    store,
    access: () => (isSetUp ? { verifyToken: new Secret(verifyToken), isSigned } : undefined),
    ...{ clock: systemClock, log },
    onEvents: () => {
      onEvents();
    },
  });
  const http = await startHttpServer({
    ...{ host: '127.0.0.1', port: 0, log, readyChecks: [], requestTimeoutMs },
    routes: [inbox.http],
  });
  inbox.start();
  const url = `${http.url}/chats/webhook/facebook`;
  const agent = new Agent({ connections: 64 });
  const post = async (
    body: string | Buffer,
    headers: Record<string, string | readonly string[]> = { 'x-hub-signature-256': sign(body) },
  ) => {
    const answer = await agent.request({
      ...{ origin: http.url, path: '/chats/webhook/facebook', method: 'POST', body },
      headers: Object.entries({ 'content-type': 'application/json', ...headers }).flatMap(
        ([name, value]) => [value].flat().flatMap((one) => [name, one]),
      ),
    });
    return { status: answer.statusCode, body: await answer.body.text() };
  };
  return {
    ...{ database, store, logged, url, post },
    /** Resolves when all bodies are read. */
    settled: async (): Promise<void> => {
      while ((await store.countWaiting()).bodies > 0) {
        await new Promise<void>((resolve) => {
          onEvents = resolve;
          setTimeout(resolve, 20);
        });
      }
    },
    events: () => database.selectFrom('inboxEvents').selectAll().orderBy('sequence').execute(),
    stop: async (): Promise<void> => {
      await agent.destroy();
      await http.stop();
      await inbox.stop();
      await database.destroy();
    },
  };
}

export type WebhookHouse = Awaited<ReturnType<typeof openWebhookHouse>>;
