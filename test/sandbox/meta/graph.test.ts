import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startMeta, type FakeMeta, type MetaCustomer } from '../../support/meta.ts';

let now: number;
let meta: FakeMeta;
let token: string;
let pageId: string;
let bobur: MetaCustomer;
let aziza: MetaCustomer;

const hour = 60 * 60_000;

beforeEach(async () => {
  now = 1_790_000_000_000;
  meta = await startMeta({ clock: { now: () => now } });
  const { page, instagram, token: issued } = meta.createPage({ name: 'Sahifa', instagram: 'ig' });
  if (!instagram) throw new Error('no Instagram account');
  token = issued;
  pageId = page.id;
  bobur = meta.createCustomer(page, 'Bobur Aliyev');
  aziza = meta.createCustomer(instagram, 'Aziza', 'aziza.k');
});

afterEach(() => meta.close());

type Answer = { status: number; body: unknown };

async function call(
  method: string,
  path: string,
  body?: unknown,
  root = meta.graphRoot,
): Promise<Answer> {
  const response = await fetch(`${root}/v25.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const send = (customer: MetaCustomer, more: object = {}, message: object = { text: 'Salom' }) =>
  call('POST', 'me/messages', {
    recipient: { id: customer.customer.id },
    messaging_type: 'RESPONSE',
    message,
    ...more,
  });

const errorOf = ({ status, body }: Answer) => {
  const { error } = body as { error?: { code: number; error_subcode?: number } };
  return [status, error?.code, error?.error_subcode];
};

test('a reply inside the window arrives, and its id is that of the message', async () => {
  bobur.writes('Bormisiz?');
  const { status, body } = await send(bobur);
  const { mid } = await bobur.sees('Salom');
  expect([status, body]).toEqual([200, { recipient_id: bobur.customer.id, message_id: mid }]);
});

describe('is refused as Meta refuses it', () => {
  const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };

  test('a stranger', async () => {
    const answer = await call('POST', 'me/messages', {
      recipient: { id: '1' },
      messaging_type: 'RESPONSE',
      message: { text: 'a' },
    });
    expect(errorOf(answer)).toEqual([400, 100, 2_018_001]);
  });

  test('a day after the last word, each platform in its own way', async () => {
    bobur.writes('a');
    aziza.writes('a');
    now += 24 * hour + 2;
    expect(errorOf(await send(bobur))).toEqual([400, 10, 2_018_278]);
    expect(errorOf(await send(aziza))).toEqual([403, 10, 2_534_022]);
    expect(errorOf(await send(bobur, human))).toEqual([403, 10, undefined]);
    meta.setHumanAgent(true);
    expect((await send(bobur, human)).status).toBe(200);
    now += 7 * 24 * hour;
    expect(errorOf(await send(bobur, human))).toEqual([400, 10, 2_018_278]);
  });

  test('a story mention opens the window, and so does a button', async () => {
    aziza.mentionsInStory();
    bobur.taps('Boshlash', 'START');
    expect((await send(aziza)).status).toBe(200);
    expect((await send(bobur)).status).toBe(200);
  });

  test('a retired tag, a blocked page, a text that is too long, a text with a picture, an unknown field', async () => {
    bobur.writes('a');
    aziza.writes('a');
    const tag = { messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' };
    expect(errorOf(await send(bobur, tag))).toEqual([400, 100, 1_893_061]);
    expect(errorOf(await send(bobur, {}, { text: 'ў'.repeat(2001) }))).toEqual([
      400,
      100,
      undefined,
    ]);
    expect((await send(bobur, {}, { text: 'ў'.repeat(2000) })).status).toBe(200);
    expect(errorOf(await send(aziza, {}, { text: 'ў'.repeat(501) }))).toEqual([
      400,
      100,
      undefined,
    ]);
    expect((await send(aziza, {}, { text: 'ў'.repeat(500) })).status).toBe(200);
    const both = { text: 'a', attachment: { type: 'image', payload: { url: 'https://x/1' } } };
    expect(errorOf(await send(bobur, {}, both))).toEqual([400, 100, undefined]);
    expect(errorOf(await send(bobur, { persona: 1 }))).toEqual([400, 100, undefined]);
    bobur.blocks();
    expect(errorOf(await send(bobur))).toEqual([400, 551, 1_545_041]);
  });

  test('a dead token, none, a wrong proof, an unknown version', async () => {
    const proof = (secret: string) =>
      `me?appsecret_proof=${createHmac('sha256', secret).update(token).digest('hex')}`;
    expect((await call('GET', proof(meta.appSecret))).status).toBe(200);
    expect(errorOf(await call('GET', proof('other')))).toEqual([400, 100, undefined]);
    const unknown = await fetch(`${meta.graphRoot}/v99.0/me`);
    expect(await unknown.json()).toMatchObject({ error: { message: /Unknown path/, code: 2500 } });
    meta.tokens.kill(token);
    expect(errorOf(await call('GET', 'me'))).toEqual([400, 190, 460]);
    token = '';
    expect(errorOf(await call('GET', 'me'))).toEqual([400, 2500, undefined]);
  });

  test('the third look into conversations within a second', async () => {
    const look = () => call('GET', `${pageId}/conversations?platform=messenger`);
    expect([(await look()).status, (await look()).status]).toEqual([200, 200]);
    expect(errorOf(await look())).toEqual([400, 613, undefined]);
    now += 1000;
    expect((await look()).status).toBe(200);
  });
});

test('a connection that is cut after the send leaves the message at the customer', async () => {
  bobur.writes('a');
  meta.faults.next('send', { type: 'dropAfter' });
  await expect(send(bobur)).rejects.toThrow();
  expect(bobur.received()).toHaveLength(1);
  meta.faults.next('send', { type: 'dropBefore' });
  await expect(send(bobur)).rejects.toThrow();
  meta.faults.next('send', { type: 'htmlAfter' });
  await expect(send(bobur)).rejects.toThrow();
  expect(bobur.received()).toHaveLength(2);
  meta.faults.next('send', { type: 'error', code: 2 });
  expect(errorOf(await send(bobur))).toEqual([400, 2, undefined]);
  expect(bobur.received()).toHaveLength(2);
});

test('a file is uploaded and sent by its id', async () => {
  aziza.writes('a');
  const form = new FormData();
  form.set('message', '{"attachment":{"type":"image","payload":{"is_reusable":true}}}');
  form.set('filedata', new File(['rasm'], 'a.png', { type: 'image/png' }));
  const response = await fetch(
    `${meta.graphRoot}/v25.0/${pageId}/message_attachments?platform=instagram`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    },
  );
  const { attachment_id: id } = (await response.json()) as { attachment_id: string };
  const attachment = { type: 'image', payload: { attachment_id: id } };
  expect((await send(aziza, {}, { attachment })).status).toBe(200);
  const { attachments } = await aziza.sees((message) => message.attachments.length > 0);
  expect(await (await fetch(attachments[0]?.url ?? '')).text()).toBe('rasm');
});

test('profiles, conversations and messages tell what happened, newest first', async () => {
  const { mid } = bobur.writes('Bormisiz?');
  await send(bobur, {}, { text: 'Ha', metadata: 'outbox 7' });
  expect((await call('GET', bobur.customer.id)).body).toMatchObject({ first_name: 'Bobur' });
  expect((await call('GET', aziza.customer.id)).body).toMatchObject({ username: 'aziza.k' });
  aziza.customer.hasProfile = false;
  expect(errorOf(await call('GET', aziza.customer.id))).toEqual([400, 100, 33]);
  const list = await call(
    'GET',
    `me/conversations?platform=messenger&user_id=${bobur.customer.id}`,
  );
  const { data } = list.body as { data: { id: string }[] };
  const { body } = await call('GET', `${data[0]?.id ?? ''}?fields=messages`);
  expect(body).toMatchObject({
    messages: {
      data: [
        { message: 'Ha', from: { id: pageId } },
        { id: mid, message: 'Bormisiz?' },
      ],
    },
  });
});

test('debug_token and subscribed_apps say how things are', async () => {
  const debug = async () => (await call('GET', `debug_token?input_token=${token}`)).body;
  expect(await debug()).toMatchObject({
    data: { is_valid: true, scopes: expect.arrayContaining(['pages_messaging']) as unknown },
  });
  expect((await call('POST', 'me/subscribed_apps?subscribed_fields=messages')).body).toEqual({
    success: true,
  });
  expect((await call('GET', 'me/subscribed_apps')).body).toMatchObject({
    data: [{ subscribed_fields: ['messages'] }],
  });
});

test('an account through Instagram Login has a root and a token of its own, which is refreshed', async () => {
  const { instagram, token: own } = meta.createInstagramAccount('do.kon');
  const nodira = meta.createCustomer(instagram, 'Nodira');
  nodira.writes('a');
  expect(errorOf(await send(nodira))).toEqual([400, 100, 2_018_001]);
  token = own;
  const body = { recipient: { id: nodira.customer.id }, message: { text: 'Salom' } };
  expect((await call('POST', 'me/messages', body, meta.instagramRoot)).status).toBe(200);
  const refresh = () =>
    call(
      'GET',
      `refresh_access_token?grant_type=ig_refresh_token&access_token=${own}`,
      undefined,
      meta.instagramRoot,
    );
  const me = () => call('GET', 'me', undefined, meta.instagramRoot);
  now += 23 * hour;
  expect(errorOf(await refresh())).toEqual([400, 100, undefined]);
  now += hour;
  const refreshed = await refresh();
  expect(refreshed.body).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 });
  // The old one lives until its own end.
  now += 58 * 24 * hour;
  expect((await me()).status).toBe(200);
  now += 24 * hour;
  expect(errorOf(await me())).toEqual([400, 190, 460]);
  token = (refreshed.body as { access_token: string }).access_token;
  expect((await me()).status).toBe(200);
  now += 24 * hour;
  expect(errorOf(await refresh())).toEqual([400, 190, 460]);
});

test('conversations and messages come in pages, of the older messages only id and time, and two calls a second', async () => {
  const { account } = bobur.customer;
  for (let count = 0; count < 30; count += 1) meta.createCustomer(account, `M${count}`).writes('a');
  for (let count = 0; count < 30; count += 1) bobur.writes(`xabar ${count}`);
  type Page = {
    data: { id: string; from?: object }[];
    paging: { cursors: { after: string }; next?: string };
  };
  const page = async (path: string): Promise<Page> => {
    now += 1000;
    const { body } = await call('GET', path);
    return (
      path.includes('fields=messages') ? (body as { messages: Page }).messages : body
    ) as Page;
  };
  const first = await page('me/conversations?platform=messenger');
  expect(first.data).toHaveLength(25);
  expect(first.data[0]?.id).toBe(`t_${bobur.customer.id}`);
  const rest = await page(
    `me/conversations?platform=messenger&after=${first.paging.cursors.after}`,
  );
  expect([rest.data.length, rest.paging.next]).toEqual([6, undefined]);
  const newest = await page(`t_${bobur.customer.id}?fields=messages{id,from}`);
  expect(newest.data.map(({ from }) => from !== undefined)).toEqual([
    ...Array.from({ length: 20 }, () => true),
    ...Array.from({ length: 5 }, () => false),
  ]);
  const older = await page(
    `t_${bobur.customer.id}/messages?fields=id,from&after=${newest.paging.cursors.after}`,
  );
  expect(older.data).toHaveLength(5);
  now += 1000;
  const path = 'me/conversations?platform=messenger';
  const answers = [await call('GET', path), await call('GET', path), await call('GET', path)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
});
