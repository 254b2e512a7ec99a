import { beforeEach, expect, test } from 'vitest';
import { keepApprovals, type Approvals } from '../../src/change/approvals.ts';
import { Refused } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import type { Person } from '../../src/storage/people.ts';

const minuteMs = 60_000;
const common = { locale: 'en', extension: undefined, isOnDuty: false } as const;
const dilshod: Person = { ...common, personId: 1, telegramId: 11, name: 'Dilshod', role: 'owner' };
const sardor: Person = { ...common, personId: 2, telegramId: 22, name: 'Sardor', role: 'admin' };
const aziza: Person = { ...common, personId: 3, telegramId: 33, name: 'Aziza', role: 'operator' };
const request = { key: 'plan', requester: { telegramId: 11, name: 'Dilshod' }, text: () => 'diff' };
const second = { telegramId: 22, name: 'Sardor', role: 'admin', locale: 'en' } as const;

let now: number;
let people: readonly Person[];
let sentTo: number[];
let isBlocked: boolean;
let edited: number[];
let onSent: () => Promise<unknown>;
let approvals: Approvals;

beforeEach(() => {
  [now, people, sentTo, isBlocked] = [0, [dilshod, sardor, aziza], [], false];
  edited = [];
  onSent = () => Promise.resolve();
  let ids = 0;
  approvals = keepApprovals({
    people: { list: () => Promise.resolve(people) },
    chat: {
      sendMessage: async (chatId) => {
        if (isBlocked) throw new Refused('blocked', { status: 403 });
        const messageId = sentTo.push(chatId);
        await onSent();
        return messageId;
      },
      editMessage: (chatId) => {
        if (isBlocked) return Promise.reject(new Refused('blocked', { status: 403 }));
        edited.push(chatId);
        return Promise.resolve('done');
      },
    },
    wordsOf: () => (key) => key,
    audit: { record: () => Promise.resolve() },
    newId: () => `id${(ids += 1)}`,
    monotonicMs: () => now,
    log: createLog({ level: 'silent' }),
  });
});

test('admins other than the one who asks are asked, nobody below them', async () => {
  expect(await approvals.seek(request)).toEqual({ type: 'asked', names: 'Sardor' });
  expect(sentTo).toEqual([22]);
  expect(await approvals.seek(request)).toEqual({ type: 'waiting', names: 'Sardor' });
});

test('a consent counts once, and is answered once', async () => {
  await approvals.seek(request);
  expect(await approvals.answer('id1', second, true)).toBe('approved');
  expect(await approvals.answer('id1', second, false)).toBe('gone');
  expect(await approvals.seek(request)).toEqual({ type: 'given' });
  expect(await approvals.seek(request)).toMatchObject({ type: 'asked' });
});

test('a consent to one plan is none to another, nor to another person', async () => {
  await approvals.seek(request);
  await approvals.answer('id1', second, true);
  expect(await approvals.seek({ ...request, key: 'other' })).toMatchObject({ type: 'asked' });
  const other = { ...request, requester: { telegramId: 44, name: 'Zokir' } };
  expect(await approvals.seek(other)).toMatchObject({ type: 'asked' });
});

test('nobody approves what they asked for themselves', async () => {
  await approvals.seek(request);
  const own = { ...second, ...request.requester };
  expect(await approvals.answer('id1', own, true)).toBe('own');
  expect(await approvals.seek(request)).toMatchObject({ type: 'waiting' });
});

test('after five minutes an answer is too late, and a consent that was not used is gone', async () => {
  await approvals.seek(request);
  now = 5 * minuteMs;
  expect(await approvals.answer('id1', second, true)).toBe('gone');
  expect(await approvals.seek(request)).toEqual({ type: 'expired' });
  await approvals.seek(request);
  await approvals.answer('id2', second, true);
  now += 5 * minuteMs;
  expect(await approvals.seek(request)).toEqual({ type: 'expired' });
});

test('who is alone may after a minute, and within five', async () => {
  people = [dilshod, aziza];
  expect(await approvals.seek(request)).toEqual({ type: 'alone', seconds: 60 });
  now = minuteMs - 1;
  expect(await approvals.seek(request)).toEqual({ type: 'alone', seconds: 1 });
  now = minuteMs;
  expect(await approvals.seek(request)).toEqual({ type: 'given' });
});

test('others who blocked the bot do not make one alone', async () => {
  isBlocked = true;
  expect(await approvals.seek(request)).toEqual({ type: 'unreached' });
  now = 2 * minuteMs;
  expect(await approvals.seek(request)).toEqual({ type: 'unreached' });
});

test('the consent of somebody who is no admin any more counts for nothing', async () => {
  await approvals.seek(request);
  await approvals.answer('id1', second, true);
  people = [dilshod, { ...sardor, role: 'operator' }, { ...aziza, role: 'admin' }];
  expect(await approvals.seek(request)).toEqual({ type: 'asked', names: 'Aziza' });
  expect(await approvals.seek(request)).toMatchObject({ type: 'waiting' });
});

test('who answers while others are still asked closes the question for all of them', async () => {
  people = [dilshod, sardor, { ...aziza, role: 'admin' }];
  onSent = async () => {
    onSent = () => Promise.resolve();
    await approvals.answer('id1', second, true);
  };
  await approvals.seek(request);
  expect(edited.toSorted()).toEqual([22, 33]);
  expect(await approvals.seek(request)).toEqual({ type: 'given' });
});

test('a requester who cannot be written to leaves no question open', async () => {
  people = [dilshod, sardor, { ...aziza, role: 'admin' }];
  await approvals.seek(request);
  onSent = () => Promise.reject(new Refused('blocked', { status: 403 }));
  await approvals.answer('id1', second, false);
  expect(edited.toSorted()).toEqual([22, 33]);
});
