import { describe, expect, test } from 'vitest';
import { hasAsterisk, startAsterisk } from '../support/asterisk.ts';
import { killEverywhere } from '../support/kill-changes.ts';

describe.runIf(hasAsterisk)('killed before any durable call', () => {
  test('a create leaves database, files and Asterisk in agreement after the next start', async () => {
    const asterisk = await startAsterisk();
    try {
      const figures = await killEverywhere(asterisk, 'create');
      expect(figures.disagreements).toEqual([]);
      expect(figures.points).toBeGreaterThan(20);
      expect(figures.points).toBeLessThan(120);
      expect(figures.endedOld).toBeGreaterThan(0);
      expect(figures.endedNew).toBeGreaterThan(0);
    } finally {
      await asterisk.stop();
    }
  }, 900_000);
});
