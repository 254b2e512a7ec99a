import { expect, test } from 'vitest';
import {
  authTypeFor,
  freeNumbers,
  judgeNumber,
  kindOf,
  nameOf,
  normalizeName,
  phoneKinds,
  sectionsOf,
  type ExtensionPolicy,
} from '../../src/pbx/extension.ts';
import { judgePassword } from '../../src/pbx/password.ts';

const policy: ExtensionPolicy = {
  first: 1000,
  last: 1999,
  reserved: [{ first: 1000, last: 1001 }],
  dialplanContext: 'from-internal',
  transport: '',
  codecs: ['ulaw', 'alaw'],
};

test('the lowest numbers that are neither reserved nor taken are offered', () => {
  expect(freeNumbers(policy, new Set(['1002', '1004-auth']), 3)).toEqual(['1003', '1005', '1006']);
});

test.each([
  ['1002', 'taken'],
  ['1001', 'reserved'],
  ['2000', 'outOfRange'],
  ['1500', 'free'],
  ['01500', 'notANumber'],
  ['1500 ', 'notANumber'],
  ['15/00', 'notANumber'],
  ['1500@x', 'notANumber'],
  ['1500\n[evil]', 'notANumber'],
  ['1001](!)', 'notANumber'],
  ['+1500', 'notANumber'],
  ['١٢٣٤', 'notANumber'],
  ['', 'notANumber'],
  ['9'.repeat(100), 'notANumber'],
])('the number %j is judged %s', (number, verdict) => {
  expect(judgeNumber(number, policy, new Set(['1002']))).toBe(verdict);
});

test.each([
  ['Aziza Karimova', 'Aziza Karimova'],
  ['  Oʻgʻiloy   Sobirova ', 'Oʻgʻiloy Sobirova'],
  ["D'Artanyan", "D'Artanyan"],
  ['Иван Петров', 'Иван Петров'],
  ['Ali <1001>', undefined],
  ['Ali; rm', undefined],
  ['#exec /bin/sh', undefined],
  ['Ali\n[evil]', undefined],
  ['"Ali"', undefined],
  ['Ali\u202Eevil', undefined],
  ['A'.repeat(41), undefined],
  ['Ж'.repeat(39), 'Ж'.repeat(39)],
  ['Ж'.repeat(40), undefined],
  ['', undefined],
])('the name %j becomes %j', (typed, name) => {
  expect(normalizeName(typed)).toBe(name);
});

test('each kind of phone is recognised again from its own settings', () => {
  for (const kind of phoneKinds) {
    const [endpoint, , aor] = sectionsOf(
      {
        number: '1500',
        name: 'Aziza',
        kind,
        password: 'x',
        asteriskVersion: '22.10.1',
        tlsTransport: 'transport-tls',
      },
      policy,
    );
    expect(kindOf(new Map(endpoint.settings), new Map(aor.settings))).toBe(kind);
  }
});

test.each([
  ['16.28.0~dfsg-0+deb11u4', 'userpass'],
  ['20.6.0', 'userpass'],
  ['22.9.0', 'userpass'],
  ['22.10.1~dfsg', 'digest'],
  ['23.0.0', 'digest'],
])('Asterisk %s gets auth_type %s', (version, authType) => {
  expect(authTypeFor(version)).toBe(authType);
});

test.each([
  ['Aziza <1001>', 'Aziza'],
  ['"Aziza K" <1001>', 'Aziza K'],
  ['Aziza', 'Aziza'],
  ['', ''],
])('the name in the caller id %j is %j', (callerId, name) => {
  expect(nameOf(callerId)).toBe(name);
});

test.each([
  ['Kuchli-Parol.2026', undefined],
  ['x\n[evil]\ntype=endpoint', 'alphabet'],
  ['Kuchli;Parol2026', 'alphabet'],
  ['Kuchli\\Parol2026', 'alphabet'],
  ['пароль-Парол1', 'alphabet'],
  ['Qisqa1-', 'tooShort'],
  [`Aa1-${'x'.repeat(61)}`, 'tooLong'],
  ['CallCenter2025', 'published'],
  ['secure_password', 'published'],
  ['Aziza1500-1500', 'guessable'],
  ['aaaaaaaaaaaaA1-', 'guessable'],
  ['kuchliparoluzun', 'classes'],
])('the password %j is judged %s', (password, fault) => {
  expect(judgePassword(password, { number: '1500', name: 'Aziza' })).toBe(fault);
});
