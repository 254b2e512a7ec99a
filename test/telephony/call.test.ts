import { expect, test } from 'vitest';
import { isHidden, outsideNumberOf, type Call, type Leg } from '../../src/telephony/call.ts';

const leg = (channelId: string, more: Partial<Leg>): Leg => ({
  ...{ channelId, channelName: '', extension: undefined, isLocal: false, isOutgoing: true },
  ...{ startedAt: 1, number: '', name: '', dialledBy: undefined, state: 'answered', exten: '' },
  ...{ dialString: '', connectedSince: undefined, hangupAsked: undefined, endedAt: undefined },
  ...{ cause: undefined, techCause: undefined },
  ...more,
});
const callOf = (...legs: readonly Leg[]): Call => ({
  ...{ callId: 'c', startedAt: 1, endedAt: undefined, isEndUnseen: false, talks: [] },
  legs: new Map(legs.map((one) => [one.channelId, one])),
});

/** ARI's first leg stands at `s` until the dialplan's first event. */
const placed = leg('a', { extension: '1001', exten: 's' });

test('of a call that the bot places nothing is said before it is known who is called', () => {
  const trunk = leg('b', { state: undefined });
  expect(isHidden(callOf(placed, trunk))).toBe(true);
  const dialled = callOf(placed, { ...trunk, state: 'dialling', dialString: '998901234567@trunk' });
  expect(isHidden(dialled)).toBe(false);
  expect(outsideNumberOf(dialled)).toBe('998901234567');
});

test('one that ended before that is told of, without the letter s for a number', () => {
  const call = { ...callOf(placed, leg('b', { state: undefined })), endedAt: 2 };
  expect(isHidden(call)).toBe(false);
  expect(outsideNumberOf(call)).toBe('');
});
