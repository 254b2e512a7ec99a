import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRegisterFailures } from '../../src/asterisk/register-failure.ts';

// Logged by Asterisk 22.10.1 and, the same but for the time, by 16.28 (Debian), 2026-11-21.
const line = (from: string, address: string, callId: string, reason: string) =>
  `[2026-11-21 07:27:17.158] NOTICE[32138] res_pjsip/pjsip_distributor.c: Request 'REGISTER' from '${from}' failed for '${address}' (callid: ${callId}) - ${reason}\n`;
const wrong = 'Failed to authenticate';
const unknown = 'No matching endpoint found';

test('a wrong password and an unknown user are told apart', () => {
  const log = [
    line('<sip:1001@127.0.0.1>', '127.0.0.1:5060', '1-32170@127.0.0.1', wrong),
    line('<sip:1777@127.0.0.1>', '10.0.0.7:5060', '1-32177@127.0.0.1', unknown),
    line('<sip:1777@127.0.0.1>', '10.0.0.7:5060', '1-32177@127.0.0.1', unknown),
    line('<sip:1777@127.0.0.1>', '10.0.0.7:5060', '1-32177@127.0.0.1', wrong),
    line('"Aziza" <sip:aziza@pbx:5070>', '[2001:db8::7]:5060', 'x', unknown),
  ].join('');
  expect(parseRegisterFailures(log)).toEqual([
    { user: '1001', address: '127.0.0.1:5060', reason: 'wrongPassword' },
    { user: '1777', address: '10.0.0.7:5060', reason: 'unknownUser' },
    { user: 'aziza', address: '[2001:db8::7]:5060', reason: 'unknownUser' },
  ]);
});

test.each([
  // Both were sent to a real Asterisk, which logged them like this.
  [
    'its name',
    `"x' failed for '9.9.9.9:1' (callid: z) - ${wrong}\\" <sip:1002@h>" <sip:1001@127.0.0.1>`,
    'a',
  ],
  ['its call id', '<sip:1001@h>', `a b) - ${wrong} ' failed for '8.8.8.8:1' (callid: q`],
  ['its user name', "<sip:10'01;x=y@127.0.0.1>", 'a'],
  ['its host', "<sip:1@h' failed for '9.9.9.9:1' (callid: z) - x <sip:1001@h>", 'a'],
])('a line in which the phone tells a story by %s is passed over', (_, from, callId) => {
  expect(parseRegisterFailures(line(from, '127.0.0.1:57466', callId, wrong))).toEqual([]);
});

test('whatever a phone writes, the address is the one that Asterisk saw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (name, user, callId) => {
      const log = line(`"${name}" <sip:${user}@h>`, '10.0.0.7:5060', callId, wrong);
      for (const { address } of parseRegisterFailures(log)) expect(address).toBe('10.0.0.7:5060');
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom("'", '"', ')', ' ', '<sip:1001@h>', "' failed for '9.9.9.9:1' (callid: z)"),
      fc.constantFrom("'", '"', ')', ' ', '<sip:1001@h>', `) - ${wrong}`, '\n', 'a'),
      (name, callId) => {
        const log = line(`"${name}" <sip:1@h>`, '10.0.0.7:5060', callId, wrong);
        for (const { address } of parseRegisterFailures(log)) expect(address).toBe('10.0.0.7:5060');
      },
    ),
  );
});

test('other requests and other sources are not registrations', () => {
  const one = line('<sip:1001@h>', '10.0.0.7:5060', 'a', wrong);
  expect(parseRegisterFailures(one.replace('REGISTER', 'OPTIONS'))).toEqual([]);
  expect(parseRegisterFailures(one.replace('NOTICE', 'VERBOSE'))).toEqual([]);
  expect(parseRegisterFailures(`x ${one}`)).toEqual([]);
});
