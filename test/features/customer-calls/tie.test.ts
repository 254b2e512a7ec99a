import { describe, expect, test } from 'vitest';
import { tiesAfter, toldBy, type Tie } from '../../../src/features/customer-calls/tie.ts';

const nobodys = (): boolean => false;
const saying = (text: string, mid = 'm') => ({
  mid,
  numbers:
    toldBy({
      ...{ type: 'message', mid, text, attachments: [], replyTo: undefined },
      ...{ referral: undefined, quickReply: undefined },
    })?.numbers ?? [],
});
const tied = (number: string, mid?: string): Tie => ({ number, state: 'tied', mid });
const states = (ties: readonly Tie[]): readonly string[] =>
  ties.map(({ number, state }) => `${number} ${state}`);

test('one number that is surely the customer’s is tied, and the second one too', () => {
  expect(states(tiesAfter(saying('90 123 45 67'), [], nobodys).added)).toEqual([
    '998901234567 tied',
  ]);
  const known = [tied('998901234567', 'm0')];
  expect(states(tiesAfter(saying('93 765 43 21'), known, nobodys).added)).toEqual([
    '998937654321 tied',
  ]);
});

test.each([
  { what: 'two numbers', text: '90 123 45 67, 93 765 43 21', isOthers: false, count: 2 },
  { what: 'the number of a company', text: '71 200 12 34', isOthers: false, count: 1 },
  { what: 'another customer’s number', text: '90 123 45 67', isOthers: true, count: 1 },
  { what: 'a list', text: '901234561, 901234562, 901234563, 901234564', isOthers: false, count: 3 },
])('a person is asked about $what', ({ text, isOthers, count }) => {
  const { added } = tiesAfter(saying(text), [], () => isOthers);
  expect(added.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'asked'));
});

test('what is known is not told again, whatever was decided', () => {
  for (const state of ['tied', 'asked', 'untied'] as const) {
    const known = [{ number: '998901234567', state, mid: undefined }];
    expect(tiesAfter(saying('90 123 45 67'), known, nobodys)).toEqual({ added: [], gone: [] });
  }
});

test('a customer who writes number after number gets five questions at most', () => {
  let known: readonly Tie[] = [];
  for (let from = 0; from < 40; from += 2) {
    const text = `9012345${10 + from} yoki 9012345${11 + from}`;
    known = [...known, ...tiesAfter(saying(text, `m${from}`), known, nobodys).added];
  }
  expect(known).toHaveLength(5);
});

describe('a message that was changed or taken back', () => {
  test('takes its numbers with it, and what it says now counts', () => {
    const known = [tied('998901234567', 'm'), tied('998937654321', 'other')];
    const edit = toldBy({ type: 'edit', mid: 'm', text: 'Yoʻq, 90 123 45 68', edits: 1 });
    const after = edit && tiesAfter(edit, known, nobodys);
    expect(states(after?.added ?? [])).toEqual(['998901234568 tied']);
    expect(states(after?.gone ?? [])).toEqual(['998901234567 tied']);
    const unsent = toldBy({ type: 'unsent', mid: 'm', isEcho: false });
    expect(states((unsent && tiesAfter(unsent, known, nobodys).gone) ?? [])).toEqual([
      '998901234567 tied',
    ]);
  });

  test('leaves what somebody of the staff decided', () => {
    const unsent = toldBy({ type: 'unsent', mid: 'm', isEcho: false });
    const known = [tied('998901234567')];
    expect(unsent && tiesAfter(unsent, known, nobodys)).toEqual({ added: [], gone: [] });
  });
});

test('the number that Messenger gives from the profile, by its button, is one that the customer told', () => {
  const told = toldBy({
    ...{ type: 'message', mid: 'm', text: 'Raqamimni yuborish', attachments: [] },
    ...{ replyTo: undefined, referral: undefined, quickReply: '+998901234567' },
  });
  expect(told?.numbers).toEqual([{ number: '998901234567', isSure: true }]);
});
