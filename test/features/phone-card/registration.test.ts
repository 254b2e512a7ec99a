import { expect, test } from 'vitest';
import type { Contact } from '../../../src/asterisk/cli.ts';
import {
  beforeOf,
  judgeFailures,
  judgeRegistration,
} from '../../../src/features/phone-card/registration.ts';

const contact = (change: Partial<Contact> = {}): Contact => ({
  aor: '1001',
  uri: 'sip:1001@10.0.0.7:5060',
  status: 'NonQual',
  roundTripMs: undefined,
  userAgent: 'Yealink SIP-T31P 124.86.0.40',
  address: '10.0.0.7:5060',
  ownAddress: '10.0.0.7:5060',
  expiresAt: new Date(1_000_000),
  ...change,
});

const seen = (...contacts: readonly Contact[]) => ({ contacts, isOnline: contacts.length > 0 });
const judge = (before: ReturnType<typeof seen>, now: ReturnType<typeof seen>) =>
  judgeRegistration({ number: '1001', before: beforeOf('1001', before) }, now);

test('a contact that was not there before is a registration, with its round trip once it is known', () => {
  const told = { address: '10.0.0.7:5060', agent: 'Yealink SIP-T31P 124.86.0.40' };
  expect(judge(seen(), seen(contact()))).toEqual({ type: 'registered', ...told });
  expect(judge(seen(), seen(contact({ status: 'Avail', roundTripMs: 12.3 })))).toEqual({
    ...{ type: 'registered', roundTripMs: 12.3 },
    ...told,
  });
  expect(judge(seen(), seen(contact({ status: 'Unavail' })))).toEqual({
    ...{ type: 'unreachable' },
    ...told,
  });
});

test('what was registered before the card does not count until it is renewed', () => {
  const old = contact({ status: 'Avail', roundTripMs: 1 });
  expect(judge(seen(old), seen(old))).toBeUndefined();
  expect(judge(seen(old), seen())).toBeUndefined();
  const renewed = { ...old, expiresAt: new Date(1_000_001) };
  expect(judge(seen(old), seen(renewed))).toMatchObject({ type: 'registered' });
  const elsewhere = { ...old, uri: 'sip:1001@10.0.0.8:5060' };
  expect(judge(seen(old), seen(old, elsewhere))).toMatchObject({ type: 'registered' });
});

test('the contacts of other numbers, and those that a file sets, are none of its business', () => {
  expect(judge(seen(), seen(contact({ aor: '1002' })))).toBeUndefined();
  expect(judge(seen(), seen(contact({ expiresAt: undefined })))).toBeUndefined();
});

test('of several new contacts the one that answers counts', () => {
  const dead = contact({ status: 'Unavail' });
  const alive = contact({ uri: 'sip:1001@10.0.0.8', status: 'Avail', roundTripMs: 2 });
  expect(judge(seen(), seen(alive, dead))).toMatchObject({ type: 'registered', roundTripMs: 2 });
});

test('without the console, turning online is a registration, having been online is not', () => {
  const blind = (isOnline: boolean | undefined) => ({ contacts: undefined, isOnline });
  const judgeBlind = (before: boolean | undefined, now: boolean | undefined) =>
    judgeRegistration({ number: '1001', before: beforeOf('1001', blind(before)) }, blind(now));
  expect(judgeBlind(false, true)).toEqual({ type: 'registered' });
  expect(judgeBlind(true, true)).toBeUndefined();
  expect(judgeBlind(false, undefined)).toBeUndefined();
});

test('what the phone says of itself is one short line without tricks', () => {
  const userAgent = `evil\n\u202E${'x'.repeat(500)}`;
  const told = judge(seen(), seen(contact({ userAgent })));
  expect(told).toMatchObject({ agent: `evil ${'x'.repeat(34)}…` });
});

test('of those turned away, the own number and the own network come first', () => {
  const wrong = { user: '1001', address: '10.0.0.7:5060', reason: 'wrongPassword' } as const;
  const scanner = { user: '1001', address: '203.0.113.9:5060', reason: 'wrongPassword' } as const;
  const typo = { user: 'aziza', address: '10.0.0.7:5060', reason: 'unknownUser' } as const;
  const guess = { user: 'admin', address: '203.0.113.9:5060', reason: 'unknownUser' } as const;
  const other = { user: '1002', address: '10.0.0.8:5060', reason: 'wrongPassword' } as const;
  const judgeThem = (...failures: Parameters<typeof judgeFailures>[1]) =>
    judgeFailures('1001', failures);
  expect(judgeThem()).toBeUndefined();
  expect(judgeThem(guess, other)).toBeUndefined();
  expect(judgeThem(guess, typo, guess)).toMatchObject({ type: 'unknownUser', user: 'aziza' });
  expect(judgeThem(wrong, typo)).toEqual({ type: 'wrongPassword', address: '10.0.0.7:5060' });
  expect(judgeThem(wrong, scanner)).toMatchObject({ address: '10.0.0.7:5060' });
  expect(judgeThem(scanner)).toMatchObject({ address: '203.0.113.9:5060' });
});
