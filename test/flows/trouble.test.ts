import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp } from '../support/phones.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';
import { createJournal } from '../../src/systemd/journal.ts';

describe.runIf(hasAsterisk)('what goes wrong is said in the chat, and nothing is lost', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let varFolder: string;
  let app: TestApp;
  let owner: Person;

  beforeEach(async () => {
    varFolder = mkdtempSync(path.join(tmpdir(), 'nb-var-'));
    [asterisk, telegram] = await Promise.all([startAsterisk(), startTelegram()]);
    app = await startTestApp(asterisk, telegram, { varFolder });
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await Promise.all([telegram.stop(), asterisk.stop()]);
    rmSync(varFolder, { recursive: true, force: true });
  });

  const managed = () => path.join(asterisk.etc, 'pjsip_navbatchi.conf');
  const managedText = () => readFile(managed(), 'utf8').catch(() => '');

  async function askNumberFor(name: string): Promise<void> {
    await owner.says('/newextension');
    await owner.sees(/kim uchun/);
    await owner.says(name);
    await owner.sees(/uchun raqam/);
  }

  async function planFor(name: string, number: string): Promise<void> {
    await askNumberFor(name);
    await owner.says(number);
    await owner.sees(/Qanday telefon/);
    await owner.taps('Stol telefoni');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
  }

  async function create(name: string, number: string): Promise<string> {
    await planFor(name, number);
    await owner.taps('Yaratilsin');
    const card = await owner.sees(new RegExp(`Telefon sozlamalari: ${number}`));
    await owner.sees(/bajarildi/);
    return /Parol: (\S+)/.exec(card.text)?.[1] ?? '';
  }

  async function restart(): Promise<void> {
    await app.stop();
    app = await startTestApp(asterisk, telegram, { varFolder });
  }

  test('names and numbers that would break a file are refused with a reason, and asked again', async () => {
    await owner.says('/newextension');
    await owner.sees(/kim uchun/);
    for (const name of ['Ali\n[evil]\ntype=endpoint', 'Ali; rm', '#exec /bin/sh', '](!)']) {
      await owner.says(name);
      await owner.sees(/Bunday ism boʻlmaydi/);
    }
    await owner.says('Aziza');
    await owner.sees(/uchun raqam/);
    const refusals: readonly (readonly [string, RegExp])[] = [
      ['1001](!)', /raqam emas/],
      ['1001\n[evil]', /raqam emas/],
      ['9'.repeat(100), /raqam emas/],
      ['2500', /dan 1999 gacha/],
      ['1000', /boshqa ish uchun/],
    ];
    for (const [number, reason] of refusals) {
      await owner.says(number);
      await owner.sees(reason);
    }
    await owner.says('/cancel');
    expect(await managedText()).toBe('');
  });

  test('a guided flow goes on where it was after a restart, and the plan is shown anew', async () => {
    await planFor('Aziza', '1001');
    await restart();
    await owner.taps('Yaratilsin');
    await owner.sees(/reja yangidan tuzildi/);
    await owner.taps('Yaratilsin');
    await owner.sees(/bajarildi/);
    expect(await managedText()).toContain('[1001]');
  });

  test('Back goes one step back, Cancel ends it, and nothing was written', async () => {
    await planFor('Aziza', '1001');
    await owner.taps('Orqaga');
    await owner.sees(/Qanday telefon/);
    await owner.taps('Orqaga');
    await owner.sees(/uchun raqam/);
    await owner.taps('Orqaga');
    await owner.sees(/kim uchun/);
    await owner.taps('Bekor qilish');
    expect(await managedText()).toBe('');
    const { changes } = await historyText();
    expect(changes).toBe('🕘 Hali birorta oʻzgarish boʻlmagan.');
  });

  test('what was cancelled leads back to where it came from, in the same message', async () => {
    await create('Aziza', '1001');
    await owner.says('/extensions 1001');
    await owner.taps('Nomi');
    await owner.taps('Bekor qilish');
    await owner.taps('Koʻrish');
    await owner.sees(/Telefon turi/);
    await owner.says('/ari');
    await owner.taps('HTTPS');
    await owner.says('/cancel');
    await owner.taps('‹ ARI');
    await owner.sees(/boshqarish eshigi/);
  });

  async function historyText(): Promise<{ changes: string }> {
    await owner.says('/history');
    return { changes: (await owner.sees(/🕘/)).text };
  }

  test('a typed password is deleted at once, judged, and registers the phone', async () => {
    await planFor('Aziza', '1001');
    await owner.taps('Parolni oʻzim yozaman');
    await owner.sees(/Xabaringiz darhol oʻchiriladi/);
    await owner.says('CallCenter2025');
    await owner.sees(/hamma biladi[\s\S]*Xabaringiz darhol oʻchiriladi/);
    const password = 'Yaxshi-Parol.77';
    await owner.says(password);
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(telegram.secretSearch(password)).toEqual([]);
    await owner.taps('Yaratilsin');
    await owner.sees(/bajarildi/);
    expect(
      await registerWithSipp({ sipPort: asterisk.sipPort, username: '1001', password }),
    ).toEqual({ status: 200 });
    await app.stop();
    for (const file of ['navbatchi.sqlite', 'navbatchi.sqlite-wal']) {
      const bytes = await readFile(path.join(varFolder, file), 'latin1').catch(() => '');
      expect(bytes.includes(password), file).toBe(false);
      expect(bytes.includes('CallCenter2025'), file).toBe(false);
    }
    expect(app.logged.join('')).not.toContain(password);
    app = await startTestApp(asterisk, telegram, { varFolder });
  });

  test('a new password typed twice, the first one refused: neither stays in the chat', async () => {
    await create('Aziza', '1001');
    await owner.says('/extensions');
    await owner.taps('1001 · Aziza');
    await owner.taps('Yangi parol');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Parolni oʻzim yozaman');
    await owner.sees(/Parolni yozing/);
    await owner.says('qisqa');
    await owner.sees(/juda qisqa[\s\S]*Parolni yozing/);
    const password = 'Ikkinchi-Parol.9';
    await owner.says(password);
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(telegram.secretSearch(password)).toEqual([]);
    expect(telegram.secretSearch('qisqa')).toEqual([]);
    await owner.taps('Parol almashtirilsin');
    await owner.sees(/bajarildi/);
    const account = { sipPort: asterisk.sipPort, username: '1001', password };
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
  });

  test('a hand edit before the tap makes the plan anew instead of being overwritten', async () => {
    await create('Aziza', '1001');
    await planFor('Olim', '1002');
    await appendFile(managed(), '; a note by hand\n');
    await owner.taps('Yaratilsin');
    await owner.sees(/reja yangidan tuzildi/);
    await owner.taps('Yaratilsin');
    await owner.sees(/bajarildi/);
    const text = await managedText();
    expect(text).toContain('; a note by hand');
    expect(text.indexOf('[1001]')).toBeLessThan(text.indexOf('[1002]'));
  });

  test('with Asterisk stopped nothing is written and the chat says why', async () => {
    await askNumberFor('Aziza');
    await owner.says('1001');
    await owner.sees(/Qanday telefon/);
    await asterisk.kill9();
    await owner.taps('Stol telefoni');
    await owner.sees(/Asterisk javob bermayapti, shuning uchun hech narsa oʻzgartirilmadi/);
    expect(await managedText()).toBe('');
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    await asterisk.start();
  });

  test('with Asterisk stopped list and card say that the state is not known, with one sign', async () => {
    await create('Aziza', '1001');
    await asterisk.kill9();
    await owner.says('/extensions');
    const list = await owner.sees(/holati nomaʼlum/);
    expect(list.text).toMatch(/^❔ Asterisk javob bermayapti/m);
    await owner.taps('❔ 1001');
    const card = await owner.sees(/Operator: Aziza/);
    expect(card.text).toMatch(/^❔ Asterisk javob bermayapti/m);
  });

  test('Asterisk stopped between plan and tap: put back now, proven and told when it is back', async () => {
    await planFor('Aziza', '1001');
    await asterisk.kill9();
    await owner.taps('Yaratilsin');
    await owner.sees(/Imkon boʻlishi bilan oʻzim oxiriga yetkazaman/);
    expect(await managedText()).toBe('');
    await asterisk.start();
    await restart();
    await owner.sees(/oʻzgarishni oxiriga yetkazdim/);
    await create('Aziza', '1001');
  });

  test('a file that a human broke is named with its line before anything is written', async () => {
    const main = path.join(asterisk.etc, 'pjsip.conf');
    await appendFile(main, '\n[1900\ntype=endpoint\n');
    await askNumberFor('Aziza');
    await owner.says('1001');
    await owner.sees(/Qanday telefon/);
    await owner.taps('Stol telefoni');
    await owner.sees(/Avval buni tuzating[\s\S]*pjsip\.conf:\d+/);
    expect(await managedText()).toBe('');
  });

  test('an undo whose lines were edited by hand since is refused, and says so', async () => {
    await create('Aziza', '1001');
    const text = await managedText();
    await writeFile(managed(), text.replace('direct_media = no', 'direct_media = yes'));
    await owner.says('/undo');
    await owner.sees(/Ortga qaytarib boʻlmadi/);
    expect(await managedText()).toContain('direct_media = yes');
  });

  test.each(['Oʻktam Gʻaniyev', 'Азиза', 'ОМАР', 'Zafar ʼ', 'Ж'.repeat(39)])(
    'a name in any script is taken as it is: %s',
    async (name) => {
      await create(name, '1001');
      await owner.says('/extensions');
      await owner.taps(`1001 · ${name.trim()}`);
      await owner.sees(name.trim());
    },
  );

  test('undoing the first extension of a site leaves the later ones in Asterisk', async () => {
    const main = path.join(asterisk.etc, 'pjsip.conf');
    const text = await readFile(main, 'utf8');
    await writeFile(main, text.replaceAll(/^#tryinclude.*navbatchi.*$/gm, ''));
    await create('Aziza', '1001');
    const password = await create('Olim', '1002');
    await owner.says('/undo 1');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/bajarildi/);
    const account = { sipPort: asterisk.sipPort, username: '1002', password };
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
  });

  test('a number that somebody takes by hand between plan and tap is not taken twice', async () => {
    await planFor('Aziza', '1001');
    await appendFile(
      path.join(asterisk.etc, 'pjsip.conf'),
      '\n[1001]\ntype=endpoint\ncontext=from-internal\naors=1001\n[1001]\ntype=aor\nmax_contacts=1\n',
    );
    await owner.taps('Yaratilsin');
    await owner.sees(/1001 band/);
    expect(await managedText()).toBe('');
  });

  test('what is undone cannot be undone again, and made again it can', async () => {
    await create('Aziza', '1001');
    for (const undo of ['/undo 1', '/undo 2']) {
      await owner.says(undo);
      await owner.sees(/Shu oʻzgarish kiritilsinmi/);
      await owner.taps('Ha, ortga qaytarilsin');
      await owner.sees(/bajarildi/);
      await owner.says(undo);
      await owner.sees(/allaqachon ortga qaytarilgan/);
    }
    expect((await managedText()).match(/^\[1001\]/gm)).toHaveLength(2);
    await owner.says('/undo 1');
    await owner.sees(/Ortga qaytarish: Yangi ichki raqam 1001 \(Aziza\)/);
  });

  test('a hand-written setting that Asterisk never shows does not alarm', async () => {
    await create('Aziza', '1001');
    const text = await managedText();
    await writeFile(
      managed(),
      text.replace('direct_media = no', 'direct_media = no\nset_var = LANG=uz'),
    );
    await owner.says('/extensions');
    await owner.taps('1001 · Aziza');
    await owner.taps('Yangi parol');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Parol almashtirilsin');
    await owner.sees(/bajarildi/);
  });

  test('when the card cannot be sent the change stands, and the chat says what to do', async () => {
    await planFor('Aziza', '1001');
    telegram.faults.next(
      'sendMessage',
      { type: 'error', code: 400, description: 'Bad Request: no' },
      9,
    );
    await owner.taps('Yaratilsin');
    await owner.sees(/bajarildi[\s\S]*parol koʻrsatilmadi/);
    telegram.faults.clear();
  });

  test('a stranger gets one neutral line and can do nothing', async () => {
    const stranger = telegram.createPerson({ name: 'Kimdir', languageCode: 'ru' });
    await stranger.says('/extensions');
    const line = await stranger.sees(/./);
    expect(line.text).not.toMatch(/1001|Asterisk|Ichki/);
    const before = stranger.messages().length;
    await stranger.says('/newextension');
    await stranger.openDeepLink('claim_wrong');
    await stranger.sees(/владелец/);
    expect(stranger.messages().length).toBe(before + 1);
  });

  test('an owner who opens the owner’s link again is told that they are in', async () => {
    await owner.openDeepLink(app.claimParameter);
    await owner.sees(/allaqachon roʻyxatdasiz/);
  });

  test('an invited operator sees no admin command, and an admin removed loses every button', async () => {
    await owner.says('/people');
    await owner.taps('Taklif qilish');
    await owner.taps('admin');
    const invite = await owner.sees(/start=inv_/);
    const link = /https:\S+/.exec(invite.text)?.[0] ?? '';
    const admin = telegram.createPerson({ name: 'Sevara', languageCode: 'ru' });
    await admin.opensLink(link);
    await admin.sees(/Добро пожаловать/);
    expect(admin.menu().map((entry) => entry.command)).toContain('extensions');
    await admin.says('/extensions');
    const list = await admin.sees(/Внутренние номера/);
    expect(list.buttons.map((button) => button.label)).toContain('➕ Создать');

    await owner.says('/people');
    await owner.taps(/Sevara/);
    await owner.taps('Chiqarish');
    await owner.taps('Ha, chiqarilsin');
    await owner.sees(/Sevara chiqarildi/);
    await admin.taps('Создать');
    expect(admin.screen()).not.toContain('Для кого');
    const second = telegram.createPerson({ name: 'Boshqa', languageCode: 'uz' });
    await second.opensLink(link);
    await second.sees(/foydalanib boʻlingan/);
  });

  test('the language changes at once, the menu with it', async () => {
    await owner.says('/language');
    await owner.taps('English');
    await owner.sees(/We speak English now/);
    await owner.says('/help');
    await owner.sees(/You are owner here/);
    expect(owner.menu().find((entry) => entry.command === 'history')?.description).toBe(
      'History of changes',
    );
  });

  test('the help names all that one may ask for, and nothing else', async () => {
    await owner.says('/help');
    const help = (await owner.sees(/Siz — ega/)).text;
    const offered = owner.menu().map(({ command }) => command);
    expect(offered).toContain('testcall');
    for (const command of offered.filter((one) => one !== 'start' && one !== 'help')) {
      expect(help).toContain(`/${command} — `);
    }
    expect(help).toMatch(/Guruhda yoziladi\n[^]*\/callshere — /);

    await owner.says('/people');
    await owner.taps('Taklif qilish');
    await owner.taps('operator');
    const link = /https:\S+/.exec((await owner.sees(/start=inv_/)).text)?.[0] ?? '';
    const rano = telegram.createPerson({ name: 'Raʼno', languageCode: 'ru' });
    await rano.opensLink(link);
    await rano.sees(/Добро пожаловать/);
    await rano.says('/help');
    const theirs = (await rano.sees(/Вы — оператор/)).text;
    expect(theirs).toContain('/missed — ');
    expect(theirs).not.toMatch(/extensions|callshere|Управление/);
  });

  test('the audit shows who did what, and its chain is whole', async () => {
    await create('Aziza', '1001');
    await owner.says('/audit');
    await owner.sees(/Zanjir butun[\s\S]*✅ Yangi ichki raqam 1001 \(Aziza\)[\s\S]*✅ Ega boʻlish/);
    await owner.taps('Hammasi fayl qilib');
    await owner.sees(/ta yozuv/);
  });

  test('the log is read in the chat: what went wrong, all of it or by a word', async () => {
    await owner.says('/logs');
    await owner.sees(/Jurnal/);
    await asterisk.kill9();
    await owner.says('/newextension');
    await owner.says('/logs 5 asterisk');
    await owner.sees(/⚠️ \d\d:\d\d:\d\d no events from Asterisk/);
    await owner.taps('Fayl qilib');
    await owner.sees(/“asterisk” bor oxirgi/);
    await owner.says('/logs 10 hech qachon');
    await owner.sees(/“hech qachon” bor yozuv yoʻq/);
    await owner.says('/logs 99999999999 <b>&');
    await owner.sees(/Jurnal/);
  });

  test('under systemd the log of earlier lives is read too, or it is said why not', async () => {
    const journalctl = path.join(varFolder, 'journalctl');
    const speak = (script: string) =>
      writeFile(journalctl, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const unit = { scope: 'system', name: 'navbatchi.service' } as const;
    await app.stop();
    app = await startTestApp(asterisk, telegram, {
      ...{ varFolder, readJournal: createJournal(unit, { command: [journalctl] }) },
    });

    await owner.says('/logs');
    await owner.sees(/serverda journalctl dasturi yoʻq/);
    const line = { level: 40, time: '2026-11-20T03:04:05Z', msg: 'of an earlier life' };
    await speak(`echo 'TypeError: password=hunter22'; echo '${JSON.stringify(line)}'`);
    await owner.taps('Yangilash');
    const { text } = await owner.sees(/⚠️ .*of an earlier life/);
    expect(text).toMatch(/TypeError: password=\[secret\]/);
    expect(text).not.toMatch(/hunter22|Faqat bot/);
    await speak('echo "No journal files were opened due to insufficient permissions." >&2; exit 1');
    await owner.taps('Yangilash');
    await owner.sees(/usermod -aG systemd-journal/);
  });
});
