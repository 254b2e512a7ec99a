import { expect, test } from 'vitest';
import { readGraphFailure, remedyOf } from '../../src/meta/graph-failure.ts';

test.each([
  [190, 460, '', 'tokenDead', 'pauseAccount'],
  [190, undefined, '', 'tokenDead', 'pauseAccount'],
  [102, undefined, '', 'tokenDead', 'pauseAccount'],
  [2500, undefined, 'An active access token must be used', 'tokenDead', 'pauseAccount'],
  [2500, undefined, 'Unknown path components: /x', 'refused', 'giveUp'],
  [10, 2_018_278, '', 'outsideWindow', 'giveUp'],
  [10, 2_534_022, '', 'outsideWindow', 'giveUp'],
  [10, 1, 'This message is sent outside of allowed window.', 'outsideWindow', 'giveUp'],
  [10, 2_018_108, '', 'notLive', 'giveUp'],
  [10, undefined, 'recipients who are not admins, developers or testers', 'notLive', 'giveUp'],
  [10, undefined, 'Application does not have permission', 'notPermitted', 'pauseAccount'],
  [3, undefined, '', 'notPermitted', 'pauseAccount'],
  [200, undefined, '', 'notPermitted', 'pauseAccount'],
  [200, 1_545_041, '', 'customerUnavailable', 'giveUp'],
  [200, 2_018_028, 'users who are not admins, developers or testers', 'notLive', 'giveUp'],
  [230, undefined, 'Requires pages_messaging', 'notPermitted', 'pauseAccount'],
  [100, 1_893_061, '', 'tagRetired', 'giveUp'],
  [100, 2_018_001, '', 'noSuchCustomer', 'giveUp'],
  [100, 2_534_025, '', 'badPrivateReply', 'giveUp'],
  [100, 33, '', 'notShown', 'giveUp'],
  [100, undefined, 'Invalid appsecret_proof provided', 'wrongAppSecret', 'pauseAccount'],
  [100, undefined, 'Length of param message[text]', 'refused', 'giveUp'],
  [551, 1_545_041, '', 'customerUnavailable', 'giveUp'],
  [2_018_344, undefined, '', 'termsNotAccepted', 'giveUp'],
  [100, 2_018_344, '', 'termsNotAccepted', 'giveUp'],
  [4, undefined, '', 'rateLimited', 'again'],
  [17, undefined, '', 'rateLimited', 'again'],
  [32, undefined, '', 'rateLimited', 'again'],
  [613, undefined, '', 'rateLimited', 'again'],
  [80_006, undefined, '', 'rateLimited', 'again'],
  [1, 99, '', 'temporary', 'again'],
  [2, undefined, '', 'temporary', 'again'],
  [-1, undefined, '', 'temporary', 'again'],
  [1200, undefined, '', 'temporary', 'again'],
  [368, undefined, 'temporarily blocked for policies violations', 'refused', 'giveUp'],
])('%d/%s %j is %s: %s', (code, subcode, message, type, remedy) => {
  const failure = readGraphFailure({ error: { message, code, error_subcode: subcode } });
  expect(failure?.type).toBe(type);
  expect(failure && remedyOf(failure)).toBe(remedy);
});

test('an unknown code that Meta calls transient is tried again', () => {
  const error = { message: '', code: 5555, is_transient: true };
  expect(readGraphFailure({ error })).toEqual({ type: 'temporary' });
});

test('a sentence of Meta is kept, and cut when it is a page', () => {
  const failure = readGraphFailure({ error: { code: 100, message: 'x'.repeat(5000) } });
  expect(failure?.type === 'refused' && failure.message.length).toBe(300);
});

test.each([[null], ['x'], [{}], [{ error: 'x' }], [{ error: { code: '100' } }]])(
  '%j is no refusal of Meta',
  (body) => {
    expect(readGraphFailure(body)).toBeUndefined();
  },
);
