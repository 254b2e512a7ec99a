import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/telegram/faults.ts';
import { callBotApi } from '../../support/telegram-call.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

let telegram: FakeTelegram;
let aziza: Person;
let now = 1_780_000_000_000;

beforeEach(async () => {
  telegram = await startTelegram({ clock: { now: () => now } });
  aziza = telegram.createPerson({ name: 'Aziza' });
  await aziza.says('/start');
});
afterEach(() => telegram.stop());

type Raw = { readonly status: number | 'reset'; readonly text: string };

async function send(chatId: number = aziza.id): Promise<Raw> {
  try {
    const response = await fetch(`${telegram.apiRoot}/bot${telegram.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: chatId, text: 'salom' }),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 'reset', text: '' };
  }
}

describe('the next call meets the fault, and whether it took effect', () => {
  const cases: readonly (readonly [Fault, number | 'reset', RegExp, sent: number])[] = [
    [{ type: 'tooManyRequests', retryAfterSeconds: 3 }, 429, /retry after 3.*"retry_after":3/, 0],
    [{ type: 'tooManyRequests' }, 429, /^(?!.*parameters)/, 0],
    [{ type: 'serverError' }, 500, /"error_code":500/, 0],
    [{ type: 'serverError', status: 504 }, 504, /"error_code":504/, 0],
    [{ type: 'htmlPage' }, 502, /^<html>/, 0],
    [{ type: 'resetBefore' }, 'reset', /^$/, 0],
    [{ type: 'notOk' }, 200, /"ok":false/, 0],
    [
      { type: 'error', code: 400, description: 'Bad Request: TOPIC_CLOSED' },
      400,
      /TOPIC_CLOSED/,
      0,
    ],
    [{ type: 'resetAfter' }, 'reset', /^$/, 1],
    [{ type: 'halfJson' }, 200, /^\{"ok":true.*[^}]$/, 1],
    [{ type: 'delay', ms: 5 }, 200, /^\{"ok":true.*\}$/, 1],
  ];
  test.each(cases)('%j', async (fault, status, text, sent) => {
    telegram.faults.next('sendMessage', fault);
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
    expect(aziza.messages()).toHaveLength(sent);
    expect(telegram.callsOf('sendMessage')[0]?.fault).toBe(fault.type);
    telegram.faults.clear();
    now += 10_000;
    expect((await send()).status).toBe(200);
  });
});

test('a fault lasts as many calls as told; * leaves getUpdates alone', async () => {
  telegram.faults.next('*', { type: 'serverError' }, 2);
  expect((await callBotApi(telegram, 'getUpdates')).ok).toBe(true);
  const answers = [await send(), await send(), await send()];
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 200]);
});

test('a rate of faults is the same for the same seed', async () => {
  const draw = async (seed: number): Promise<readonly (number | 'reset')[]> => {
    telegram.faults.rate(0.3, [{ type: 'serverError' }, { type: 'htmlPage' }], seed);
    const answers: (number | 'reset')[] = [];
    for (let count = 0; count < 40; count += 1) answers.push((await send()).status);
    telegram.faults.rate(0, [], 0);
    return answers;
  };
  const first = await draw(1);
  expect(await draw(1)).toEqual(first);
  expect(new Set(first)).toEqual(new Set([200, 500, 502]));
});

test('an unreachable Telegram cuts every connection', async () => {
  telegram.faults.unreachable(true);
  expect((await send()).status).toBe('reset');
  telegram.faults.unreachable(false);
  expect((await send()).status).toBe(200);
});

test('who calls during a penalty is refused again and counted; other chats are free', async () => {
  const olim = telegram.createPerson({ name: 'Olim' });
  await olim.says('/start');
  telegram.faults.next('sendMessage', { type: 'tooManyRequests', retryAfterSeconds: 3 });
  expect((await send()).status).toBe(429);
  now += 1000;
  expect((await send()).text).toContain('"retry_after":2');
  expect((await send(olim.id)).status).toBe(200);
  expect(telegram.limits.callsDuringPenalty()).toBe(1);
  now += 2000;
  expect((await send()).status).toBe(200);
  expect(telegram.limits.callsDuringPenalty()).toBe(1);
});

test('limits, once on, are 20 a minute per group and a burst per chat', async () => {
  telegram.limits.turnOn();
  const group = telegram.createGroup({ title: 'Navbat' });
  const count = async (chatId: number, calls: number): Promise<number> => {
    let sent = 0;
    for (let call = 0; call < calls; call += 1) {
      if ((await send(chatId)).status === 200) sent += 1;
      now += 40;
    }
    return sent;
  };
  expect(await count(group.chatId, 25)).toBe(20);
  expect(await count(aziza.id, 10)).toBe(5);
  expect((await send(group.chatId)).text).toContain('"retry_after":60');
  now += 60_000;
  expect(await count(group.chatId, 1)).toBe(1);
});
