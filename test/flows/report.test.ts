import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localTime } from '../../src/lib/local-time.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Group, type Person } from '../support/telegram.ts';
import type { TestTopic } from '../support/telegram-group.ts';
import type { SeenMessage } from '../support/telegram-seen.ts';

const timeZone = 'Asia/Tashkent';

describe.runIf(hasAsterisk)('the report of the day', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let group: Group;
  let topic: TestTopic;
  let varFolder: string;

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());
  beforeEach(async () => {
    telegram = await startTelegram();
    varFolder = await mkdtemp(path.join(tmpdir(), 'nb-report-'));
    app = await startTestApp(asterisk, telegram, { varFolder });
    owner = await claimOwner(telegram, app);
    group = telegram.createGroup({ title: 'Aloqa markazi', isForum: true });
    group.adds(owner);
    topic = group.createTopic('Qoʻngʻiroqlar');
    await owner.says('/callshere', { in: group, topic });
    await owner.sees(/har bir qoʻngʻiroq shu yerda/, { in: group, topic });
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(varFolder, { recursive: true });
  });

  const database = () => openDatabase(path.join(varFolder, 'navbatchi.sqlite'));

  /** Two answered calls, one missed twice, one outgoing and one internal, all of this moment. */
  async function writeCalls(): Promise<void> {
    const storage = await database();
    const call = (callId: string, more: Readonly<Record<string, unknown>>) => ({
      ...{ callId, startedAt: Date.now() - 1000, endedAt: Date.now() - 1000 },
      ...{ direction: 'inbound', outsideNumber: '998901234567', outsideName: '' },
      ...{ fromExtension: '', answeredBy: '', talkMs: 0, missedBecause: null, isEndUnseen: 0 },
      ...{ waitedMs: 0, body: '{"legs":[],"talks":[]}' },
      ...more,
    });
    const missed = { outsideNumber: '998935551122', missedBecause: 'noAnswer', waitedMs: 30_000 };
    await storage
      .insertInto('calls')
      .values([
        call('a', { answeredBy: '1001', talkMs: 65_000, waitedMs: 10_000 }),
        call('b', { answeredBy: '1001', talkMs: 5_000, waitedMs: 20_000 }),
        call('c', missed),
        call('d', missed),
        call('e', { direction: 'outbound', fromExtension: '1002', talkMs: 30_000 }),
        call('f', { direction: 'internal', fromExtension: '1002', answeredBy: '1001' }),
      ])
      .execute();
    await storage.destroy();
  }

  /** Reports have been going out before today. */
  async function beginSeries(): Promise<void> {
    const storage = await database();
    await storage
      .insertInto('dailyReports')
      .values({
        ...{ date: '2020-01-01', state: 'sent', touchedAt: 0 },
        ...{ chatId: null, messageId: null, failure: null },
      })
      .execute();
    await storage.destroy();
  }

  async function restart(minutesAgo?: number): Promise<void> {
    const now = localTime(timeZone).minuteAt(Date.now());
    const reportMinute = minutesAgo === undefined ? undefined : (now - minutesAgo + 1440) % 1440;
    app = await startTestApp(asterisk, telegram, {
      varFolder,
      change: (config) => ({ ...config, reportMinute }),
    });
  }

  const reports = (): readonly SeenMessage[] =>
    group.messages(topic).filter(({ text }) => text.includes('Hisobot'));

  test('it comes once, with its picture, whatever stops in between', async () => {
    await app.stop();
    await writeCalls();
    await beginSeries();
    await restart(0);
    const report = await owner.sees(/📊 Hisobot/, { in: group, topic, anytime: true });
    expect(report.text).toMatch(/Kirgan: 4 · javob berildi 2 \(50%\) · oʻtkazib yuborildi 2/);
    expect(report.text).toMatch(/Chiqqan: 1 · ichki: 1/);
    expect(report.text).toMatch(/oʻrtacha 0:23, eng uzogʻi 0:30/);
    expect(report.text).toMatch(/jami 1:40/);
    expect(report.text).toMatch(/Hali gaplashilmagan mijozlar: 1/);
    expect(report.text).toMatch(/1001: 📥 2 · 📤 0 · 🗣 1:10\n1002: 📥 0 · 📤 1 · 🗣 0:30/);
    expect(report.text).not.toContain('yuborib boʻlmagan');
    expect(report.stored.content).toMatchObject({ type: 'media', kind: 'photo' });
    await app.stop();
    await restart(0);
    await owner.says('/report');
    await owner.sees(/Hisobot/);
    expect(reports()).toHaveLength(1);
  });

  test('one that was begun and not ended is deleted and sent anew', async () => {
    await app.stop();
    await writeCalls();
    await beginSeries();
    await restart(0);
    const half = await owner.sees(/📊 Hisobot/, { in: group, topic, anytime: true });
    await app.stop();
    const storage = await database();
    const rows = await storage
      .updateTable('dailyReports')
      .set({ state: 'sending' })
      .where('messageId', '=', half.messageId)
      .executeTakeFirstOrThrow();
    expect(rows.numUpdatedRows).toBe(1n);
    await storage.destroy();
    await restart(0);
    await expect
      .poll(() => reports().map(({ messageId }) => messageId === half.messageId))
      .toEqual([false]);
  });

  test('after an hour without the bot it comes late and says so; an empty day has a kind word', async () => {
    await app.stop();
    await beginSeries();
    await restart(60);
    const late = await owner.sees(/yuborib boʻlmagan edi/, { in: group, topic, anytime: true });
    expect(late.text).toMatch(/qoʻngʻiroq boʻlmadi/);
    expect(late.stored.content.type).toBe('text');
  });

  test('a new house begins with the next report, and /reporthere gives it a place of its own', async () => {
    await app.stop();
    await restart(0);
    const own = group.createTopic('Hisobotlar');
    await owner.says('/reporthere', { in: group, topic: own });
    await owner.sees(/shu yerga keladi/, { in: group, topic: own });
    expect(reports()).toEqual([]);
    await app.stop();
    const storage = await database();
    await storage.updateTable('dailyReports').set({ date: '2020-01-01' }).execute();
    await storage.destroy();
    await restart(0);
    await owner.sees(/📊 Hisobot/, { in: group, topic: own, anytime: true });
    expect(reports()).toEqual([]);
  });

  test('a supervisor asks for days, weeks and months; an operator may not', async () => {
    await app.stop();
    await writeCalls();
    await restart();
    await owner.says('/report');
    await owner.sees(/Hisobot: .*[^]*Kirgan: 4/);
    await owner.taps('7 kun');
    await owner.sees(/7 kunlik hisobot[^]*Kirgan: 4/);
    await owner.says('/report month');
    await owner.sees(/30 kunlik hisobot[^]*Kirgan: 4/);
    await owner.says('/report abc');
    await owner.sees(/Qaysi davr/);
    await owner.says('/people');
    await owner.taps('Taklif');
    await owner.taps('operator');
    const { text } = await owner.sees(/start=inv_/);
    const operator = telegram.createPerson({ name: 'Aziza', languageCode: 'uz' });
    await operator.opensLink(/https:\S+/.exec(text)?.[0] ?? '');
    await operator.sees(/Xush kelibsiz/);
    const before = operator.messages().length;
    await operator.says('/report');
    await expect.poll(() => operator.messages().length).toBeGreaterThan(before);
    expect(operator.last().text).not.toContain('Kirgan');
  });
});
