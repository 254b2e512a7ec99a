import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { killEverywhere } from '../support/kill-changes.ts';

describe.runIf(hasAsterisk)('killed before any durable call', () => {
  let asterisk: TestAsterisk;
  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  test.each(['create', 'delete'] as const)(
    'a %s leaves database, files and Asterisk in agreement after the next start',
    async (deed) => {
      const figures = await killEverywhere(asterisk, deed);
      expect(figures.disagreements).toEqual([]);
      expect(figures.points).toBeGreaterThan(20);
      expect(figures.endedOld).toBeGreaterThan(0);
      expect(figures.endedNew).toBeGreaterThan(0);
    },
    600_000,
  );
});
