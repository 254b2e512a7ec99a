import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../src/lib/secret.ts';
import { createGraph, type Graph, type GraphAccess, type Outgoing } from '../../src/meta/graph.ts';
import { startMeta, type FakeMeta, type MetaCustomer } from '../support/meta.ts';

let now: number;
let meta: FakeMeta;
let graph: Graph;
let page: GraphAccess;
let bobur: MetaCustomer;
let aziza: MetaCustomer;

const open = (roots: { graphRoot: string; instagramRoot: string }, more: object = {}) =>
  createGraph({
    ...roots,
    ...{ version: 'v25.0', appSecret: new Secret(meta.appSecret) },
    instagramAppSecret: new Secret(meta.appSecret),
    ...more,
  });

beforeEach(async () => {
  now = 1_790_000_000_000;
  // The app asks for the proof, so every call shows that it is right.
  meta = await startMeta({ clock: { now: () => now }, isProofRequired: true });
  graph = open(meta);
  const created = meta.createPage({ name: 'Sahifa', instagram: 'sahifa.uz' });
  if (!created.instagram) throw new Error('no Instagram account');
  page = { kind: 'page', token: new Secret(created.token) };
  bobur = meta.createCustomer(created.page, 'Bobur Aliyev');
  aziza = meta.createCustomer(created.instagram, 'Aziza', 'aziza.k');
  bobur.writes('Bormisiz?');
  aziza.writes('Bormisiz?');
});

afterEach(async () => {
  await graph.close();
  await meta.close();
});

const text = (customer: MetaCustomer, more: Partial<Outgoing> = {}): Outgoing => ({
  customerId: customer.customer.id,
  content: { type: 'text', text: 'Ha, ochiqmiz / ʻ😀' },
  policy: 'response',
  metadata: 'outbox 7',
  ...more,
});

test('a text reaches a customer of Messenger and one of Instagram through the page', async () => {
  for (const customer of [bobur, aziza]) {
    const outcome = await graph.send(page, text(customer));
    const seen = await customer.sees('ʻ😀');
    expect(outcome).toEqual({ type: 'sent', mid: seen.mid });
    expect(seen).toMatchObject({ messagingType: 'RESPONSE', metadata: 'outbox 7' });
  }
});

test('an account of Instagram Login is written from at its own root, and its token lives on', async () => {
  const created = meta.createInstagramAccount('do.kon');
  const own: GraphAccess = { kind: 'instagramLogin', token: new Secret(created.token) };
  const nodira = meta.createCustomer(created.instagram, 'Nodira');
  nodira.writes('Salom');
  expect((await graph.send(own, text(nodira))).type).toBe('sent');
  expect(await graph.readAccount(own)).toMatchObject({ value: { name: 'do.kon' } });
  expect((await graph.refreshToken(own)).type).toBe('refused');
  now += 25 * 60 * 60_000;
  const refreshed = await graph.refreshToken(own);
  const token = refreshed.type === 'found' ? refreshed.value.token : own.token;
  now += 59 * 24 * 60 * 60_000;
  expect((await graph.readAccount({ ...own, token })).type).toBe('found');
});

test('a person may answer within seven days when Meta approved it', async () => {
  now += 3 * 24 * 60 * 60_000;
  expect(await graph.send(page, text(bobur))).toEqual({ type: 'outsideWindow' });
  expect((await graph.send(page, text(bobur, { policy: 'humanAgent' }))).type).toBe('notPermitted');
  meta.setHumanAgent(true);
  expect((await graph.send(page, text(bobur, { policy: 'humanAgent' }))).type).toBe('sent');
  expect(bobur.received()).toMatchObject([{ messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }]);
});

test.each(['image', 'audio', 'video', 'file'] as const)(
  'a streamed %s is uploaded and arrives byte for byte',
  async (kind) => {
    const parts = [Buffer.from('--navbatchi\r\n\0'), Buffer.alloc(300_000, 7)];
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    const outcome = await graph.upload(page, {
      ...{ kind, name: 'ra"sm\r\nx: y.png', contentType: 'image/png\r\nx: y', size, bytes: parts },
      isForInstagram: true,
    });
    const attachmentId = outcome.type === 'found' ? outcome.value : '';
    const content = { type: 'media', kind, attachmentId } as const;
    expect((await graph.send(page, text(aziza, { content }))).type).toBe('sent');
    const { attachments } = await aziza.sees((message) => message.attachments.length > 0);
    const bytes = await (await fetch(attachments[0]?.url ?? '')).arrayBuffer();
    expect(Buffer.from(bytes).equals(Buffer.concat(parts))).toBe(true);
  },
);

test('a reaction is put and taken back', async () => {
  const [{ mid } = { mid: '' }] = bobur.customer.messages;
  const to = { customerId: bobur.customer.id, mid };
  await graph.react(page, { ...to, reaction: 'love' });
  expect(bobur.customer.messages[0]?.reactions.get('account')).toBe('love');
  await graph.react(page, to);
  expect(bobur.customer.messages[0]?.reactions.get('account')).toBeUndefined();
  expect((await graph.markSeen(page, bobur.customer.id)).type).toBe('found');
});

test('profiles, accounts, tokens and subscriptions are read', async () => {
  expect(await graph.readProfile(page, bobur.customer.id, false)).toMatchObject({
    value: { name: 'Bobur Aliyev' },
  });
  expect(await graph.readProfile(page, aziza.customer.id, true)).toMatchObject({
    value: { name: 'Aziza', username: 'aziza.k' },
  });
  aziza.customer.hasProfile = false;
  expect(await graph.readProfile(page, aziza.customer.id, true)).toEqual({ type: 'notShown' });
  const account = await graph.readAccount(page);
  expect(account).toMatchObject({ value: { name: 'Sahifa' } });
  expect(account.type === 'found' && account.value.instagramId).toBe(aziza.customer.account.id);
  expect(await graph.subscribe(page, ['messages', 'message_echoes'])).toMatchObject({
    type: 'found',
  });
  expect(await graph.readSubscription(page)).toEqual({
    type: 'found',
    value: { fields: ['messages', 'message_echoes'] },
  });
  expect(await graph.inspectToken(page)).toMatchObject({
    value: { isValid: true, appId: meta.appId },
  });
  meta.tokens.kill(page.token.reveal());
  expect(await graph.readAccount(page)).toEqual({ type: 'tokenDead' });
});

test('what was said lately is read back, ours and theirs', async () => {
  const sent = await graph.send(page, text(bobur));
  const found = await graph.listConversations(page, { isOnInstagram: false, limit: 10 });
  const [conversation] = found.type === 'found' ? found.value.conversations : [];
  now += 1000;
  const messages = await graph.listMessages(page, conversation?.conversationId ?? '');
  expect(messages.type === 'found' && messages.value.messages).toMatchObject([
    { mid: sent.type === 'sent' ? sent.mid : '', fromId: bobur.customer.account.id },
    { text: 'Bormisiz?', fromId: bobur.customer.id },
  ]);
  const theirs = { isOnInstagram: true, customerId: aziza.customer.id, limit: 1 };
  expect(await graph.listConversations(page, theirs)).toMatchObject({ type: 'found' });
  expect(await graph.listConversations(page, theirs)).toEqual({
    type: 'rateLimited',
    waitMs: undefined,
  });
});

describe('an answer that never came', () => {
  test.each(['dropAfter', 'htmlAfter', 'halfJson', 'dropBefore', 'htmlBefore'] as const)(
    '(%s) is not taken for a refusal nor for a success, and nothing is sent again',
    async (type) => {
      meta.faults.next('send', { type });
      expect(await graph.send(page, text(bobur))).toEqual({ type: 'unanswered' });
      expect(meta.calls.filter(({ name }) => name === 'send')).toHaveLength(1);
    },
  );

  test('within the deadline is waited for no longer', async () => {
    const hasty = open(meta, { deadlineMs: 50 });
    meta.faults.next('send', { type: 'delay', ms: 10_000 });
    expect(await hasty.send(page, text(bobur))).toEqual({ type: 'unanswered' });
    expect(bobur.received()).toHaveLength(1);
    await hasty.close();
  });

  test('because nobody listens there is told apart: nothing left this machine', async () => {
    const nowhere = open({ graphRoot: 'http://127.0.0.1:9', instagramRoot: 'http://127.0.0.1:9' });
    expect(await nowhere.send(page, text(bobur))).toEqual({ type: 'unreached' });
    await nowhere.close();
  });

  test('and one of another shape, or that never ends, says nothing of the deed', async () => {
    const server: Server = createServer((request, response) => {
      request.resume();
      if (request.url?.includes('subscribed_apps') === true) {
        response.writeHead(200).end('{"success":"perhaps"}');
        return;
      }
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, ' ')));
        response.once('drain', pour);
      };
      pour();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const root = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const odd = open({ graphRoot: root, instagramRoot: root });
    expect(await odd.subscribe(page, ['messages'])).toEqual({ type: 'unanswered' });
    expect(await odd.send(page, text(bobur))).toEqual({ type: 'unanswered' });
    await odd.close();
    server.closeAllConnections();
    server.close();
  });
});

test('a limit says how long Meta wants us to wait', async () => {
  const usage = '{"1":[{"type":"messenger","estimated_time_to_regain_access":3}]}';
  const server = createServer((_request, response) => {
    response
      .writeHead(400, { 'x-business-use-case-usage': usage })
      .end('{"error":{"code":80006,"message":"x"}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const root = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const limited = open({ graphRoot: root, instagramRoot: root });
  expect(await limited.readAccount(page)).toEqual({ type: 'rateLimited', waitMs: 180_000 });
  await limited.close();
  server.close();
});

test('the token stands in no address but where Meta wants it, and in no outcome', async () => {
  await graph.send(page, text(bobur));
  await graph.readAccount(page);
  const seen = JSON.stringify(meta.calls);
  expect(seen).not.toContain(page.token.reveal());
});
