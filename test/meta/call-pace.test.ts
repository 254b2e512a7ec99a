import { expect, test } from 'vitest';
import { createCallPace } from '../../src/meta/call-pace.ts';

test('calls leave one after the other, so far apart; what somebody waits for goes first', async () => {
  const pace = createCallPace(40);
  const went: [name: string, at: number][] = [];
  const call = async (name: string, isUrgent: boolean) => {
    if (await pace.turn(isUrgent)) went.push([name, performance.now()]);
  };
  await Promise.all([
    call('later 1', false),
    call('later 2', false),
    call('now 1', true),
    call('now 2', true),
  ]);
  expect(went.map(([name]) => name)).toEqual(['now 1', 'now 2', 'later 1', 'later 2']);
  for (const [index, [, at]] of went.entries()) {
    expect(at - (went[index - 1]?.[1] ?? -Infinity)).toBeGreaterThanOrEqual(38);
  }
});

test('closed, it lets nobody go any more and holds nobody up', async () => {
  const pace = createCallPace(60_000);
  expect(await pace.turn(true)).toBe(true);
  const waiting = pace.turn(false);
  pace.close();
  expect([await waiting, await pace.turn(true)]).toEqual([false, false]);
});
