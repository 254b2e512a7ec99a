import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';
import { startHouse, troublesOf, type House } from './broken-house.ts';

describe.runIf(hasAsterisk)('the checks against a real installation', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let house: House;
  beforeAll(async () => {
    [asterisk, telegram] = await Promise.all([startAsterisk(), startTelegram()]);
    house = await startHouse(asterisk, telegram);
  });
  afterAll(async () => {
    await house.stop();
    await Promise.all([asterisk.stop(), telegram.stop()]);
  });

  test('a healthy installation raises no alarm', async () => {
    const results = await house.examine();
    expect(troublesOf(results)).toEqual([]);
    expect(results.length).toBeGreaterThan(30);
  });
});
