import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDialplanContext } from '../../src/asterisk/dialplan-answer.ts';

// Printed by Asterisk 22.10.1 (Debian) and, the same, by 16.28.0, 2026-11-21.
const printed = `[ Context 'from-internal' created by 'pbx_config' ]
  '1000' =>         1. NoOp(don't => do "1. x")                   [extensions.conf:8]
     [here]         2. Dial(PJSIP/1000,20)                        [extensions.conf:9]
                    3. Hangup()                                   [extensions.conf:10]
  '1001' =>         hint: PJSIP/1001                              [extensions.conf:11]
  '1002' (CID match '1003') =>  1. Hangup()                                   [extensions.conf:12]
  '16-61' =>        1. NoOp(dash)                                 [extensions.conf:17]
  '_+998XXXXXXXXX' => 1. Goto(\${EXTEN:1},1)                         [extensions.conf:27]
  Include =>        'phones'                                      [pbx_config]
  Include =>        'late,22:00-06:00,mon-fri,*,*'                [pbx_config]
  Alt. Switch =>    'Realtime/@'                                  [pbx_config]
  Ignore pattern => '9'                                           [pbx_config]

-= 6 extensions (8 priorities) in 1 context. =-
`;

test('a dialplan context is its rules with their steps, its includes, and whether it looks elsewhere', () => {
  expect(parseDialplanContext(printed)).toEqual({
    rules: [
      {
        ...{ pattern: '1000', isForOneCaller: false },
        steps: [`NoOp(don't => do "1. x")`, 'Dial(PJSIP/1000,20)', 'Hangup()'],
      },
      { pattern: '1001', isForOneCaller: false, steps: [] },
      { pattern: '1002', isForOneCaller: true, steps: ['Hangup()'] },
      { pattern: '16-61', isForOneCaller: false, steps: ['NoOp(dash)'] },
      { pattern: '_+998XXXXXXXXX', isForOneCaller: false, steps: ['Goto(${EXTEN:1},1)'] },
    ],
    includes: ['phones', 'late'],
    hasSwitch: true,
  });
});

test('a context that is not there is undefined, and anything else is at least no crash', () => {
  expect(parseDialplanContext("There is no existence of 'zz' context\n")).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => parseDialplanContext(text)).not.toThrow();
    }),
  );
});
