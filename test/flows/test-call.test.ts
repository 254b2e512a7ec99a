import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../src/lib/secret.ts';
import type { AppTask } from '../support/app-child.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { startTrunkEnd, type TrunkEnd } from '../support/phones-trunk.ts';
import { startBaresip, type BaresipPhone } from '../support/phones.ts';
import { startSlowEvents } from '../support/slow-events.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const apiToken = 'an-api-token-of-this-test-only-0123456789';

describe.runIf(hasAsterisk)('a test call', () => {
  let asterisk: TestAsterisk;
  let trunk: TrunkEnd;
  let phones: readonly BaresipPhone[];
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let varFolder: string;

  beforeAll(async () => {
    trunk = await startTrunkEnd();
    asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          ['1001', '1002', '1003']
            .map((number) => extensionSections(number, `Pw-${number}-long`))
            .join('') + trunkSections(trunk.port),
      },
    });
    phones = await Promise.all(
      ['1001', '1002'].map((username) =>
        startBaresip({ sipPort: asterisk.sipPort, username, password: `Pw-${username}-long` }),
      ),
    );
    await Promise.all(phones.map((one) => one.registered()));
  });
  afterAll(async () => {
    await Promise.all(phones.map((one) => one.stop()));
    await asterisk.stop();
    await trunk.stop();
  });
  const start = (ariUrl = asterisk.ariUrl): Promise<TestApp> =>
    startTestApp({ ...asterisk, ariUrl }, telegram, {
      varFolder,
      change: (config) => ({ ...config, apiToken: new Secret(apiToken) }),
    });
  beforeEach(async () => {
    telegram = await startTelegram();
    varFolder = await mkdtemp(path.join(tmpdir(), 'nb-test-call-'));
    app = await start();
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(varFolder, { recursive: true });
  });

  const phone = (index: number): BaresipPhone => {
    const found = phones[index];
    if (!found) throw new Error(`there is no phone ${index}`);
    return found;
  };
  const pickUpBoth = async (): Promise<void> => {
    for (const one of phones) {
      await one.ringing();
      await one.accept();
    }
  };
  const quiet = () => Promise.all(phones.map((one) => one.ended()));

  test('is guided, and shows each phone’s way to a talk with sound from both', async () => {
    await owner.says('/testcall');
    await owner.sees(/Avval qaysi telefon/);
    await owner.taps('1001');
    await owner.sees(/koʻtargach, kimga/);
    await owner.taps('1002');
    await owner.sees(/Avval 1001 jiringlaydi/);
    await owner.taps('📞 Boshlash');
    await owner.sees(/1️⃣ 1001: 🔔 jiringlayapti/);
    await pickUpBoth();
    await owner.sees(/1001: .*javob berdi → 🔊[^]*1002: .*javob berdi → 🔊/);
    await owner.taps('⏹ Tugatish');
    await quiet();
    const end = await owner.sees(/Hammasi joyida/, { anytime: true });
    expect(end.text).toMatch(/2️⃣ 1002: 🔔 .* s jiringladi → ✅ .* → 🔊 ovozi keldi → tugadi/);
    expect(end.buttons.map(({ label }) => label)).toEqual(['🔁 Yana sinash']);
    expect(owner.messages().filter(({ text }) => text.includes('1️⃣'))).toHaveLength(1);
  });

  test('a customer’s phone that sends no sound is named, with what to check', async () => {
    await trunk.answers({ isSilent: true });
    await owner.says('/testcall 1001 909429271');
    await phone(0).ringing();
    await phone(0).accept();
    const silent = /1001: .*🔊[^]*998 90 942 92 71: .*🔇/;
    await owner.sees(silent);
    await phone(0).hangUp();
    await phone(0).ended();
    const end = await owner.sees(/Ovoz bir tomonlama/);
    expect(end.text).toMatch(/\+998 90 942 92 71 dan stansiyaga hech qanday ovoz kelmadi/);
    expect(end.text).toContain('10000–20000');
  });

  test.each([
    [486, /\+998 90 942 92 71 band/, /SIP 486/],
    [404, /\+998 90 942 92 71 ga yoʻl topilmadi/, /SIP 404/],
    [403, /qoʻngʻiroqqa ruxsat berilmadi/, /SIP 403/],
    [488, /umumiy kodek yoʻq/, /SIP 488/],
    [503, /yoʻl ishlamayapti/, /SIP 503/],
  ])('a line that says %i to the call is explained', async (status, words, code) => {
    await trunk.refuses(status);
    await owner.says('/testcall 1001 909429271');
    await phone(0).ringing();
    await phone(0).accept();
    expect((await owner.sees(words)).text).toMatch(code);
    await phone(0).ended();
  });

  test('a phone that refuses is busy; one that is put down while the other rings was not answered', async () => {
    await owner.says('/testcall 1001 1002');
    await phone(0).ringing();
    await phone(0).hangUp();
    await owner.sees(/1001 band yoki/);
    await phone(0).ended();
    await owner.taps('🔁 Yana sinash');
    await phone(0).ringing();
    await phone(0).accept();
    // A phone that is put down before it is up sends no BYE.
    await phone(0).answered();
    await phone(1).ringing();
    await phone(0).hangUp();
    await quiet();
    await owner.sees(/1002 jiringladi, lekin hech kim koʻtarmadi/);
    // The third within a minute.
    await owner.taps('🔁 Yana sinash');
    await owner.sees(/Bir daqiqada ikkita/);
  });

  test('what cannot ring is said before anything rings', async () => {
    await owner.says('/testcall 1001 1003');
    await owner.sees(/1003 Asterisk’ga ulanmagan/);
    await owner.says('/testcall 1001 1999');
    await owner.sees(/1999 raqamli telefonni bilmaydi/);
    await owner.says('/testcall 1001 1001');
    await owner.sees(/Ikki xil telefon/);
    await owner.says('/testcall 1001 +79161234567');
    await owner.sees(/prefixes/);
    await owner.says('/testcall 1001 odam');
    const refused = await owner.sees(/telefon raqamiga oʻxshamaydi/);
    // The same again would be as wrong.
    expect(refused.buttons.map(({ label }) => label)).toEqual(['✏️ Boshqa raqamlar']);
    await owner.taps('Boshqa raqamlar');
    await owner.sees(/Avval qaysi telefon/);
  });

  test('a restart in the middle hangs up, and the message says so', async () => {
    await owner.says('/testcall 1001 1002');
    await phone(0).ringing();
    await app.stop();
    await phone(0).ended();
    await owner.sees(/oxirigacha bormasdan tugatildi/, { anytime: true });
    app = await start();
  });

  test('a bot killed in the middle hangs up at its next start', async () => {
    await app.stop();
    const child = fork(path.join(import.meta.dirname, '../support/app-child.ts'), [
      JSON.stringify({
        pbx: { ...asterisk },
        telegram: { apiRoot: telegram.apiRoot, token: telegram.token },
        varFolder,
      } satisfies AppTask),
    ]);
    await once(child, 'message');
    await owner.says('/testcall 1001 1002');
    await phone(0).ringing();
    await owner.sees(/1️⃣ 1001: 🔔/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    app = await start();
    await phone(0).ended();
    await owner.sees(/bot qayta ishga tushdi/, { anytime: true });
  });

  const post = (body: unknown, token = apiToken) =>
    fetch(`${app.url}/calls/test`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });

  test('ready means that Asterisk tells what happens: a test can be asked for at once', async () => {
    await app.stop();
    const link = await startSlowEvents(asterisk.httpPort, 1000);
    app = await start(`http://127.0.0.1:${link.port}/ari`);
    // Not "unreachable", which it is until events come.
    expect(await (await post({ from: '1001', to: '1003' })).json()).toMatchObject({
      error: 'phoneOffline',
    });
    await app.stop();
    link.close();
    app = await start();
  });

  test('over HTTP it needs the token, two numbers and phones that are there', async () => {
    expect((await post({ from: '1001', to: '1002' }, 'wrong')).status).toBe(401);
    expect((await post({ from: '1001' })).status).toBe(400);
    expect((await post({ from: '1001', to: '1002', context: 'x' })).status).toBe(400);
    expect((await post({ from: 'Local/1001', to: '1002' })).status).toBe(400);
    const away = await post({ from: '1001', to: '1003' });
    expect(away.status).toBe(409);
    expect(await away.json()).toMatchObject({ error: 'phoneOffline' });
    expect((await fetch(`${app.url}/calls/test/nobody`)).status).toBe(401);
  });

  const runScript = (...words: readonly string[]) =>
    new Promise<{ readonly code: number; readonly said: string }>((resolve) => {
      const script = path.join(import.meta.dirname, '../../scripts/test_call_api.sh');
      const env = {
        ...{ PATH: process.env['PATH'], NAVBATCHI_URL: app.url, NAVBATCHI_ENV: '/dev/null' },
        ...{ API_TOKEN: apiToken, NAVBATCHI_LANG: 'en' },
      };
      const child = execFile(script, words, { env }, (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, said: stdout + stderr });
      });
    });

  test('the script makes the same test, hangs up by itself and ends with its verdict', async () => {
    const ran = runScript('1001', '1002');
    await pickUpBoth();
    const { code, said } = await ran;
    await quiet();
    expect(said).toMatch(/All is well/);
    expect(code).toBe(0);
    const failed = await runScript('1001', '1003');
    expect(failed.said).toMatch(/1003 is not connected to Asterisk/);
    expect(failed.code).toBe(3);
    expect((await runScript('1001')).code).toBe(2);
  });
});
