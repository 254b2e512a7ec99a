import { expect, test } from 'vitest';
import { playMutated } from './play-mutated.ts';

// The million: npm run torture -- events
test('20,000 mutated events: nothing throws, and real calls among them end as they do alone', () => {
  const { malformed, realCalls, wrong } = playMutated(20_000, 1);
  expect(wrong).toEqual([]);
  expect(malformed).toBeGreaterThan(100);
  expect(realCalls).toBeGreaterThan(200);
});
