import { describe, expect, test } from 'vitest';
import type { DialplanContext, DialplanRule } from '../../src/asterisk/dialplan-answer.ts';
import { Misconfigured } from '../../src/lib/error.ts';
import { dialplanOf, numbersElsewhere, routeOf } from '../../src/pbx/dialplan.ts';
import { readDialplan } from '../../src/pbx/read-dialplan.ts';

function rule(pattern: string, ...steps: readonly string[]): DialplanRule {
  return { pattern, isForOneCaller: false, steps };
}

function context(
  rules: readonly DialplanRule[],
  more: Partial<DialplanContext> = {},
): DialplanContext {
  return { rules, includes: [], hasSwitch: false, ...more };
}

function dialplan(contexts: Readonly<Record<string, DialplanContext>>) {
  return dialplanOf('in', new Map(Object.entries(contexts)), true);
}

const pattern = rule('_1XXX', 'Dial(PJSIP/${EXTEN},20)', 'Hangup()');

describe('a number', () => {
  test.each([
    ['Dial(PJSIP/1001,20)', 'phone'],
    ['Dial(PJSIP/1001&PJSIP/1002,20)', 'phone'],
    ['Dial(SIP/7&PJSIP/1001)', 'phone'],
    ['Dial(pjsip/${EXTEN})', 'phone'],
    ['Dial(${PHONES})', 'phone'],
    ['Dial(Local/1001@phones)', 'phone'],
    ['Goto(phones,1001,1)', 'phone'],
    ['Gosub(ring,s,1(${EXTEN}))', 'phone'],
    ['Macro(stdexten,1001)', 'phone'],
    ['Dial(PJSIP/10012,20)', 'elsewhere'],
    ['Dial(PJSIP/1002,20)', 'elsewhere'],
    ['Dial(SIP/1001,20)', 'elsewhere'],
    ['Goto(queue,5,1)', 'elsewhere'],
    ['Queue(sales)', 'elsewhere'],
    ['VoiceMailMain(1001@default)', 'elsewhere'],
    ['Hangup()', 'elsewhere'],
  ] as const)('written in the dialplan as %s leads to: %s', (step, type) => {
    const rules = [pattern, rule('1001', 'NoOp(${EXTEN})', step)];
    expect(routeOf(dialplan({ in: context(rules) }), '1001').type).toBe(type);
  });

  test('in an included context does not count where a pattern of the first context takes it', () => {
    const own = dialplan({
      in: context([pattern], { includes: ['other'] }),
      other: context([rule('1001', 'Echo()'), rule('2001', 'Echo()')]),
    });
    expect(routeOf(own, '1001').type).toBe('phone');
    expect(routeOf(own, '2001')).toEqual({ type: 'elsewhere', context: 'other', step: 'Echo()' });
    expect(numbersElsewhere(own)).toEqual(['2001']);
  });

  test('that no rule takes is called by nobody; hints and rules for one caller do not help', () => {
    const rules = [rule('_2XXX', 'Echo()'), { ...rule('1001'), steps: [] }];
    const forOne = { ...rule('1001', 'Echo()'), isForOneCaller: true };
    expect(routeOf(dialplan({ in: context([...rules, forOne]) }), '1001').type).toBe('nowhere');
    expect(routeOf(dialplan({}), '1001').type).toBe('nowhere');
  });

  test('that a database may know is not said to lead nowhere', () => {
    expect(routeOf(dialplan({ in: context([], { hasSwitch: true }) }), '1001').type).toBe(
      'unknown',
    );
  });

  test('is found through contexts that include each other', () => {
    const round = dialplan({
      in: context([], { includes: ['a'] }),
      a: context([], { includes: ['in', 'b'] }),
      b: context([pattern]),
    });
    expect(routeOf(round, '1001').type).toBe('phone');
  });

  test('written with dashes is the same number', () => {
    expect(numbersElsewhere(dialplan({ in: context([rule('10-01', 'Echo()')]) }))).toEqual([
      '1001',
    ]);
  });
});

describe('reading', () => {
  test('follows includes, each once, and stops after twenty', async () => {
    const asked: string[] = [];
    const showDialplanContext = (name: string) => {
      asked.push(name);
      const next = `c${asked.length}`;
      return Promise.resolve(context([], { includes: ['in', next, `${next}b`] }));
    };
    const read = await readDialplan({ showDialplanContext }, 'in');
    expect(read?.isWhole).toBe(false);
    expect(asked).toHaveLength(20);
    expect(new Set(asked).size).toBe(20);
  });

  test('without rights for the console is undefined, not a failure', async () => {
    const showDialplanContext = () => Promise.reject(new Misconfigured('no sudo'));
    expect(await readDialplan({ showDialplanContext }, 'in')).toBeUndefined();
  });
});
