import { expect, test } from 'vitest';
import { topicLink } from '../../src/telegram/topic-link.ts';
import { customersText, type KnownCustomer } from '../../src/telephony/known-customer.ts';

const named = (name: string, link?: string): KnownCustomer => ({
  ...{ name, platform: 'instagram', link },
});

test('a customer’s name leads to their topic, and whatever it holds stays a name', () => {
  expect(customersText([named('<b>"Ali" & co</b>', 'https://t.me/c/1234567890/7')])).toBe(
    '📷 <a href="https://t.me/c/1234567890/7">&lt;b&gt;&quot;Ali&quot; &amp; co&lt;/b&gt;</a>',
  );
  expect(customersText([named('a\u202Eb\n'.repeat(99))]).length).toBeLessThan(60);
});

test('of many customers with one number three are named', () => {
  expect(customersText(['A', 'B', 'C', 'D'].map((name) => named(name)))).toBe(
    '📷 A, 📷 B, 📷 C, …',
  );
});

test('only a supergroup has links to its topics', () => {
  expect(topicLink(-1001234567890, 7)).toBe('https://t.me/c/1234567890/7');
  expect(topicLink(-1234567890, 7)).toBeUndefined();
  expect(topicLink(700_000_001, 7)).toBeUndefined();
});
