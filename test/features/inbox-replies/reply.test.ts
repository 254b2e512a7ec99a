import { expect, test } from 'vitest';
import { markOf } from '../../../src/features/inbox-replies/reply.ts';
import { policyAt } from '../../../src/features/inbox-replies/reply-window.ts';

const part = (state: string, more: object = {}) => ({
  ...{ state, attempts: 1, deliveredAt: null, readAt: null },
  ...more,
});

test('the worst part of a message marks it', () => {
  expect(markOf([part('sent'), part('dead')])).toBe('failed');
  expect(markOf([part('sent'), part('asked')])).toBe('uncertain');
  expect(markOf([part('sent'), part('queued')])).toBe('');
  expect(markOf([part('sent'), part('queued', { attempts: 2 })])).toBe('waiting');
  expect(markOf([part('sent', { deliveredAt: 1 }), part('sent')])).toBe('sent');
  expect(markOf([part('sent', { deliveredAt: 1 }), part('sent', { readAt: 2 })])).toBe('delivered');
  expect(markOf([part('sent', { readAt: 1 }), part('sent', { readAt: 2 })])).toBe('read');
});

test.each([
  [undefined, false, 'windowNever'],
  [24, false, 'response'],
  [24.01, false, 'windowDay'],
  [24, true, 'response'],
  [24.01, true, 'humanAgent'],
  [7 * 24, true, 'humanAgent'],
  [7 * 24 + 0.01, true, 'windowWeek'],
] as const)('%s hours after the customer wrote, with Human Agent %s: %s', (hours, has, policy) => {
  const now = 1_800_000_000_000;
  const at = hours === undefined ? undefined : now - hours * 3600_000;
  expect(policyAt(now, at, has)).toBe(policy);
});
