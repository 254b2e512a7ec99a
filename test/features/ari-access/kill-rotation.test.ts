import { describe, expect, test } from 'vitest';
import { hasAsterisk, startAsterisk } from '../../support/asterisk.ts';
import {
  countRotationCalls,
  killRotations,
  openRotationBench,
  rotateInChild,
} from '../../support/kill-rotations.ts';

/** Each place costs a process; the torture takes them all. */
const stride = 4;

describe.runIf(hasAsterisk)('killed before a durable call of a rotation', () => {
  test('.env names a pair that Asterisk takes, before any recovery; after it nothing is left undone', async () => {
    const asterisk = await startAsterisk();
    const bench = await openRotationBench(asterisk);
    try {
      // The first one also makes the database and the second user.
      await rotateInChild(bench, 'rotate');
      const calls = await countRotationCalls(bench);
      expect(calls).toBeGreaterThan(80);
      const places = Array.from({ length: Math.floor(calls / stride) }, (_, at) => at * stride + 1);
      const figures = await killRotations(
        bench,
        places.map((crashAt) => ({ crashAt })),
      );
      expect(figures.disagreements).toEqual([]);
      // How often SQLite writes differs a little from run to run: the last places may not be reached.
      expect(figures.killed).toBeGreaterThan(places.length - 4);
      expect(figures.endedNew).toBeGreaterThan(5);
      expect(figures.endedNew).toBeLessThan(places.length - 5);
    } finally {
      await bench.remove();
      await asterisk.stop();
    }
  }, 300_000);
});
