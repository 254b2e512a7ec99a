import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localTime } from '../../src/lib/local-time.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { callIn } from '../support/phones.ts';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';

const day = 24 * 60;

describe.runIf(hasAsterisk)('a missed call', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp | undefined;

  beforeAll(async () => {
    asterisk = await startAsterisk({ files: { 'pjsip_navbatchi.conf': trunkSections(9) } });
  });
  afterAll(() => asterisk.stop());
  beforeEach(async () => {
    telegram = await startTelegram();
  });
  afterEach(async () => {
    await app?.stop();
    app = undefined;
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  test.each([
    ['in the quiet hours is told without a sound', -60, 60, true],
    ['after them makes a sound', -120, -60, false],
  ])('%s', async (_what, from, until, isSilent) => {
    const now = localTime('Asia/Tashkent').minuteAt(Date.now());
    const quietHours = { from: (now + from + day) % day, until: (now + until + day) % day };
    app = await startTestApp(asterisk, telegram, {
      change: (config) => ({ ...config, quietHours }),
    });
    const owner = await claimOwner(telegram, app);
    const group = telegram.createGroup({ title: 'Aloqa markazi' });
    group.adds(owner);
    await owner.says('/callshere', { in: group });
    await owner.sees(/har bir qoʻngʻiroq shu yerda/, { in: group });
    // No phone is registered: nobody can answer.
    const call = { sipPort: asterisk.sipPort, to: '712000000', from: '998901234567' };
    await callIn({ ...call, fromName: 'Ivan' }, 0);
    await owner.sees(/❌[^]*\+998 90 123 45 67/, { in: group, anytime: true });
    const told = telegram
      .callsOf('sendMessage')
      .filter(({ parameters }) => JSON.stringify(parameters).includes('❌'))
      .map(({ parameters }) => parameters['disable_notification'] === true);
    expect(told).toEqual([isSilent]);
  });
});
