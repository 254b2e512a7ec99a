import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { changeDatabase } from '../support/app-database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { readBooks } from '../support/call-books.ts';
import { claimOwner } from '../support/owner.ts';
import { startTrunkEnd, type TrunkEnd } from '../support/phones-trunk.ts';
import { startBaresip, type BaresipPhone } from '../support/phones.ts';
import { startTelegram, type FakeTelegram, type Group, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('a number written in the chat is called', () => {
  let asterisk: TestAsterisk;
  let trunk: TrunkEnd;
  let phone: BaresipPhone;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let group: Group;
  let varFolder: string;

  beforeAll(async () => {
    trunk = await startTrunkEnd();
    asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          extensionSections('1001', 'Pw-1001-long') + trunkSections(trunk.port),
      },
    });
    phone = await startBaresip({
      ...{ sipPort: asterisk.sipPort, username: '1001', password: 'Pw-1001-long' },
    });
    await phone.registered();
  });
  afterAll(async () => {
    await phone.stop();
    await asterisk.stop();
    await trunk.stop();
  });
  beforeEach(async () => {
    telegram = await startTelegram();
    varFolder = await mkdtemp(path.join(tmpdir(), 'nb-dial-'));
    app = await startTestApp(asterisk, telegram, { varFolder });
    owner = await claimOwner(telegram, app);
    group = telegram.createGroup({ title: 'Aloqa markazi' });
    group.adds(owner);
    await owner.says('/callshere', { in: group });
    await owner.sees(/har bir qoʻngʻiroq shu yerda koʻrinadi/, { in: group });
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(varFolder, { recursive: true });
  });

  const tie = async (): Promise<void> => {
    await changeDatabase(varFolder, "update people set extension = '1001'");
  };
  const card = (text: RegExp) => owner.sees(text, { in: group, anytime: true });

  test('the own phone rings, then the customer’s; the card tells it as a call to the outside', async () => {
    await tie();
    await trunk.answers({ ringMs: 300 });
    await owner.says('/dial 90 942 92 71', { in: group });
    expect((await phone.ringing()).from).toContain('998909429271@');
    await owner.sees(/1001.* telefoningiz jiringlayapti.*\+998 90 942 92 71/, { in: group });
    await phone.accept();
    await card(/📤 1001 Dilshod ↔ \+998 90 942 92 71/);
    await phone.hangUp();
    await phone.ended();
    await card(/📤 1001 Dilshod ↔ \+998 90 942 92 71 · 0:0\d/);
    // The customer sees the company's phone, and not their own number.
    expect(await trunk.over()).toMatch(/^INVITE sip:998909429271@[^]*?^From: .*<sip:1001@/m);
  });

  test('who declines on their own phone reads it in place, and calls again from there', async () => {
    await tie();
    await owner.says('/dial 90 942 92 71');
    await phone.ringing();
    const rings = await owner.sees(/1001.* telefoningiz jiringlayapti/);
    await phone.hangUp();
    await phone.ended();
    const declined = await owner.sees(
      /1001.* qoʻngʻiroq rad etildi\. \+998 90 942 92 71 chaqirilmadi/,
    );
    expect(declined.messageId).toBe(rings.messageId);
    await trunk.answers({ ringMs: 100 });
    await owner.taps('🔁 Yana');
    await phone.ringing();
    const again = await owner.sees(/1001.* telefoningiz jiringlayapti/);
    expect(again.messageId).toBe(rings.messageId);
    await phone.accept();
    await card(/📤 1001 Dilshod ↔ \+998 90 942 92 71/);
    await phone.hangUp();
    await phone.ended();
    await owner.sees(/✅ \+998 90 942 92 71 bilan gaplashdingiz · 0:0\d/, { anytime: true });
    await trunk.over();
  });

  test('a message that was deleted is followed by a new one, and that is true to the end', async () => {
    await tie();
    await owner.says('/dial 90 942 92 71');
    await phone.ringing();
    await phone.hangUp();
    await phone.ended();
    const old = await owner.sees(/qoʻngʻiroq rad etildi/);
    const data = old.rows[0]?.[0]?.data ?? '';
    await owner.deletes(old);
    await owner.tapsStale({ data, on: old });
    await phone.ringing();
    const again = await owner.sees(/1001.* telefoningiz jiringlayapti/);
    expect(again.messageId).not.toBe(old.messageId);
    await phone.hangUp();
    await phone.ended();
    const declined = await owner.sees(/qoʻngʻiroq rad etildi/);
    expect(declined.messageId).toBe(again.messageId);
  });

  test('what ended while the bot was away is no longer said to ring', async () => {
    await tie();
    await owner.says('/dial 90 942 92 71');
    await phone.ringing();
    await owner.sees(/1001.* telefoningiz jiringlayapti/);
    // Else it would be taken, two minutes later, for one that ended unseen.
    await vi.waitUntil(async () => (await readBooks(varFolder)).open.length > 0, 10_000);
    await app.stop();
    await phone.hangUp();
    await phone.ended();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await owner.stopsSeeing(/telefoningiz jiringlayapti/);
    await owner.sees(/\+998 90 942 92 71 ga qoʻngʻiroq tugadi/, { anytime: true });
  });

  test('while the customer’s phone rings the card says so, and then that the caller gave up', async () => {
    await tie();
    await trunk.answers({ ringMs: 600_000 });
    await owner.says('/dial 90 942 92 71', { in: group });
    await phone.ringing();
    await phone.accept();
    await card(/📤 1001 Dilshod → \+998 90 942 92 71, kutmoqda/);
    await phone.hangUp();
    await phone.ended();
    await card(/📤 1001 Dilshod → \+998 90 942 92 71: javobni kutmay qoʻydi/);
  });

  test('a customer who is busy makes a card that says so', async () => {
    await tie();
    await trunk.refuses(486);
    await owner.says('/dial +998 90 942 92 71');
    await phone.ringing();
    await phone.accept();
    await card(/📤 1001 Dilshod → \+998 90 942 92 71: band edi/);
    await phone.ended();
  });

  test('who was called stands in /calls with a button that calls them again', async () => {
    await tie();
    await trunk.refuses(486);
    await owner.says('/dial +998 90 942 92 71');
    await phone.ringing();
    await phone.accept();
    await card(/📤 1001 Dilshod → \+998 90 942 92 71: band edi/);
    await phone.ended();
    await owner.says('/calls', { in: group });
    const list = await owner.sees(/Oxirgi qoʻngʻiroqlar/, { in: group });
    expect(list.rows.map((row) => row.map(({ label }) => label))).toEqual([
      ['📞 +998 90 942 92 71'],
      ['🔄 Yangilash'],
    ]);
    const pressed = await owner.taps('📞 +998 90 942 92 71', { in: group });
    expect(pressed.toast).toMatch(/1001 telefoningiz jiringlayapti/);
    expect((await phone.ringing()).from).toContain('998909429271@');
    await phone.hangUp();
    await phone.ended();
    // The list is still there.
    await owner.sees(/Oxirgi qoʻngʻiroqlar/, { in: group, anytime: true });
  });

  test('what stands in the way is said with what to do', async () => {
    await owner.says('/dial');
    await owner.sees(/\/dial 90 942 92 71/);
    await owner.says('/dial 909429271');
    await owner.sees(/ichki raqam biriktirilmagan/);
    await tie();
    await owner.says('/dial <b>Ali</b>');
    await owner.sees(/telefon raqamiga oʻxshamaydi/);
    await owner.says('/dial +7 916 123 45 67');
    await owner.sees(/prefixes/);
    await owner.says('/dial 909429271');
    await phone.ringing();
    await owner.taps('🔁 Yana');
    await owner.sees(/Telefoningiz band/);
    await phone.hangUp();
    await phone.ended();
  });

  test('killed before the command was marked as done, the bot does not ring the phone again', async () => {
    await tie();
    const database = new Database(path.join(varFolder, 'navbatchi.sqlite'));
    database.exec(
      `create trigger notDone before update of state on telegramUpdates
        begin select raise(ignore); end`,
    );
    await owner.says('/dial 90 942 92 71');
    await phone.ringing();
    await owner.sees(/telefoningiz jiringlayapti/);
    await phone.hangUp();
    await phone.ended();
    await app.stop();
    database.exec('drop trigger notDone');
    database.close();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await owner.sees(/bu qoʻngʻiroq boshlangan edi/, { anytime: true });
    await owner.taps('🔁 Yana');
    await phone.ringing();
    await owner.sees(/telefoningiz jiringlayapti/);
    await phone.hangUp();
    await phone.ended();
  });
});
