import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { shippedFile } from '../support/asterisk-files.ts';
import { claimOwner } from '../support/owner.ts';
import { callIn, startBaresip, type BaresipPhone } from '../support/phones.ts';
import { startTelegram, type FakeTelegram, type Group, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('the board', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let group: Group;
  let phone: BaresipPhone;

  beforeAll(async () => {
    asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          ['1001', '1002']
            .map((number) => extensionSections(number, `Pw-${number}-long`))
            .join('') + trunkSections(9),
        'extensions.conf': shippedFile('extensions.conf').replace(
          'INCOMING = PJSIP/1000',
          'INCOMING = PJSIP/1001',
        ),
      },
    });
    const { sipPort } = asterisk;
    phone = await startBaresip({ sipPort, username: '1001', password: 'Pw-1001-long' });
    await phone.registered();
  });
  afterAll(async () => {
    await phone.stop();
    await asterisk.stop();
  });
  beforeEach(async () => {
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram);
    owner = await claimOwner(telegram, app);
    group = telegram.createGroup({ title: 'Aloqa markazi' });
    group.adds(owner);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  test('it follows a call by itself, in one message', async () => {
    await owner.says('/board');
    const before = await owner.sees(/🟢 1 · ⚪️ 1[^]*🟢 1001[^]*⚪️ 1002[^]*oʻzi yangilanib turadi/);
    const customer = { to: '712000000', from: '998901234567', fromName: 'Ivan' };
    const over = callIn({ sipPort: asterisk.sipPort, ...customer }, 3000);
    await phone.ringing();
    await owner.sees(/🔔 1 [^]*🔔 1001.* ← \+998 90 123 45 67 \(Ivan\)/);
    await phone.accept();
    const talking = await owner.sees(/🗣 1 [^]*🗣 1001.* ↔ \+998 90 123 45 67 \(Ivan\), \d\d:\d\d/);
    expect(talking.messageId).toBe(before.messageId);
    await over;
    await phone.ended();
    const after = await owner.sees(/🟢 1 · ⚪️ 1[^]*🟢 1001/);
    expect(after.messageId).toBe(before.messageId);
  });

  test('who asks again in a group gets it below, and the older one goes', async () => {
    await owner.says('/board', { in: group });
    const first = await owner.sees(/🟢 1 · ⚪️ 1/, { in: group });
    await owner.says('/board', { in: group });
    const second = await owner.sees(/🟢 1 · ⚪️ 1/, { in: group });
    expect(second.messageId).not.toBe(first.messageId);
    await expect
      .poll(() => group.messages().filter(({ text }) => text.includes('Holat')).length)
      .toBe(1);
    await owner.taps('Yangilash', { in: group });
    expect(owner.last({ in: group }).messageId).toBe(second.messageId);
  });

  test('people stand beside their phones, with who is on duty', async () => {
    await owner.says('/extensions');
    await owner.taps('1001');
    await owner.taps('Operator');
    await owner.taps('Dilshod');
    await owner.taps('Berilsin');
    await owner.sees(/1001[^]*Dilshod/);
    await owner.says('/duty on');
    await owner.sees(/Siz navbatdasiz/);
    await owner.says('/board');
    await owner.sees(/🟢 1001 Dilshod 🎧/);
  });
});
