import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp } from '../support/phones.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const dialplan = `[general]
[globals]
[from-internal]
include => services
exten => _10XX,1,Dial(PJSIP/\${EXTEN},20)
exten => 1003,1,Goto(\${EXTEN},1)
[services]
exten => 1001,1,Echo()
exten => 1500,1,Queue(sales)
exten => _12XX,1,Dial(PJSIP/\${EXTEN})
`;

const byHand = `
[1004](!)
type=endpoint

[1005]
context=nothing-of-a-type

#include pjsip_more.conf
`;

const wizard = `[1007](!)
type=wizard

[1008]
type=wizard
accepts_registrations=yes
accepts_auth=yes
inbound_auth/username=1008
inbound_auth/password=x1008x
endpoint/context=from-internal
`;

describe.runIf(hasAsterisk)('numbers that may be given', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;

  beforeAll(async () => {
    asterisk = await startAsterisk({
      files: {
        'extensions.conf': dialplan,
        'pjsip_more.conf': '[1006-auth]\ntype=auth\nauth_type=digest\nusername=x\npassword=y\n',
        'pjsip_wizard.conf': wizard,
      },
    });
    const main = path.join(asterisk.etc, 'pjsip.conf');
    await writeFile(main, `${await readFile(main, 'utf8')}${byHand}`);
    await asterisk.reload('res_pjsip.so');
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    telegram = await startTelegram();
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  async function start(name: string, change?: Parameters<typeof startTestApp>[2]): Promise<void> {
    app = await startTestApp(asterisk, telegram, change);
    owner = telegram.createPerson({ name, languageCode: 'uz' });
    await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await owner.sees(/Endi siz bu yerning egasisiz/);
    await owner.says('/newextension');
    await owner.sees(/kim uchun/);
  }

  async function askNumber(change?: Parameters<typeof startTestApp>[2]): Promise<void> {
    await start('Dilshod', change);
    await owner.says('Aziza');
  }

  test('are not those of includes, templates, wizards, sections without a type, or the dialplan', async () => {
    await askNumber();
    const question = await owner.sees(/uchun raqam/);
    const offered = question.buttons
      .map(({ label }) => label)
      .filter((label) => /^\d+$/.test(label));
    // 1001 stands in a context behind the pattern _10XX, which takes it first.
    expect(offered).toEqual(['1001', '1002', '1003']);
    for (const taken of ['1004', '1005', '1006', '1007', '1008']) {
      await owner.says(taken);
      await owner.sees(`${taken} band`);
    }
    await owner.says('1500');
    const refused = await owner.sees(/1500 boshqa ishga band/);
    expect(refused.text).toContain('services');
    expect(refused.text).toContain('Queue(sales)');
    await owner.says('1000');
    await owner.sees(/1000 boshqa ish uchun ajratilgan/);
    await owner.says('2000');
    await owner.sees(/1000 dan 1999 gacha/);
  });

  test('that no rule takes are given with a warning, the others without one', async () => {
    await askNumber();
    await owner.says('1300');
    await owner.taps('Telefondagi dastur');
    await owner.sees(/Bu raqamga hech kim qoʻngʻiroq qila olmaydi/);
    await owner.taps(/Orqaga/);
    await owner.sees(/Qanday telefon/);
    await owner.taps(/Orqaga/);
    await owner.sees(/uchun raqam/);
    await owner.says('1200');
    await owner.sees(/1200 · Aziza/);
    await owner.taps('Telefondagi dastur');
    const plan = await owner.sees(/raqam 1200.*Shu oʻzgarish kiritilsinmi/s);
    expect(plan.text).not.toContain('hech kim');
  });

  test('are given without a look at the dialplan where the console cannot be asked', async () => {
    await askNumber({
      change: (config) => ({
        ...config,
        asterisk: { ...config.asterisk, command: ['/nowhere/asterisk'] },
      }),
    });
    await owner.says('1500');
    await owner.taps('Telefondagi dastur');
    await owner.sees(/Dialplan’ni tekshirib boʻlmadi/);
    await owner.taps('Yaratilsin');
    await owner.sees(/bajarildi/);
  });

  test('go to people who call themselves in Telegram what no caller id may hold', async () => {
    await start('🚀 "Ali"; [x]\u202E <b>Vali');
    await owner.taps(/Ali/);
    await owner.sees(/uchun raqam/);
    await owner.says('1250');
    await owner.sees(/Qanday telefon/);
    await owner.taps('Telefondagi dastur');
    await owner.sees(/\+ callerid = Ali x b Vali <1250>/);
    await owner.taps('Yaratilsin');
    const card = await owner.sees(/Telefon sozlamalari: 1250/);
    await owner.sees(/bajarildi/);
    const password = /Parol: (\S+)/.exec(card.text)?.[1] ?? '';
    const account = { sipPort: asterisk.sipPort, username: '1250', password };
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
  });
});
