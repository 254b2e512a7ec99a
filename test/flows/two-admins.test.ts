import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('two admins at one extension', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let admin: Person;

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram);
    owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'en' });
    await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await owner.sees(/You own this place/);
    await owner.says('/people');
    await owner.taps('Invite');
    await owner.taps('admin');
    const invite = await owner.sees(/https:/);
    admin = telegram.createPerson({ name: 'Sardor', languageCode: 'en' });
    await admin.opensLink(/https:\S+/.exec(invite.text)?.[0] ?? '');
    await admin.sees(/Welcome, Sardor/);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  /** Until the plan is shown. */
  async function planCreation(person: Person, name: string, number: string): Promise<void> {
    await person.says('/newextension');
    await person.sees(/Who is the new/);
    await person.says(name);
    await person.sees(/A number for/);
    await person.says(number);
    await person.sees(/What kind of phone/);
    await person.taps('An app on a phone');
    await person.sees(/Make this change/);
  }

  async function openOperator(person: Person, number: string): Promise<void> {
    await person.says(`/extensions ${number}`);
    await person.taps('👤 Operator');
    await person.sees(/belongs to/);
  }

  test('the same number is created once', async () => {
    await planCreation(owner, 'Aziza', '1101');
    await planCreation(admin, 'Botir', '1101');
    await owner.taps('✅ Create');
    await owner.sees(/1101 \(Aziza\): done/);
    await admin.taps('✅ Create');
    await admin.sees(/1101 is taken/);
    const managed = await readFile(path.join(asterisk.etc, 'pjsip_navbatchi.conf'), 'utf8');
    expect(managed.match(/type = endpoint/g)).toHaveLength(1);
  });

  test('a number that was given to another meanwhile is not taken from them unasked', async () => {
    await planCreation(owner, 'Aziza', '1102');
    await owner.taps('✅ Create');
    await owner.sees(/1102 \(Aziza\): done/);

    await openOperator(owner, '1102');
    await owner.taps('Free the number');
    await owner.sees(/Freeing 1102 \(Aziza\)/);
    await openOperator(admin, '1102');
    await admin.says('Zokir');
    await admin.taps('Give it');
    await admin.sees(/Giving 1102 to Zokir: done/);

    await owner.taps('Free it');
    await owner.sees(/changed meanwhile.*Freeing 1102 \(Zokir\)/s);
    await owner.taps('Cancel');
    await owner.says('/people');
    const people = await owner.sees(/People/);
    expect(people.buttons.map(({ label }) => label)).toContain('◌ Zokir · operator · 1102');
  });
});
