import { describe, expect, test } from 'vitest';
import { boardOf } from '../../../src/features/board/board.ts';
import { boardScreen } from '../../../src/features/board/board-screen.ts';
import type { Call, Leg } from '../../../src/telephony/call.ts';

const at = Date.parse('2026-11-21T09:00:00Z');

function leg(channelId: string, more: Partial<Leg>): Leg {
  return {
    ...{
      channelId,
      channelName: '',
      extension: undefined,
      isLocal: false,
      isOutgoing: false,
      startedAt: at,
    },
    ...{ number: '', name: '', dialledBy: undefined, state: undefined, dialString: '', exten: '' },
    ...{ connectedSince: undefined, hangupAsked: undefined, endedAt: undefined },
    ...{ cause: undefined, techCause: undefined },
    ...more,
  };
}

function call(legs: readonly Leg[], talks: Call['talks'] = []): Call {
  return {
    ...{ callId: legs[0]?.channelId ?? '', startedAt: at, endedAt: undefined, isEndUnseen: false },
    ...{ legs: new Map(legs.map((one) => [one.channelId, one])), talks },
  };
}

const customer = leg('c', { number: '998901234567', name: 'Ivan' });
const dialled = (extension: string, more: Partial<Leg> = {}): Leg =>
  leg(`d${extension}`, { extension, isOutgoing: true, dialledBy: 'c', state: 'ringing', ...more });
const outside = { type: 'outside', number: '998901234567', name: 'Ivan' };

const phones = ['1001', '1002', '1003'].map((number) => ({ number, name: `Phone ${number}` }));
const doings = (live: readonly Call[], online: ReadonlySet<string> | undefined = new Set()) =>
  Object.fromEntries(
    boardOf({ phones, online, people: [], live }).rows.map(({ extension, doing }) => [
      extension,
      doing,
    ]),
  );

describe('what a phone does', () => {
  test('it rings for a customer, and whoever answered talks since then', () => {
    const ringing = call([customer, dialled('1001'), dialled('1002')]);
    expect(doings([ringing])).toMatchObject({
      1001: { type: 'ringing', with: outside },
      1002: { type: 'ringing', with: outside },
      1003: { type: 'off' },
    });
    const talking = call(
      [customer, dialled('1001', { state: 'answered' }), dialled('1002', { endedAt: at + 5 })],
      [{ extension: '1001', from: at + 5, to: undefined }],
    );
    expect(doings([talking], new Set(['1002']))).toMatchObject({
      1001: { type: 'talking', with: outside, since: at + 5 },
      1002: { type: 'free' },
    });
  });

  test('it is still taken while its customer is on hold', () => {
    const held = call(
      [customer, dialled('1001', { state: 'answered' })],
      [{ extension: '1001', from: at + 5, to: at + 9 }],
    );
    expect(doings([held])[1001]).toMatchObject({ type: 'talking', since: at + 5 });
    expect(boardOf({ phones, online: undefined, people: [], live: [held] }).waiting).toEqual([]);
  });

  test('it calls a colleague, whose phone rings', () => {
    const caller = leg('c', { extension: '1001', exten: '1002' });
    expect(doings([call([caller, dialled('1002')])])).toMatchObject({
      1001: { type: 'calling', with: { type: 'staff', extensions: ['1002'] } },
      1002: { type: 'ringing', with: { type: 'staff', extensions: ['1001'] } },
    });
  });

  test('in two calls at once it is the talk that counts', () => {
    const talking = call(
      [customer, dialled('1001', { state: 'answered' })],
      [{ extension: '1001', from: at, to: undefined }],
    );
    const second = call([leg('e', { number: '998935551122' }), dialled('1001')]);
    expect(doings([second, talking])[1001]).toMatchObject({ type: 'talking', with: outside });
  });

  test('nobody is called off when Asterisk could not be asked', () => {
    const { rows } = boardOf({ phones, online: undefined, people: [], live: [] });
    expect(rows.map(({ doing }) => doing.type)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

test('a customer for whom no phone rings is waiting', () => {
  const { waiting } = boardOf({ phones, online: new Set(), people: [], live: [call([customer])] });
  expect(waiting).toEqual([{ number: '998901234567', name: 'Ivan', since: at }]);
});

test('of 5,000 phones those who talk come first, then who is free on duty; every page fits', () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({
    number: String(10_000 + index),
    name: `<b>${'n'.repeat(60)}`,
  }));
  const board = boardOf({
    phones: many,
    online: new Set(many.filter((_, index) => index % 2 === 0).map(({ number }) => number)),
    people: [{ extension: '14000', name: 'Aziza', isOnDuty: true }],
    live: [
      call(
        [customer, dialled('14999', { state: 'answered' })],
        [{ extension: '14999', from: at, to: undefined }],
      ),
    ],
  });
  expect(board.rows.slice(0, 3).map(({ extension }) => extension)).toEqual([
    '14999',
    '14000',
    '10000',
  ]);
  expect(board.counts).toMatchObject({ talking: 1, free: 2500, off: 2499 });
  const words = (key: string, args = {}) => [key, ...Object.values(args).map(String)].join(' ');
  for (const page of [0, 249, 1000]) {
    const view = {
      ...{ words, locale: 'uz' as const, now: at, timeZone: 'Asia/Tashkent' },
      ...{ page, blindSince: undefined },
    };
    const { text, buttons } = boardScreen(board, { ...view, liveUntil: at });
    expect(text.length).toBeLessThan(3000);
    const turns = buttons?.[0]?.map(({ label }) => label);
    expect(turns).toEqual(page === 0 ? ['›'] : ['‹']);
  }
});
