import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { shippedFile } from '../support/asterisk-files.ts';
import { callIn, callInAndGiveUp, startBaresip, type BaresipPhone } from '../support/phones.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('calls as people see them', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let varFolder: string;
  let phones: readonly BaresipPhone[];

  beforeAll(async () => {
    asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          ['1001', '1002']
            .map((number) => extensionSections(number, `Pw-${number}-long`))
            .join('') + trunkSections(9),
        'extensions.conf': shippedFile('extensions.conf').replace(
          'INCOMING = PJSIP/1000',
          'INCOMING = PJSIP/1001&PJSIP/1002',
        ),
      },
    });
    phones = await Promise.all(
      ['1001', '1002'].map((username) =>
        startBaresip({ sipPort: asterisk.sipPort, username, password: `Pw-${username}-long` }),
      ),
    );
    await Promise.all(phones.map((phone) => phone.registered()));
  });
  afterAll(async () => {
    await Promise.all(phones.map((phone) => phone.stop()));
    await asterisk.stop();
  });
  beforeEach(async () => {
    telegram = await startTelegram();
    varFolder = await mkdtemp(path.join(tmpdir(), 'nb-calls-'));
    app = await startTestApp(asterisk, telegram, { varFolder });
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(varFolder, { recursive: true });
  });
  /** Asks until the answer is so: Asterisk's event and the person's question travel different ways. */
  async function callsShow(wanted: RegExp): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const before = telegram.callsOf('sendMessage').length;
      await owner.says('/calls');
      await owner.sees(/Hozir/);
      expect(telegram.callsOf('sendMessage').length).toBeGreaterThan(before);
      const shown = owner.last().text;
      if (wanted.test(shown)) return;
      if (Date.now() > deadline) expect(shown).toMatch(wanted);
    }
  }
  const phone = (index: number): BaresipPhone => {
    const found = phones[index];
    if (!found) throw new Error(`there is no phone ${index}`);
    return found;
  };
  const ring = async (): Promise<void> => {
    await Promise.all(phones.map((one) => one.ringing()));
  };
  const quiet = async (): Promise<void> => {
    await Promise.all(phones.map((one) => one.ended()));
  };
  const customer = { to: '712000000', from: '998901234567', fromName: '<b>Ivan</b>' };

  test('a call between two phones rings, is talked and is over', async () => {
    await phone(0).dial('1002');
    await phone(1).ringing();
    await callsShow(/🔔 1001 → 1002/);
    await phone(1).accept();
    await Promise.all([phone(0).answered(), phone(1).answered()]);
    await callsShow(/🗣 1001 ↔ 1002/);
    await phone(0).hangUp();
    await quiet();
    await callsShow(/hech kim gaplashmayapti[\s\S]*✅ .* 1001 → 1002 · 0:0\d/);
  });

  test('a customer rings both phones; one answers; the record agrees with Asterisk', async () => {
    const call = callIn({ sipPort: asterisk.sipPort, ...customer }, 2_000);
    await Promise.all([phone(0).ringing(), phone(1).ringing()]);
    await callsShow(/🔔 \+998 90 123 45 67 \(<b>Ivan<\/b>\) → 1001, 1002/);
    await phone(1).accept();
    await callsShow(/🗣 \+998 90 123 45 67 .*↔ 1002/);
    expect(await call).toEqual({ status: 200 });
    await quiet();
    await callsShow(/✅ .*\+998 90 123 45 67 .*→ 1002 · 0:02/);
    const cdr = await readFile(
      path.join(path.dirname(asterisk.etc), 'log', 'cdr-csv', 'Master.csv'),
      'utf8',
    ).catch(() => '');
    if (cdr !== '') expect(cdr).toContain('ANSWERED');
  });

  test('a customer who gives up is missed, though the line ends with Normal Clearing', async () => {
    const call = callInAndGiveUp({ sipPort: asterisk.sipPort, ...customer }, 500);
    await ring();
    await call;
    await quiet();
    await callsShow(/❌ .*\+998 90 123 45 67.*javobni kutmay qoʻydi/);
  });

  test('phones that reject are busy', async () => {
    const call = callIn({ sipPort: asterisk.sipPort, ...customer }, 500);
    await Promise.all([phone(0).ringing(), phone(1).ringing()]);
    await Promise.all([phone(0).hangUp(), phone(1).hangUp()]);
    expect((await call).status).toBe(486);
    await quiet();
    await callsShow(/❌ .*\+998 90 123 45 67.*band edi/);
  });

  test('the bot restarted in the middle of a call still knows who answered it', async () => {
    const call = callIn({ sipPort: asterisk.sipPort, ...customer }, 4_000);
    await ring();
    await phone(0).accept();
    await callsShow(/🗣 .*↔ 1001/);
    await app.stop();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await callsShow(/🗣 .*↔ 1001/);
    expect(await call).toEqual({ status: 200 });
    await quiet();
    await callsShow(/✅ .*→ 1001 · 0:0[345]/);
  });

  test('a call that ended while the bot was down ends when Asterisk says, not when the bot looked', async () => {
    const call = callIn({ sipPort: asterisk.sipPort, ...customer }, 60_000);
    await ring();
    await phone(0).accept();
    await callsShow(/🗣 .*↔ 1001/);
    const answeredAt = Date.now();
    await app.stop();
    await phone(0).hangUp();
    await call;
    await quiet();
    const talkedMs = Date.now() - answeredAt;
    // Long enough for a talk that is counted until now to be told from the true one.
    await sleep(2_500);
    app = await startTestApp(asterisk, telegram, { varFolder });
    await callsShow(/hech kim gaplashmayapti[\s\S]*✅ .*→ 1001 · 0:\d\d$/m);
    const [, seconds = ''] = /→ 1001 · 0:(\d\d)$/m.exec(owner.last().text) ?? [];
    expect(Math.abs(Number(seconds) - talkedMs / 1000)).toBeLessThan(2);
  });

  test('calls that came and went while the bot was down are in the list, missed ones as missed', async () => {
    await app.stop();
    const missed = callInAndGiveUp({ sipPort: asterisk.sipPort, ...customer }, 500);
    await ring();
    await missed;
    await quiet();
    const another = { ...customer, from: '998931112233', fromName: 'Olim' };
    const call = callIn({ sipPort: asterisk.sipPort, ...another }, 1_000);
    await ring();
    await phone(1).accept();
    await call;
    await quiet();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await callsShow(/✅ .*\+998 93 111 22 33 \(Olim\) → 1002 · 0:0[01]$/m);
    await callsShow(/❌ .*\+998 90 123 45 67.*javobni kutmay qoʻydi$/m);
    expect(owner.last().text.match(/998 93 111 22 33/g)).toHaveLength(1);
  });

  test('a call that died with Asterisk is closed, and marked: no record has its end', async () => {
    const call = callIn({ sipPort: asterisk.sipPort, ...customer }, 1_000);
    await ring();
    await phone(0).accept();
    await callsShow(/🗣 .*↔ 1001/);
    await asterisk.kill9();
    await asterisk.start();
    await callsShow(/hech kim gaplashmayapti[\s\S]*✅ .*→ 1001 · .*oxiri koʻrinmadi/);
    await call;
  });
});
