import { expect, test } from 'vitest';
import { entryCard } from '../../../src/features/missed-calls/card.ts';
import { numberKeyOf, type MissedEntry } from '../../../src/features/missed-calls/entry.ts';

const entryOf = (number: string, name = ''): MissedEntry => ({
  ...{
    entryId: 'e',
    numberKey: numberKeyOf(number),
    number,
    name,
    tries: 1,
    firstAt: 1,
    lastAt: 1,
  },
  ...{ waitedMs: 0, because: 'abandoned', isEndUnseen: false, unclaimedSince: 1, claim: undefined },
  ...{ attempt: undefined, dutyToldAt: undefined, supervisorsToldAt: undefined, end: undefined },
  callUpdateId: undefined,
});
const cardOf = (number: string, name?: string) => {
  const { text, buttons = [] } = entryCard(entryOf(number, name), [], {
    words: (key, args = {}) => `${key} ${JSON.stringify(args)}`,
    ...{ nameOf: (extension) => extension, locale: 'en', now: 1, timeZone: 'Asia/Tashkent' },
    customersOf: () => [],
  });
  return { text, labels: buttons.flat().map(({ label }) => label.split(' ')[0]) };
};

test.each(['', 'anonymous', 'Unavailable', 'restricted'])('%j is a hidden number', (number) => {
  const { text, labels } = cardOf(number);
  expect(text).toContain('calls-unknown-number');
  expect(labels).toEqual(['missed-button-seen']);
});

test('a number that the bot cannot call is shown as it came, without a button to call it', () => {
  const { text, labels } = cardOf('*72998901112233', 'Star');
  expect(text).toContain('*72998901112233 (Star)');
  expect(labels).toEqual(['missed-button-claim', 'missed-button-done']);
});
