import { expect, test } from 'vitest';
import { dayText, momentText } from '../../src/lib/moment-text.ts';

const timeZone = 'Asia/Tashkent';
const now = Date.parse('2026-11-21T12:00:00+05:00');
const yesterday = Date.parse('2026-11-20T09:05:00+05:00');

test('of today only the time is said', () => {
  const early = Date.parse('2026-11-21T00:00:00+05:00');
  expect(momentText(early, { now, timeZone, locale: 'en' })).toBe('00:00');
  expect(momentText(early + 7999, { now, timeZone, hasSeconds: true })).toBe('00:00:07');
});

test('a day is written as people of that language write it', () => {
  expect(momentText(yesterday, { now, timeZone, locale: 'uz' })).toBe('20.11 09:05');
  expect(momentText(yesterday, { now, timeZone, locale: 'ru' })).toBe('20.11 09:05');
  expect(momentText(yesterday, { now, timeZone, locale: 'en' })).toBe('20 Nov 09:05');
  expect(momentText(yesterday, { now, timeZone })).toBe('20.11 09:05');
  expect(dayText(yesterday, { timeZone, locale: 'uz' })).toBe('20.11.2026');
  expect(dayText(yesterday, { timeZone, locale: 'en' })).toBe('20 Nov 2026');
});

test('another year is named', () => {
  const older = Date.parse('2025-11-21T12:00:00+05:00');
  expect(momentText(older, { now, timeZone, locale: 'ru' })).toBe('21.11.2025 12:00');
  expect(momentText(older, { now, timeZone, locale: 'en' })).toBe('21 Nov 2025 12:00');
});

test('the day is the one of the time zone', () => {
  const at = Date.parse('2026-11-20T20:30:00Z');
  expect(momentText(at, { now, timeZone })).toBe('01:30');
  expect(momentText(at, { now, timeZone: 'UTC' })).toBe('20.11 20:30');
});
