import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppTask } from '../support/app-child.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { startBaresip, type BaresipPhone } from '../support/phones.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const appChild = path.join(import.meta.dirname, '../support/app-child.ts');

describe.runIf(hasAsterisk)('Asterisk is reloaded and restarted from the chat', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let phones: readonly BaresipPhone[];

  beforeEach(async () => {
    phones = [];
    [asterisk, telegram] = await Promise.all([
      startAsterisk({
        files: {
          'pjsip_navbatchi.conf': ['1001', '1002']
            .map((number) => extensionSections(number, `Pw-${number}-long`))
            .join(''),
        },
      }),
      startTelegram(),
    ]);
    app = await startTestApp(asterisk, telegram);
    owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
    await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await owner.sees(/egasisiz/);
  });
  afterEach(async () => {
    await Promise.all(phones.map((phone) => phone.stop()));
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await Promise.all([telegram.stop(), asterisk.stop()]);
  });

  const etcFile = (name: string) => path.join(asterisk.etc, name);
  async function append(name: string, text: string): Promise<void> {
    await writeFile(etcFile(name), `${await readFile(etcFile(name), 'utf8')}\n${text}`);
  }
  async function startupTime(): Promise<string> {
    const login = Buffer.from(`${asterisk.username}:${asterisk.password}`).toString('base64');
    const response = await fetch(`${asterisk.ariUrl}/asterisk/info?only=status`, {
      headers: { authorization: `Basic ${login}` },
    });
    return /"startup_time":\s*"([^"]+)"/.exec(await response.text())?.[1] ?? '';
  }
  async function call(): Promise<void> {
    phones = await Promise.all(
      ['1001', '1002'].map((username) =>
        startBaresip({ sipPort: asterisk.sipPort, username, password: `Pw-${username}-long` }),
      ),
    );
    await Promise.all(phones.map((phone) => phone.registered()));
    const [from, to] = phones;
    await from?.dial('1002');
    await to?.ringing();
    await to?.accept();
    await Promise.all(phones.map((phone) => phone.answered()));
  }
  async function deeds(): Promise<string> {
    await owner.says('/audit');
    return (await owner.sees(/Kim nima qildi/)).text;
  }

  test('what each reload reads counts at once, and a call goes on', async () => {
    await call();
    await append('extensions.conf', '[from-the-test]\nexten => 1,1,Hangup()\n');
    await append('pjsip_navbatchi.conf', extensionSections('1003', 'Pw-1003-long'));
    await append('ari.conf', '[later]\ntype = user\npassword = later-password-1234\n');
    const buttons = [
      ['Dialplan: qayta', 'extensions.conf va unga'],
      ['PJSIP: qayta', 'pjsip.conf va unga'],
      ['ARI: qayta', 'ari.conf va unga'],
    ] as const;
    for (const [button, done] of buttons) {
      await owner.says('/asterisk');
      expect((await owner.sees(/Asterisk 22/)).text).toContain('Hozir 1 ta qoʻngʻiroq bor');
      await owner.taps(button);
      await owner.sees(new RegExp(`✅.*${done}`));
    }
    expect(await asterisk.cli('dialplan show from-the-test')).toContain('Hangup');
    expect(await asterisk.cli('pjsip show endpoint 1003')).toContain('1003');
    expect(await asterisk.cli('ari show users')).toContain('later');
    expect(await asterisk.cli('core show channels count')).toContain('2 active channels');
    expect((await deeds()).match(/✅ Fayllarni qayta oʻqitish/g)).toHaveLength(3);
  });

  test('files that Asterisk would not load are neither reloaded nor started with', async () => {
    const before = await startupTime();
    await append('pjsip_navbatchi.conf', extensionSections('1001', 'Pw-again-long'));
    await owner.says('/asterisk');
    await owner.sees(/Asterisk 22/);
    await owner.taps('PJSIP: qayta');
    await owner.sees(/pjsip_navbatchi\.conf:\d+.*1001/);
    await owner.says('/asterisk');
    await owner.sees(/Asterisk 22/);
    await owner.taps('Qayta ishga tushirish…');
    await owner.sees(/pjsip_navbatchi\.conf:\d+.*1001/);
    expect(await startupTime()).toBe(before);

    await writeFile(etcFile('pjsip_navbatchi.conf'), '');
    await append('ari.conf', '[general]\nenabled = yes\n');
    await owner.says('/asterisk');
    await owner.sees(/Asterisk 22/);
    await owner.taps('Qayta ishga tushirish…');
    await owner.sees(/ari\.conf:\d+/);
    await append('extensions.conf', '#include "not-there.conf"\n');
    await owner.says('/asterisk');
    await owner.sees(/Asterisk 22/);
    await owner.taps('Dialplan: qayta');
    await owner.sees(/extensions\.conf:\d+.*not-there/);
    expect(await startupTime()).toBe(before);
  });

  test('a restart when convenient waits for the end of the call, and can be taken back', async () => {
    const before = await startupTime();
    await call();
    const restartWhenConvenient = async (): Promise<void> => {
      await owner.says('/asterisk');
      await owner.sees(/Asterisk 22/);
      await owner.taps('Qayta ishga tushirish…');
      expect((await owner.sees(/qayta ishga tushirilsinmi/)).text).toContain('1 ta qoʻngʻiroq bor');
      await owner.taps('Qoʻngʻiroq qolmaganda');
      await owner.sees(/Birorta ham qoʻngʻiroq qolmaganda/);
    };
    await restartWhenConvenient();
    await owner.says('/asterisk');
    await owner.sees(/Birorta ham qoʻngʻiroq qolmaganda/);
    await owner.taps('Endi kerak emas');
    await owner.sees(/bekor qilindi/);
    await phones[0]?.hangUp();
    await phones[1]?.ended();
    await phones[0]?.dial('1002');
    await phones[1]?.ringing();
    await phones[1]?.accept();
    await Promise.all(phones.map((phone) => phone.answered()));
    expect(await startupTime()).toBe(before);

    await restartWhenConvenient();
    expect(await startupTime()).toBe(before);
    await phones[0]?.hangUp();
    await owner.sees(/✅ Asterisk qayta ishga tushdi/, { within: 60_000 });
    expect(await startupTime()).not.toBe(before);
    expect(await deeds()).toMatch(
      /✅ Asterisk’ning qaytishi[\s\S]*✅ Asterisk’ni qayta ishga tushirish/,
    );
  }, 120_000);

  test('a bot killed while a restart waits goes on waiting, can take it back, and tells its end', async () => {
    await app.stop();
    const varFolder = await mkdtemp(path.join(tmpdir(), 'nb-var-'));
    app = await startTestApp(asterisk, telegram, { varFolder });
    await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await owner.sees(/egasisiz/);
    await app.stop();
    const start = async (): Promise<ChildProcess> => {
      const { etc, ariUrl, username, password, astCommand } = asterisk;
      const task: AppTask = {
        ...{ pbx: { etc, ariUrl, username, password, astCommand }, varFolder },
        telegram: { apiRoot: telegram.apiRoot, token: telegram.token },
      };
      const child = fork(appChild, [JSON.stringify(task)]);
      await once(child, 'message');
      return child;
    };
    const kill = async (child: ChildProcess): Promise<void> => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    const restartWhenConvenient = async (): Promise<void> => {
      await owner.says('/asterisk');
      await owner.sees(/Asterisk 22/);
      await owner.taps('Qayta ishga tushirish…');
      await owner.taps('Qoʻngʻiroq qolmaganda');
      await owner.sees(/Birorta ham qoʻngʻiroq qolmaganda/);
    };
    const before = await startupTime();
    await call();
    const first = await start();
    await restartWhenConvenient();
    await kill(first);

    const second = await start();
    await owner.says('/asterisk');
    await owner.sees(/Birorta ham qoʻngʻiroq qolmaganda/);
    await owner.taps('Endi kerak emas');
    await owner.sees(/bekor qilindi/);
    await restartWhenConvenient();
    await kill(second);
    expect(await startupTime()).toBe(before);

    await phones[0]?.hangUp();
    await vi.waitFor(async () => {
      expect(await startupTime()).not.toBe(before);
    }, 30_000);
    app = await startTestApp(asterisk, telegram, { varFolder });
    await owner.sees(/✅ Asterisk qayta ishga tushdi/, { within: 60_000 });
    await owner.taps('☎️ Asterisk');
    await owner.sees(/Asterisk 22/);
    await app.stop();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await owner.says('/asterisk');
    const shown = await owner.sees(/Asterisk 22/);
    expect(shown.text).not.toContain('Birorta ham qoʻngʻiroq qolmaganda');
    // That message reads so now; a second one of the end would be there beside it.
    expect(owner.screen()).not.toContain('✅ Asterisk qayta');
  }, 120_000);

  test('a restart now takes a typed word, cuts the call and stays until all is back', async () => {
    const before = await startupTime();
    await call();
    await owner.says('/asterisk');
    await owner.sees(/Asterisk 22/);
    await owner.taps('Qayta ishga tushirish…');
    await owner.sees(/qayta ishga tushirilsinmi/);
    await owner.taps('Hozir');
    await owner.sees(/1 ta qoʻngʻiroq/);
    await owner.says('yes');
    await owner.sees(/qayta ishga tushirilsinmi/);
    expect(await startupTime()).toBe(before);
    await owner.taps('Hozir');
    await owner.sees(/1 ta qoʻngʻiroq/);
    await owner.says('restart');
    await owner.sees(/✅ Asterisk qayta ishga tushdi/, { within: 60_000 });
    expect(await startupTime()).not.toBe(before);
    expect(await asterisk.cli('core show channels count')).toContain('0 active channels');
    await owner.says('/calls');
    expect((await owner.sees(/Hozir/)).text).not.toContain('⚠️');
  }, 120_000);

  test('a frozen Asterisk is said to be so, and is not told anything', async () => {
    await owner.says('/asterisk');
    await owner.sees(/Asterisk 22/);
    asterisk.freeze();
    await owner.taps('Qayta ishga tushirish…');
    await owner.sees(/javob bermayapti/, { within: 30_000 });
    asterisk.thaw();
    await owner.says('/asterisk');
    await owner.sees(/Asterisk 22/);
  }, 60_000);

  test('without the right to its console it is said what to do, and reloads go on', async () => {
    await app.stop();
    await rm(app.varFolder, { recursive: true, force: true });
    app = await startTestApp(asterisk, telegram, {
      change: (config) => ({
        ...config,
        asterisk: { ...config.asterisk, command: ['/no/such/asterisk'] },
      }),
    });
    await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await owner.sees(/egasisiz/);
    await owner.says('/asterisk');
    const shown = await owner.sees(/Asterisk 22/);
    expect(shown.text).toContain('asterisk-config/sudoers');
    expect(JSON.stringify(shown)).not.toContain('Qayta ishga tushirish…');
    await owner.taps('PJSIP: qayta');
    await owner.sees(/✅.*pjsip\.conf/);
  });
});
