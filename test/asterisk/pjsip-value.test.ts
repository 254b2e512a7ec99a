import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSamePjsipValue } from '../../src/asterisk/pjsip-value.ts';

// What each attribute looks like in a running Asterisk is held by test/contract/pjsip-value.test.ts.

describe('a secret', () => {
  test('agrees with itself only, to the letter', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(isSamePjsipValue('password', one, other)).toBe(one.trim() === other.trim());
      }),
    );
  });

  test('that reads like a switch is no switch', () => {
    expect(isSamePjsipValue('password', 'yes', 'true')).toBe(false);
  });
});

test('any name and number agree with the way Asterisk prints them', () => {
  const name = fc.stringMatching(/^[A-Za-zʻʼ'.,()"\\-]{1,20}$/);
  const number = fc.stringMatching(/^\+?[0-9]{1,12}$/);
  fc.assert(
    fc.property(name, number, (who, digits) => {
      fc.pre(!/^".*"$/.test(who));
      const printed = `"${who.replaceAll(/["\\]/g, '\\$&')}" <${digits}>`;
      expect(isSamePjsipValue('callerid', `${who} <${digits}>`, printed)).toBe(true);
      expect(isSamePjsipValue('callerid', `${who} <${digits}1>`, printed)).toBe(false);
      expect(isSamePjsipValue('callerid', `${who}x <${digits}>`, printed)).toBe(false);
    }),
  );
});

test('an attribute nobody knows agrees with the same text, spaces around it aside', () => {
  expect(isSamePjsipValue('brand_new', ' Yes ', 'Yes')).toBe(true);
  expect(isSamePjsipValue('brand_new', 'yes', 'true')).toBe(false);
});

test('codecs switched off do not agree with codecs switched on', () => {
  expect(isSamePjsipValue('allow', 'ulaw,alaw', '(none)')).toBe(false);
  expect(isSamePjsipValue('allow', '!all', '(none)')).toBe(true);
  expect(isSamePjsipValue('allow', '!all', '(nothing)')).toBe(true);
});
