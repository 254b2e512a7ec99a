import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadBotApi } from '../../../src/sandbox/telegram/bot-api.ts';
import { emulatedMethods } from '../../../src/sandbox/telegram/methods/all.ts';
import { callBotApi, refusalOf } from '../../support/telegram-call.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

let telegram: FakeTelegram;
let aziza: Person;

beforeEach(async () => {
  telegram = await startTelegram();
  aziza = telegram.createPerson({ name: 'Aziza' });
  await aziza.says('/start');
});
afterEach(() => telegram.stop());

test('every emulated method is one of the Bot API', () => {
  const { methods } = loadBotApi();
  const names = new Set([...methods.values()].map(({ name }) => name));
  expect([...emulatedMethods.keys()].filter((name) => !names.has(name))).toEqual([]);
});

test.each([
  ['sendMessage', { text: 'a' }, 'chat_id is required'],
  [
    'sendMessage',
    { chat_id: 1, text: 'a', parse_Mode: 'HTML' },
    'parse_Mode is not in Bot API 10.1',
  ],
  ['sendMessage', { chat_id: 1, text: 5 }, 'text: String expected'],
  ['sendMessage', { chat_id: 1.5, text: 'a' }, 'chat_id: Integer or String expected'],
  [
    'sendMessage',
    { chat_id: 1, text: 'a', protect_content: 1 },
    'protect_content: Boolean expected',
  ],
  [
    'sendMessage',
    {
      chat_id: 1,
      text: 'a',
      reply_markup: { inline_keyboard: [[{ text: 'a', callbackData: 'x' }]] },
    },
    'reply_markup.inline_keyboard[0][0].callbackData is not in Bot API 10.1',
  ],
  ['editMessageText', { chat_id: 1, message_id: '5', text: 'a' }, 'message_id: Integer expected'],
  ['setMyCommands', { commands: [{ command: 'a' }] }, 'commands[0].description is required'],
])('%s with %j is refused and noted', async (method, parameters, problem) => {
  expect(await refusalOf(telegram, method, parameters)).toContain(
    `Bad Request: emulator: ${method}: ${problem}`,
  );
  expect(telegram.violations).toMatchObject([{ kind: 'call', method }]);
});

test('an unknown method is 404 and noted; one that is not emulated says so', async () => {
  expect(await callBotApi(telegram, 'sendmsg')).toEqual({
    ok: false,
    error_code: 404,
    description: 'Not Found: method not found',
  });
  expect(await refusalOf(telegram, 'sendGift', { user_id: 1, gift_id: 'a' })).toBe(
    'Bad Request: emulator: sendGift is not emulated',
  );
  expect(
    await refusalOf(telegram, 'sendMessage', {
      chat_id: aziza.id,
      text: '*a*',
      parse_mode: 'MarkdownV2',
    }),
  ).toBe('Bad Request: emulator: parse_mode MarkdownV2 is not emulated');
  expect(telegram.violations).toHaveLength(3);
});

test('method names do not mind case, and forms and query strings are understood', async () => {
  const root = `${telegram.apiRoot}/bot${telegram.token}`;
  const keyboard = JSON.stringify({ inline_keyboard: [[{ text: 'a', callback_data: 'x' }]] });
  const fields = { chat_id: String(aziza.id), text: 'salom', reply_markup: keyboard };
  const answers = await Promise.all([
    fetch(`${root}/SENDMESSAGE?${new URLSearchParams(fields).toString()}`),
    fetch(`${root}/sendMessage`, { method: 'POST', body: new URLSearchParams(fields) }),
    fetch(`${root}/sendMessage`, { method: 'POST', body: formOf(fields) }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(aziza.messages().map(({ buttons }) => buttons.length)).toEqual([1, 1, 1]);
  expect(telegram.violations).toEqual([]);
});

test('broken bodies are 400', async () => {
  const post = async (contentType: string, body: string): Promise<number> => {
    const url = `${telegram.apiRoot}/bot${telegram.token}/sendMessage`;
    const headers = { 'content-type': contentType };
    const { status } = await fetch(url, { method: 'POST', headers, body });
    return status;
  };
  expect(await post('application/json', '{')).toBe(400);
  expect(await post('application/json', '[]')).toBe(400);
  expect(await post('multipart/form-data', 'x')).toBe(400);
  expect(await post('multipart/form-data; boundary=b', '--b\r\nx')).toBe(400);
});

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
