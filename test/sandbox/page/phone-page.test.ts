import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createPhonePage } from '../../../src/sandbox/page/phone-page.ts';
import { callBotApi, message, resultOf } from '../../support/telegram-call.ts';
import { pngOf } from '../../support/telegram-picture.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

const folder = join(import.meta.dirname, '../../../src/sandbox/page');

let telegram: FakeTelegram;
let aziza: Person;

beforeEach(async () => {
  telegram = await startTelegram();
  telegram.emulator.addRoute(
    createPhonePage({ telegram: telegram.emulator, startParameter: () => 'claim_42' }),
  );
  aziza = telegram.createPerson({ name: 'Aziza', languageCode: 'uz' });
});
afterEach(async () => {
  expect(telegram.violations).toEqual([]);
  await telegram.stop();
});

const screenShape = z.looseObject({
  people: z.array(z.object({ id: z.number(), name: z.string() })),
  hasStarted: z.boolean(),
  menu: z.array(z.object({ command: z.string(), description: z.string() })),
  messages: z.array(
    z.looseObject({ id: z.number(), text: z.string(), rows: z.array(z.array(z.unknown())) }),
  ),
});

async function* screens(): AsyncGenerator<z.output<typeof screenShape>, undefined> {
  const response = await fetch(`${telegram.apiRoot}/events?person=${aziza.id}`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(z.instanceof(Uint8Array).parse(chunk), { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) yield screenShape.parse(JSON.parse(event.replace('data: ', '')));
  }
}

function act(action: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${telegram.apiRoot}/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ person: aziza.id, ...action }),
  });
}

test('the screen follows what the bot sends, edits and deletes', async () => {
  const stream = screens();
  const next = async (): Promise<z.output<typeof screenShape>> => {
    const { value } = await stream.next();
    if (value === undefined) throw new Error('the stream ended');
    return value;
  };
  expect(await next()).toMatchObject({ hasStarted: false, messages: [] });
  await act({ type: 'start' });
  expect(await next()).toMatchObject({ hasStarted: true, messages: [{ text: '/start' }] });
  const reply_markup = {
    inline_keyboard: [
      [
        { text: 'Ha', callback_data: 'ha', style: 'success' },
        { text: 'Nusxa', copy_text: { text: '1001' } },
      ],
    ],
  };
  const text = '<b>Salom</b> <script>';
  const sent = await resultOf(
    telegram,
    'sendMessage',
    {
      chat_id: aziza.id,
      text: text.replace('<script>', '&lt;script&gt;'),
      parse_mode: 'HTML',
      reply_markup,
    },
    message,
  );
  expect((await next()).messages.at(-1)).toMatchObject({
    text: 'Salom <script>',
    entities: [{ type: 'bold', offset: 0, length: 5 }],
    rows: [
      [
        { label: 'Ha', kind: 'press', style: 'success' },
        { label: 'Nusxa', kind: 'copy', value: '1001' },
      ],
    ],
  });
  const one = { chat_id: aziza.id, message_id: sent.message_id };
  await callBotApi(telegram, 'editMessageText', { ...one, text: 'Yangi' });
  expect((await next()).messages.at(-1)).toMatchObject({ text: 'Yangi', isEdited: true, rows: [] });
  await callBotApi(telegram, 'deleteMessage', one);
  expect((await next()).messages).toHaveLength(1);
  await stream.return(undefined);
});

test('Start sends the claim, which the page does not show', async () => {
  await act({ type: 'start' });
  expect(telegram.emulator.updates.pending()).toMatchObject([
    { message: { text: '/start claim_42' } },
  ]);
});

test('a press is answered with the toast', async () => {
  await act({ type: 'say', text: 'salom' });
  const reply_markup = { inline_keyboard: [[{ text: 'Ha', callback_data: 'ha' }]] };
  const sent = await resultOf(
    telegram,
    'sendMessage',
    { chat_id: aziza.id, text: '?', reply_markup },
    message,
  );
  await callBotApi(telegram, 'getUpdates', { offset: -1 });
  telegram.emulator.updates.clear();
  const pressed = act({ type: 'press', messageId: sent.message_id, row: 0, column: 0 });
  const [update] = await resultOf(
    telegram,
    'getUpdates',
    { timeout: 10 },
    z.array(z.looseObject({ callback_query: z.looseObject({ id: z.string() }) })),
  );
  const callback_query_id = update?.callback_query.id;
  await callBotApi(telegram, 'answerCallbackQuery', { callback_query_id, text: 'Boʻldi' });
  expect(await (await pressed).json()).toMatchObject({ text: 'Boʻldi', isAlert: false });
  const gone = await act({ type: 'press', messageId: sent.message_id, row: 5, column: 0 });
  expect(gone.status).toBe(400);
});

test('people are added, and files sent', async () => {
  const added = await act({ type: 'addPerson', name: 'Olim' });
  const { personId } = z.object({ personId: z.number() }).parse(await added.json());
  expect(telegram.emulator.world.people.get(personId)?.firstName).toBe('Olim');
  const bytes = Buffer.from('1001,Aziza').toString('base64');
  expect((await act({ type: 'sendFile', name: 'a.csv', bytes })).status).toBe(200);
  const [file] = telegram.emulator.world.files.values();
  const download = await fetch(`${telegram.apiRoot}/page/file/${file?.id ?? ''}`);
  expect(download.headers.get('content-disposition')).toContain('attachment');
  expect(await download.text()).toBe('1001,Aziza');
});

describe('a group of the person', () => {
  const where = async (query: string) => {
    const stream = await fetch(`${telegram.apiRoot}/events?person=${aziza.id}${query}`);
    for await (const chunk of stream.body ?? []) {
      const text = new TextDecoder().decode(z.instanceof(Uint8Array).parse(chunk));
      return groupScreen.parse(JSON.parse(text.replace('data: ', '')));
    }
    throw new Error('the page sends nothing');
  };
  const groupScreen = z.looseObject({
    places: z.array(z.looseObject({ title: z.string() })),
    place: z.looseObject({ title: z.string() }),
    messages: z.array(
      z.looseObject({ text: z.string(), isMine: z.boolean(), sender: z.string().optional() }),
    ),
  });

  test('is read and written topic by topic; others have their name', async () => {
    const { world, groups, people } = telegram.emulator;
    const { id: chat } = world.addGroup({ title: 'Operatorlar', isForum: true, ownerId: aziza.id });
    const { threadId: thread } = groups.createTopic(chat, aziza.id, 'Navbat');
    const olim = world.addPerson({ name: 'Olim' });
    groups.join(chat, olim.id);
    people.say(olim.id, 'salom', { chatId: chat, threadId: thread });
    expect((await act({ type: 'say', text: 'alik', chat, thread })).status).toBe(200);
    const topic = await where(`&chat=${chat}&thread=${thread}`);
    expect(topic.places.map(({ title }) => title)).toEqual([
      'Navbatchi',
      'Operatorlar',
      '# Navbat',
    ]);
    expect(topic.place.title).toBe('# Navbat');
    expect(topic.messages).toMatchObject([
      { text: '', notice: { kind: 'created', name: 'Navbat', who: 'Aziza' } },
      { text: 'salom', isMine: false, sender: 'Olim' },
      { text: 'alik', isMine: true },
    ]);
    expect((await where(`&chat=${chat}`)).messages).toMatchObject([
      { text: '', notice: { kind: 'joined', who: 'Olim' } },
    ]);
    expect((await where('')).messages).toEqual([]);
  });

  test('where the person is not cannot be read or written', async () => {
    const { id: chat } = telegram.emulator.world.addGroup({ title: 'Begona' });
    expect((await act({ type: 'say', text: 'x', chat })).status).toBe(400);
    expect((await where(`&chat=${chat}`)).place.title).toBe('Navbatchi');
  });

  test('has its topics closed by administrators only, who alone write there then', async () => {
    const { world, groups } = telegram.emulator;
    const { id: chat } = world.addGroup({ title: 'Operatorlar', isForum: true, ownerId: aziza.id });
    const { threadId: thread } = groups.createTopic(chat, aziza.id, 'Navbat');
    const olim = world.addPerson({ name: 'Olim' });
    groups.join(chat, olim.id);
    const close = { type: 'setTopic', isClosed: true, chat, thread };
    expect((await act({ ...close, person: olim.id })).status).toBe(400);
    expect((await act(close)).status).toBe(200);
    expect((await where(`&chat=${chat}&thread=${thread}`)).place).toMatchObject({
      ...{ isClosed: true, mayWrite: true, mayClose: true },
    });
    const say = { type: 'say', text: 'x', chat, thread };
    expect((await act({ ...say, person: olim.id })).status).toBe(400);
    expect((await act(say)).status).toBe(200);
    expect((await act({ ...close, isClosed: false })).status).toBe(200);
    expect((await act({ ...say, person: olim.id })).status).toBe(200);
    expect((await act({ ...close, thread: undefined })).status).toBe(400);
    const told = telegram.emulator.updates.pending().flatMap((update) => {
      const { message: said } = z
        .looseObject({ message: z.looseObject({}).optional() })
        .parse(update);
      return Object.keys(said ?? {}).filter((key) => /^forum_topic_(closed|reopened)$/.test(key));
    });
    expect(told).toEqual(['forum_topic_closed', 'forum_topic_reopened']);
  });

  test('takes in whoever is added on the page', async () => {
    const { id: chat } = telegram.emulator.world.addGroup({ title: 'Operatorlar' });
    const added = await act({ type: 'addPerson', name: 'Olim' });
    const { personId } = z.object({ personId: z.number() }).parse(await added.json());
    expect(telegram.emulator.world.chats.get(chat)?.members.has(personId)).toBe(true);
  });
});

test('a picture is sent as a photo, as Telegram does it, and other files as what they are', async () => {
  const bytes = (content: Buffer): string => content.toString('base64');
  await act({ type: 'sendFile', name: 'a.png', bytes: bytes(pngOf(8, 8)) });
  const pdf = { name: 'a.pdf', mimeType: 'application/pdf', bytes: bytes(Buffer.from('%PDF')) };
  await act({ type: 'sendFile', ...pdf });
  expect([...telegram.emulator.world.files.values()]).toMatchObject([
    { kind: 'photo' },
    { kind: 'document', mimeType: 'application/pdf' },
  ]);
});

test('where there is no Meta the page has no customers to act as', async () => {
  const read = await act({ type: 'customerReads', customer: '7' });
  expect(read.status).toBe(400);
  expect((await fetch(`${telegram.apiRoot}/page/customer-file/7`)).status).toBe(404);
});

test('beside a real Asterisk the page has no phones to act on', async () => {
  expect((await act({ type: 'callIn', number: '998901234567' })).status).toBe(400);
});

describe('who may use it', () => {
  test('another page may not act, nor may a form', async () => {
    expect((await act({ type: 'say', text: 'x' }, { origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect((await act({ type: 'say', text: 'x' }, { origin: telegram.apiRoot })).status).toBe(200);
    const form = await fetch(`${telegram.apiRoot}/act`, { method: 'POST', body: 'a=b' });
    expect(form.status).toBe(415);
    expect((await act({ type: 'dance' })).status).toBe(400);
  });

  test('a foreign name for this machine is refused (DNS rebinding)', async () => {
    const status = await new Promise((resolve) => {
      request(telegram.apiRoot, { headers: { host: 'evil.example:4000' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  test('the page allows only its own scripts and styles', async () => {
    const page = await fetch(telegram.apiRoot);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style="/);
  });
});

describe('the page’s own files', () => {
  test('each one that is imported or linked is served', async () => {
    const html = await (await fetch(telegram.apiRoot)).text();
    const queue = [...html.matchAll(/"(\/page\/[^"]+)"/g)].map(([, path = '']) => path);
    const seen = new Set<string>();
    for (const path of queue) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await fetch(telegram.apiRoot + path);
      expect(response.status, path).toBe(200);
      const text = await response.text();
      queue.push(
        ...[...text.matchAll(/from '\.\/([^']+)'/g)].map(([, name = '']) => `/page/${name}`),
      );
    }
    const files = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
    expect([...seen].sort()).toEqual(files.map((name) => `/page/${name}`).sort());
  });

  test('no script makes markup out of text', async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8');
      expect(text, name).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/,
      );
    }
  });

  test.each([
    ['words.js', 'wordsOf'],
    ['phone-words.js', 'phoneWordsOf'],
    ['inbox-words.js', 'inboxWordsOf'],
  ])('the three languages have the same words in %s', async (file, name) => {
    const source = await (await fetch(`${telegram.apiRoot}/page/${file}`)).text();
    const imported: unknown = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    const wordsOf = z
      .looseObject({ [name]: z.function({ input: [z.string()], output: z.unknown() }) })
      .parse(imported)[name];
    const keys = ['uz', 'ru', 'en'].map((language) =>
      Object.keys(z.looseObject({}).parse(wordsOf?.(language))),
    );
    expect(keys[1]).toEqual(keys[0]);
    expect(keys[2]).toEqual(keys[0]);
  });
});
