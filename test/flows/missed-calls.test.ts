import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeDatabase } from '../support/app-database.ts';
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
import { startTrunkEnd, type TrunkEnd } from '../support/phones-trunk.ts';
import {
  callInAndGiveUp,
  callInAndStay,
  startBaresip,
  type BaresipPhone,
} from '../support/phones.ts';
import type { TestTopic } from '../support/telegram-group.ts';
import type { SeenMessage } from '../support/telegram-seen.ts';
import { startTelegram, type FakeTelegram, type Group, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('the worklist of missed calls', () => {
  let asterisk: TestAsterisk;
  let trunk: TrunkEnd;
  let phone: BaresipPhone;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let dilnoza: Person;
  let karim: Person;
  let group: Group;
  let topic: TestTopic;
  let varFolder: string;
  let skippedMs: number;

  beforeAll(async () => {
    trunk = await startTrunkEnd();
    asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          extensionSections('1001', 'Pw-1001-long') + trunkSections(trunk.port),
        'extensions.conf': shippedFile('extensions.conf').replace(
          'INCOMING = PJSIP/1000',
          'INCOMING = PJSIP/1001',
        ),
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
    varFolder = await mkdtemp(path.join(tmpdir(), 'nb-missed-'));
    skippedMs = 0;
    await startApp();
    owner = await claimOwner(telegram, app);
    dilnoza = await hire({ name: 'Dilnoza', role: 'operator', extension: '1001' });
    karim = await hire({ name: 'Karim', role: 'operator' });
    group = telegram.createGroup({ title: 'Aloqa markazi', isForum: true });
    for (const person of [owner, dilnoza, karim]) group.adds(person);
    topic = group.createTopic('Qoʻngʻiroqlar');
    await owner.says('/callshere', { in: group, topic });
    await owner.sees(/har bir qoʻngʻiroq shu yerda koʻrinadi/, { in: group, topic });
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(varFolder, { recursive: true });
  });

  const startApp = async (): Promise<void> => {
    app = await startTestApp(asterisk, telegram, {
      varFolder,
      clock: { now: () => Date.now() + skippedMs },
    });
  };
  const hire = async (who: { name: string; role: string; extension?: string }): Promise<Person> => {
    const person = telegram.createPerson({ name: who.name, languageCode: 'uz' });
    await changeDatabase(
      varFolder,
      `insert into people (telegramId, name, role, locale, extension, createdAt)
        values (?, ?, ?, 'uz', ?, 1)`,
      ...[person.id, who.name, who.role, who.extension ?? null],
    );
    return person;
  };
  const customer = { to: '712000000', from: '998901234567', fromName: 'Ivan' };
  const misses = async (from = customer.from): Promise<void> => {
    const over = callInAndGiveUp({ sipPort: asterisk.sipPort, ...customer, from }, 400);
    await phone.ringing();
    await over;
    await phone.ended();
  };
  const card = (text: RegExp): Promise<SeenMessage> =>
    owner.sees(text, { in: group, topic, anytime: true });
  const here = () => ({ in: group, topic });
  const cards = (): readonly SeenMessage[] =>
    group.messages(topic).filter(({ text }) => !/calls(here|off)/.test(text));

  test('missed, claimed, called back on real phones: the entry closes by itself', async () => {
    await misses();
    const first = await card(/❌ \+998 90 123 45 67 \(Ivan\): javobni kutmay qoʻydi/);
    expect(first.buttons.map(({ label }) => label)).toEqual([
      ...['✋ Men olaman', '📞 Qoʻngʻiroq', '✅ Hal boʻldi'],
    ]);
    expect((await dilnoza.taps('Men olaman', here())).toast).toMatch(/endi sizniki/);
    await card(/✋ Dilnoza oldi \(\d\d:\d\d\)/);
    expect((await karim.taps('Qoʻngʻiroq', here())).toast).toMatch(/telefon biriktirilmagan/);

    await trunk.answers({ ringMs: 200 });
    const press = dilnoza.taps('Qoʻngʻiroq', here());
    expect((await phone.ringing()).from).toContain('998901234567@');
    expect((await press).toast).toMatch(/Telefoningiz jiringlayapti/);
    await phone.accept();
    const closed = await card(/✅ \+998 90 123 45 67 \(Ivan\) bilan 1001 Dilnoza gaplashdi/);
    expect(closed.messageId).toBe(first.messageId);
    expect(closed.buttons).toEqual([]);
    await phone.hangUp();
    await phone.ended();
    await card(/📤 1001 Dilnoza ↔ \+998 90 123 45 67 · 0:0\d/);
    await owner.says('/missed');
    await owner.sees(/Hech kim qoʻngʻiroq kutib qolmagan[^]*Bugun 1 ta mijozga[^]*1 tasi bilan/);
    expect(cards()).toHaveLength(2);
  });

  test('a customer who tries again has one entry, which comes anew with its sound', async () => {
    await misses();
    const first = await card(/❌ \+998 90 123 45 67/);
    await misses('+998901234567');
    const second = await card(/❌ \+998 90 123 45 67[^]*🔁 2 marta: \d\d:\d\d dan \d\d:\d\d gacha/);
    expect(second.messageId).toBeGreaterThan(first.messageId);
    await owner.stopsSeeing(/🔔/, here());
    await expect.poll(() => first.isDeleted, { timeout: 5000 }).toBe(true);
    expect(cards()).toHaveLength(1);
    const sent = telegram.callsOf('sendMessage').filter(({ parameters }) => {
      return JSON.stringify(parameters['text']).includes('❌');
    });
    expect(sent.map(({ parameters }) => parameters['disable_notification'] === true)).toEqual([
      ...[false, false],
    ]);
  });

  test('hidden numbers are one entry, told once and counted, and one press settles it', async () => {
    await misses('anonymous');
    const first = await card(/❌ yashirin raqam/);
    expect(first.buttons.map(({ label }) => label)).toEqual(['👀 Koʻrildi']);
    await misses('Unavailable');
    await misses('anonymous');
    const folded = await card(
      /🙈 Yashirin raqamlardan 3 ta qoʻngʻiroq: \d\d:\d\d dan \d\d:\d\d gacha/,
    );
    expect(folded.messageId).toBe(first.messageId);
    await karim.says('/missed');
    const list = await karim.sees(/kutyapti: 1 ta mijoz[^]*1\. 🙈 Yashirin raqamlardan 3 ta/);
    expect(list.buttons.map(({ label }) => label)).toEqual(['👀 1', '🔄 Yangilash']);

    await misses();
    await karim.taps('👀 1');
    await karim.sees(/kutyapti: 1 ta mijoz[^]*1\. ❌ \+998 90 123 45 67/);
    await card(/✅ yashirin raqam: Karim yopdi[^]*🔁 3 marta/);
    // Who comes later is news again.
    await misses('anonymous');
    await card(/❌ yashirin raqam/);
  });

  test('a call back that nobody answers is noted; the customer who calls again closes it', async () => {
    await misses();
    await card(/❌ \+998 90 123 45 67/);
    await trunk.refuses(486);
    const press = dilnoza.taps('Qoʻngʻiroq', here());
    await phone.ringing();
    await press;
    await phone.accept();
    await card(/📤 \d\d:\d\d da 1001 Dilnoza qoʻngʻiroq qildi: band edi[^]*✋ Dilnoza oldi/);
    await phone.ended();
    const over = callInAndStay({ sipPort: asterisk.sipPort, ...customer });
    await phone.ringing();
    await phone.accept();
    // A phone that is put down before it is up sends no BYE.
    await phone.answered();
    await card(/✅ \+998 90 123 45 67 .* bilan 1001 Dilnoza gaplashdi/);
    await phone.hangUp();
    await phone.ended();
    expect(await over).toEqual({ status: 200 });
  });

  test('of all who press together one is first; the others learn who, and presses survive a restart', async () => {
    await misses();
    const shown = await card(/❌/);
    await app.stop();
    await startApp();
    const data = shown.buttons[0]?.data ?? '';
    const crowd = await Promise.all(
      Array.from({ length: 18 }, (_, index) =>
        hire({ name: `Operator ${index}`, role: 'operator' }),
      ),
    );
    for (const person of crowd) group.adds(person);
    const toasts = await Promise.all(
      [dilnoza, karim, ...crowd].map((person) => person.tapsStale({ data, on: shown })),
    );
    const texts = toasts.map(({ toast }) => toast);
    expect(texts.filter((text) => text.includes('endi sizniki'))).toHaveLength(1);
    expect(texts.filter((text) => /Uni .* olgan/.test(text))).toHaveLength(19);
    expect(new Set(texts).size).toBe(2);
    const claimed = await card(/✋ .* oldi/);
    const [, winner = ''] = /✋ (.*) oldi/.exec(claimed.text) ?? [];
    expect(texts.filter((text) => text.includes(winner))).toHaveLength(19);
  });

  test('what nobody takes is told to those on duty, then to the supervisors, until somebody does', async () => {
    const sardor = await hire({ name: 'Sardor', role: 'supervisor' });
    await changeDatabase(varFolder, 'update people set onDuty = 1 where name = ?', 'Karim');
    await misses();
    await card(/❌/);
    // Telegram lets a bot write only to those who wrote to it.
    for (const person of [karim, sardor]) await person.says('/missed');
    for (const person of [karim, sardor]) await person.sees(/kutyapti/);
    skippedMs += 61_000;
    const told = await karim.sees(/hali hech kim olmadi[^]*❌ \+998 90 123 45 67/, {
      anytime: true,
    });
    expect(sardor.messages()).toHaveLength(1);
    await app.stop();
    skippedMs += 240_000;
    await startApp();
    await sardor.sees(/hali hech kim olmadi/, { anytime: true });
    await dilnoza.taps('Men olaman', here());
    for (const person of [karim, sardor]) {
      const after = await person.sees(/✋ Dilnoza oldi/, { anytime: true });
      expect(after.buttons).toEqual([]);
      await person.stopsSeeing(/hali hech kim olmadi/);
      expect(person.messages()).toHaveLength(2);
    }
    expect(told.now().text).toMatch(/✋ Dilnoza oldi/);
    // Given back, it is told anew.
    await dilnoza.taps('Qaytarish', here());
    await karim.sees(/hali hech kim olmadi/, { anytime: true });
    skippedMs += 61_000;
    await expect.poll(() => told.isDeleted, { timeout: 5000 }).toBe(true);
    await karim.taps('Hal boʻldi');
    await card(/✅ \+998 90 123 45 67 .*: Karim yopdi/);
    await karim.sees(/Karim yopdi/, { anytime: true });
  });

  test('/missed lists who waits, each with its buttons, in private and in the group', async () => {
    for (const last of [1, 2, 3, 4, 5, 6]) await misses(`99890123456${last}`);
    await card(/❌ \+998 90 123 45 66/);
    await dilnoza.says('/missed');
    const list = await dilnoza.sees(/kutyapti: 6 ta mijoz[^]*1\. ❌ \+998 90 123 45 61[^]*5\. ❌/);
    expect(list.rows.map((row) => row.map(({ label }) => label))).toEqual([
      ...[1, 2, 3, 4, 5].map((place) => [`✋ ${place}`, `📞 ${place}`, `✅ ${place}`]),
      ['🔄 Yangilash', '›'],
    ]);
    await dilnoza.taps('✅ 2');
    await dilnoza.sees(/kutyapti: 5 ta[^]*2\. ❌ \+998 90 123 45 63/);
    await dilnoza.taps('✋ 1');
    await dilnoza.sees(/1\. ❌ [^]*✋ Dilnoza oldi[^]*2\./);
    await owner.says('/missed', here());
    await karim.sees(/kutyapti: 5 ta/, here());
    expect((await karim.taps('↩️ 1', here())).toast).toMatch(/Uni Dilnoza olgan/);
    await karim.taps('✅ 5', here());
    await karim.sees(/kutyapti: 4 ta/, here());
    // A slip of the finger is mended on the card.
    await karim.taps('Qayta ochish', here());
    await owner.says('/missed');
    await owner.sees(/kutyapti: 5 ta/);
  });
});
