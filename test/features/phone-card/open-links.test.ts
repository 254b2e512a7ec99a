import { beforeEach, expect, test } from 'vitest';
import { openLinks, type Links } from '../../../src/features/phone-card/open-links.ts';
import type { PhoneAccount } from '../../../src/features/phone-card/phone-account.ts';
import { Secret } from '../../../src/lib/secret.ts';

const account: PhoneAccount = {
  ...{ number: '1001', name: 'Aziza', server: 'pbx', domain: 'pbx', port: 5060 },
  ...{ protocol: 'udp', password: new Secret('x') },
};

let now: number;
let links: Links;

beforeEach(() => {
  now = 0;
  let count = 0;
  links = openLinks({
    publicUrl: 'https://bot.example.uz',
    newToken: () => `token-${(count += 1)}`,
    clock: { now: () => now },
  });
});

test('a link gives its account a few times, for ten minutes', () => {
  expect(links.open(account)).toBe('https://bot.example.uz/p/token-1');
  expect(links.take('token-1')).toBe(account);
  now = 10 * 60_000 - 1;
  expect(links.isAlive('token-1')).toBe(true);
  now += 1;
  expect(links.isAlive('token-1')).toBe(false);
  expect(links.take('token-1')).toBeUndefined();
});

test('a link is used up after five uses; looking does not count', () => {
  links.open(account);
  for (let use = 1; use <= 5; use += 1) {
    expect(links.isAlive('token-1')).toBe(true);
    expect(links.take('token-1')).toBe(account);
  }
  expect(links.take('token-1')).toBeUndefined();
});

test('a newer link of the number ends the older, burning ends it, others stay', () => {
  links.open(account);
  links.open(account);
  links.open({ ...account, number: '1002' });
  expect(links.isAlive('token-1')).toBe(false);
  links.burn('1001');
  expect([links.isAlive('token-2'), links.isAlive('token-3')]).toEqual([false, true]);
});

test('without a public address there are no links', () => {
  const none = openLinks({ publicUrl: undefined, newToken: () => 'x', clock: { now: () => 0 } });
  expect(none.open(account)).toBeUndefined();
});
