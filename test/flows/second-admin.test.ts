import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('a second admin agrees, as the policy asks', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  /** How wrong the machine's clock goes. */
  let setAheadMs: number;

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    telegram = await startTelegram();
    setAheadMs = 0;
    app = await startTestApp(asterisk, telegram, {
      change: (config) => ({ ...config, needsSecondAdmin: true }),
      clock: { now: () => Date.now() + setAheadMs },
    });
    owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'en' });
    await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await owner.sees(/You own this place/);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    writeFileSync(conf(), '');
    await asterisk.reload('res_pjsip.so');
  });

  const conf = () => path.join(asterisk.etc, 'pjsip_navbatchi.conf');
  const has = (number: string) =>
    existsSync(conf()) && readFileSync(conf(), 'utf8').includes(`[${number}]`);

  async function inviteAdmin(): Promise<Person> {
    await owner.says('/people');
    await owner.taps('Invite');
    await owner.taps('admin');
    const invite = await owner.sees(/https:/);
    const admin = telegram.createPerson({ name: 'Sardor', languageCode: 'ru' });
    await admin.opensLink(/https:\S+/.exec(invite.text)?.[0] ?? '');
    await admin.sees(/Sardor/);
    return admin;
  }

  /** What adds something needs nobody else. */
  async function create(number: string): Promise<void> {
    await owner.says('/newextension');
    await owner.sees(/Who is the new/);
    await owner.says('Aziza');
    await owner.sees(/A number for/);
    await owner.says(number);
    await owner.taps('An app on a phone');
    await owner.sees(/Make this change/);
    await owner.taps('Create');
    await owner.sees(/done\. Checked/);
  }

  async function askToDelete(number: string): Promise<void> {
    await owner.says(`/extensions ${number}`);
    await owner.taps('🗑');
    await owner.sees(/Make this change/);
    await owner.taps('🗑');
  }

  test('a deletion waits for the other’s consent, who sees the same diff in their language', async () => {
    const admin = await inviteAdmin();
    await create('1201');
    await askToDelete('1201');
    await owner.sees(/needs the consent of a second admin\. Asked: Sardor/);
    const question = await admin.sees(/Dilshod хочет сделать следующее/);
    const shown = owner.screen();
    const diff = question.text.split('\n').filter((line) => /^[-+] /.test(line));
    expect(diff.length).toBeGreaterThan(5);
    for (const line of diff) expect(shown).toContain(line);
    await owner.taps('🗑');
    await owner.sees(/No answer yet: Sardor/);
    expect(has('1201')).toBe(true);
    await admin.taps('Согласен');
    await admin.sees(/Sardor: согласие дано/);
    await owner.sees(/Sardor approved/);
    expect(has('1201')).toBe(true);
    await owner.taps('🗑');
    await owner.sees(/done\. Checked/);
    expect(has('1201')).toBe(false);
  });

  test('a clock that is set forward does not close a question that was just asked', async () => {
    const admin = await inviteAdmin();
    await create('1205');
    await askToDelete('1205');
    await owner.sees(/Asked: Sardor/);
    setAheadMs = 6 * 60_000;
    await admin.taps('Согласен');
    await admin.sees(/Sardor: согласие дано/);
    await owner.taps('🗑');
    await owner.sees(/done\. Checked/);
    expect(has('1205')).toBe(false);
  });

  test('refused, nothing is changed', async () => {
    const admin = await inviteAdmin();
    await create('1202');
    await askToDelete('1202');
    await admin.taps('Отклонить');
    await owner.sees(/Sardor refused\. Nothing was changed/);
    await owner.taps('🗑');
    await owner.sees(/Sardor refused\. Nothing was changed/);
    expect(has('1202')).toBe(true);
  });

  test('a file that changed meanwhile voids the consent: the new plan is asked about anew', async () => {
    const admin = await inviteAdmin();
    await create('1203');
    await askToDelete('1203');
    await admin.taps('Согласен');
    await owner.sees(/Sardor approved/);
    writeFileSync(conf(), `; by hand\n${readFileSync(conf(), 'utf8')}`);
    await owner.taps('🗑');
    await owner.sees(/The files changed meanwhile/);
    await owner.taps('🗑');
    await owner.sees(/needs the consent of a second admin/);
    expect(has('1203')).toBe(true);
  });

  test('who is the only admin is told, and waits', async () => {
    await create('1204');
    await askToDelete('1204');
    await owner.sees(/there is no other admin\. Think for 60 seconds/);
    await owner.taps('🗑');
    await owner.sees(/Think for \d+ seconds/);
    expect(has('1204')).toBe(true);
  });

  test('calls are not cut by one alone: a restart at once waits for consent', async () => {
    const admin = await inviteAdmin();
    const uptime = async () =>
      Number(/System uptime: (\d+)/.exec(await asterisk.cli('core show uptime seconds'))?.[1]);
    const before = await uptime();
    await owner.says('/asterisk');
    await owner.taps('Restart');
    await owner.sees(/Restart Asterisk\?/);
    await owner.taps('🔴 Now');
    await owner.says('restart');
    await owner.sees(/needs the consent of a second admin/);
    const question = await admin.sees(/Перезапустить Asterisk сейчас/);
    expect(question.text).toContain('Dilshod хочет');
    await admin.taps('Отклонить');
    await owner.sees(/Sardor refused/);
    await owner.taps('Go on');
    await owner.sees(/Sardor refused\. Nothing was changed/);
    expect(await uptime()).toBeGreaterThanOrEqual(before);
  });

  test('a new ARI password is asked about too', async () => {
    const admin = await inviteAdmin();
    writeFileSync(
      path.join(app.varFolder, '.env'),
      `ASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${asterisk.password}\n`,
      { mode: 0o600 },
    );
    await owner.says('/ari');
    await owner.taps('🔑 Change the password');
    await owner.sees(/Make this change/);
    await owner.taps('Change it');
    const question = await admin.sees(/Dilshod хочет сделать следующее/);
    expect(question.text).toContain('+ password = ••••••');
    expect(readFileSync(path.join(asterisk.etc, 'ari.conf'), 'utf8')).not.toContain('backend_b');
  });
});
