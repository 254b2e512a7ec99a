import { expect, test } from 'vitest';
import {
  answerFor,
  isAsking,
  readAutoText,
} from '../../../src/features/auto-answers/auto-answer.ts';
import type { Happening } from '../../../src/meta/customer-event.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const now = 1_000 * hourMs;
const on = { text: 'x', isOn: true };
const both = { greeting: on, away: on };
const usual = {
  ...{ texts: both, isAway: false, now, saidAt: now, attendedAt: undefined, lastAt: {} },
};

test.each([
  ['a first word', {}, 'greeting'],
  ['a word when nobody is there', { isAway: true }, 'away'],
  [
    'a word when nobody is there and only the greeting is on',
    { isAway: true, texts: { greeting: on } },
    'greeting',
  ],
  ['a word with all off', { texts: { greeting: { text: 'x', isOn: false } } }, undefined],
  ['a word with nothing written', { texts: {} }, undefined],
  ['a word 15 minutes old', { saidAt: now - 15 * minuteMs }, 'greeting'],
  ['an older one', { saidAt: now - 15 * minuteMs - 1 }, undefined],
  ['a second word of the day', { lastAt: { greeting: now - 24 * hourMs + 1 } }, undefined],
  ['a word a day later', { lastAt: { greeting: now - 24 * hourMs } }, 'greeting'],
  [
    'a word after hours of who was greeted',
    { isAway: true, lastAt: { greeting: now - hourMs } },
    'away',
  ],
  ['a second word after hours', { isAway: true, lastAt: { away: now - hourMs } }, undefined],
  ['a word in a talk with a person', { attendedAt: now - 23 * hourMs }, undefined],
  [
    'a word after hours while a person is at it',
    { isAway: true, attendedAt: now - 59 * minuteMs },
    undefined,
  ],
  [
    'a word after hours, an hour after a person',
    { isAway: true, attendedAt: now - hourMs },
    'away',
  ],
] as const)('%s gets %j: %s', (_what, change, kind) => {
  expect(answerFor({ ...usual, ...change })).toBe(kind);
});

const message = {
  ...{ type: 'message', mid: 'm', text: '', attachments: [], replyTo: undefined },
  ...{ referral: undefined, quickReply: undefined },
} as const satisfies Happening;

test.each<[string, Happening, boolean]>([
  ['a text', { ...message, text: 'Salom' }, true],
  ['a photo', { ...message, attachments: [{ type: 'image', url: 'https://x/1' }] }, true],
  [
    'an answer to a story',
    { ...message, text: 'Narxi?', replyTo: { type: 'story', url: '' } },
    true,
  ],
  ['a mention in a story', { ...message, attachments: [{ type: 'storyMention', url: '' }] }, false],
  ['a reaction', { type: 'reaction', mid: 'm', emoji: '❤️', isOurs: false }, false],
  ['an edit', { type: 'edit', mid: 'm', text: 'x', edits: 1 }, false],
  ['what came back', { type: 'unsent', mid: 'm', isEcho: false }, false],
  [
    'what we sent ourselves',
    { type: 'echo', mid: 'm', text: 'x', attachments: [], appId: undefined, metadata: undefined },
    false,
  ],
])('%s asks for an answer: %s', (_what, happening, asks) => {
  expect(isAsking(happening)).toBe(asks);
});

test('texts are cleaned, and what is empty or longer than 1000 characters is not taken', () => {
  expect(readAutoText(' Salom\u202E!\r\n\r\n\r\n9 da ')).toBe('Salom!\n\n9 da');
  expect(readAutoText('\u200B \u2060')).toBeUndefined();
  expect(readAutoText('😀'.repeat(1000))).toHaveLength(2000);
  expect(readAutoText('a'.repeat(1001))).toBeUndefined();
});
