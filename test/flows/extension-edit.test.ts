import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp, startBaresip } from '../support/phones.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const tlsTransport = `
[transport-tls]
type = transport
protocol = tls
bind = 127.0.0.1:0
`;

describe.runIf(hasAsterisk).each([22, 16] as const)('an extension on Asterisk %s', (version) => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let free = 1100;
  const passwords: string[] = [];

  beforeAll(async () => {
    asterisk = await startAsterisk({ version });
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram);
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    const written = ['navbatchi.sqlite', 'navbatchi.sqlite-wal'].map((file) =>
      readFile(path.join(app.varFolder, file), 'latin1').catch(() => ''),
    );
    const kept = [...(await Promise.all(written)), ...app.logged].join('\n');
    expect(passwords.filter((password) => kept.includes(password))).toEqual([]);
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  type Account = { readonly sipPort: number; readonly username: string; readonly password: string };

  /** A new extension of the operator, as the person with the phone gets it. */
  async function create(name: string): Promise<Account> {
    const number = String((free += 1));
    await owner.says('/newextension');
    await owner.sees(/kim uchun/);
    await owner.says(name);
    await owner.sees(/uchun raqam/);
    await owner.says(number);
    await owner.sees(/Qanday telefon/);
    await owner.taps('Telefondagi dastur');
    await owner.taps('Yaratilsin');
    const card = await owner.sees(new RegExp(`Telefon sozlamalari: ${number}`));
    await owner.sees(/bajarildi\. Asterisk’da tekshirildi/);
    const password = /Parol: (\S+)/.exec(card.text)?.[1] ?? '';
    expect(password).toHaveLength(20);
    passwords.push(password);
    return { sipPort: asterisk.sipPort, username: number, password };
  }

  /** The text of its card. */
  async function open(number: string): Promise<string> {
    await owner.says(`/extensions ${number}`);
    return (await owner.sees(/Telefon turi/)).text;
  }

  async function undo(): Promise<void> {
    await owner.taps('Ortga qaytarish');
    await owner.sees(/ortga qaytarish|Ortga qaytarish/);
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish.*bajarildi/);
  }

  const managed = () => readFile(path.join(asterisk.etc, 'pjsip_navbatchi.conf'), 'utf8');
  const callerIdOf = async (number: string) =>
    /callerid += (.*)/.exec((await managed()).slice((await managed()).indexOf(`[${number}]`)))?.[1];

  test('is switched off and on: the phone is refused, then registers again; both are undone', async () => {
    const account = await create('Aziza');
    const number = account.username;
    expect(await registerWithSipp(account)).toEqual({ status: 200 });

    await open(number);
    await owner.taps('Toʻxtatish');
    await owner.sees(/Telefon ulana olmaydi va unga qoʻngʻiroq qilib boʻlmaydi/);
    await owner.taps('Toʻxtatib qoʻyilsin');
    await owner.sees(/toʻxtatib qoʻyish: bajarildi/);
    expect((await registerWithSipp(account)).status).not.toBe(200);
    expect(await asterisk.cli(`pjsip show endpoint ${number}`)).toMatch(/Unable to find/);

    await owner.taps(`📞 ${number}`);
    await owner.sees(/Toʻxtatib qoʻyilgan/);
    await owner.says('/extensions azi');
    await owner.taps(`🚫 ${number} · Aziza`);
    await owner.sees(/Operator: Aziza/);
    await owner.taps('Qayta yoqish');
    await owner.taps('Qayta yoqilsin');
    await owner.sees(/qayta yoqish: bajarildi/);
    expect(await registerWithSipp(account)).toEqual({ status: 200 });

    await undo();
    expect((await registerWithSipp(account)).status).not.toBe(200);
    await owner.says('/extensions');
    await owner.taps(`🚫 ${number}`);
    await owner.taps('Oʻchirish');
    await owner.taps('Ha, oʻchirilsin');
    await owner.sees(/oʻchirish: bajarildi/);
    expect(await managed()).not.toContain(number);
    await undo();
    await open(number);
    await owner.taps('Qayta yoqish');
    await owner.taps('Qayta yoqilsin');
    await owner.sees(/qayta yoqish: bajarildi/);
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
  });

  test('gets another kind of phone, and the phone goes on registering', async () => {
    const account = await create('Barno');
    const number = account.username;
    for (const [label, mark] of [
      ['Stol telefoni', /- rewrite_contact = yes/],
      ['Boshqa joyda', /\+ qualify_frequency = 30/],
    ] as const) {
      await open(number);
      await owner.taps('Telefon turi');
      await owner.sees(/Shifrlangan telefon uchun pjsip\.conf’da TLS transporti kerak/);
      await owner.taps(label);
      await owner.sees(mark);
      await owner.taps('Almashtirilsin');
      await owner.sees(/sozlamalari: bajarildi/);
      expect(await registerWithSipp(account)).toEqual({ status: 200 });
    }
    expect(await open(number)).toContain('Boshqa joyda, router ortida');
    await owner.says('/history');
    await owner.taps(/router ortidagi telefon/);
    await undo();
    expect(await open(number)).toContain('Stol telefoni');
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
  });

  test('is renamed with its operator who is known by name only; undo brings both names back', async () => {
    const account = await create('Charos');
    const number = account.username;
    await open(number);
    await owner.taps('Nomi');
    await owner.sees(/Hozirgi ism: Charos/);
    for (const bad of ['x; [evil]', '"Quoted"', '🚀', '\u202Eevil', 'ب'.repeat(41), '1001']) {
      await owner.says(bad);
      await owner.sees(/Bunday ism boʻlmaydi/);
    }
    await owner.says('Oʻgʻiloy\nXoʻjayeva');
    const plan = await owner.sees(/\+ callerid = Oʻgʻiloy Xoʻjayeva/);
    expect(plan.text).toContain('Operator «Charos» ham shunday ataladi');
    await owner.taps('Nomi oʻzgartirilsin');
    await owner.sees(/Charos → Oʻgʻiloy Xoʻjayeva: bajarildi/);
    expect(await callerIdOf(number)).toBe(`Oʻgʻiloy Xoʻjayeva <${number}>`);
    expect(await asterisk.cli(`pjsip show endpoint ${number}`)).toContain('Oʻgʻiloy Xoʻjayeva');
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
    await undo();
    const card = await open(number);
    expect(card).toContain('Operator: Charos');
    expect(await callerIdOf(number)).toBe(`Charos <${number}>`);
    await owner.taps('Nomi');
    await owner.says('علي');
    await owner.taps('Nomi oʻzgartirilsin');
    await owner.sees(/bajarildi/);
    expect(await open(number)).toContain('علي');
  });

  test('is freed and given to another; each is undone, the phone never notices', async () => {
    const account = await create('Dono');
    const number = account.username;
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
    await open(number);
    await owner.taps('👤 Operator');
    await owner.sees(/hozir Dono ixtiyorida/);
    await owner.taps('Raqamni boʻshatish');
    const plan = await owner.sees(/Telefon ishlayveradi/);
    expect(plan.text).not.toContain('callerid');
    await owner.taps('Boʻshatilsin');
    const end = await owner.sees(/boʻshatish \(Dono\): bajarildi/);
    expect(end.text).not.toContain('Asterisk’da tekshirildi');
    expect(await open(number)).toContain('Operator: biriktirilmagan');

    await owner.says('/history');
    await owner.taps(/boʻshatish \(Dono\)/);
    await undo();
    expect(await open(number)).toContain('Operator: Dono');

    await owner.taps('👤 Operator');
    await owner.says('Elbek');
    await owner.sees(/\+ callerid = Elbek/);
    await owner.taps('Berilsin');
    await owner.sees(/berish \(Elbek\): bajarildi/);
    expect(await open(number)).toContain('Operator: Elbek');
    expect(await callerIdOf(number)).toBe(`Elbek <${number}>`);
    await owner.says('/undo');
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish.*bajarildi/);
    expect(await open(number)).toContain('Operator: Dono');
    expect(await callerIdOf(number)).toBe(`Dono <${number}>`);
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
  });

  test('is left as it was by Back and Cancel at every step', async () => {
    const { username: number } = await create('Feruza');
    const before = await managed();
    for (const label of ['Toʻxtatish', 'Nomi', 'Telefon turi', '👤 Operator']) {
      await open(number);
      await owner.taps(label);
      await owner.taps(/Orqaga/);
      await owner.sees(/oʻz holicha qoldi/);
      await owner.taps(`📞 ${number}`);
      await owner.sees(/Telefon turi/);
      await owner.taps(label);
      await owner.taps(/Bekor/);
      await owner.sees(/[Bb]ekor/);
    }
    expect(await managed()).toBe(before);
  });

  test('that was written for another version is brought up to date and registers again', async () => {
    const account = await create('Gulnora');
    const number = account.username;
    const [right, wrong] = version === 16 ? ['userpass', 'digest'] : ['digest', 'userpass'];
    const text = await managed();
    const at = text.indexOf(`[${number}-auth]`);
    const aged =
      text.slice(0, at) + text.slice(at).replace(`auth_type = ${right}`, `auth_type = ${wrong}`);
    await writeFile(path.join(asterisk.etc, 'pjsip_navbatchi.conf'), aged);
    await asterisk.cli('module reload res_pjsip.so');
    // An old Asterisk does not take what is newer; a new one goes on taking what is older.
    const told = version === 16 ? 'boshqa versiyasi uchun' : 'eski versiyalari uchun';
    expect(await open(number)).toContain(told);
    await owner.taps('Asterisk’ka moslash');
    await owner.sees(new RegExp(`\\+ auth_type = ${right}`));
    await owner.taps('Yangilansin');
    await owner.sees(/moslash: bajarildi/);
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
    expect(await open(number)).not.toContain('versiya');
  });

  test('that talks is switched off with a warning, and the call goes on', async () => {
    const [one, other] = [await create('Hilola'), await create('Iroda')];
    const phones = await Promise.all([startBaresip(one), startBaresip(other)]);
    const [from, to] = phones;
    await Promise.all(phones.map((phone) => phone.registered()));
    await from.dial(other.username);
    await to.ringing();
    await to.accept();
    await Promise.all(phones.map((phone) => phone.answered()));
    await open(one.username);
    await owner.taps('Toʻxtatish');
    await owner.sees(/Hozir shu telefonda suhbat ketyapti/);
    await owner.taps('Toʻxtatib qoʻyilsin');
    await owner.sees(/toʻxtatib qoʻyish: bajarildi/);
    expect(await asterisk.cli('core show channels count')).toMatch(/1 active call/);
    await from.hangUp();
    await to.ended();
    await Promise.all(phones.map((phone) => phone.stop()));
  });

  test('becomes an encrypted one where there is a TLS transport, and back', async () => {
    const main = path.join(asterisk.etc, 'pjsip.conf');
    const before = await readFile(main, 'utf8');
    await writeFile(main, `${before}${tlsTransport}`);
    const account = await create('Jahongir');
    const number = account.username;
    await open(number);
    await owner.taps('Telefon turi');
    await owner.taps('Shifrlangan');
    await owner.sees(/\+ media_encryption = sdes/);
    await owner.taps('Almashtirilsin');
    await owner.sees(/shifrlangan telefon sozlamalari: bajarildi/);
    expect(await open(number)).toContain('Shifrlangan (TLS)');
    await owner.taps('Telefon turi');
    await owner.taps('Telefondagi dastur');
    await owner.taps('Almashtirilsin');
    await owner.sees(/dastur sozlamalari: bajarildi/);
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
    await writeFile(main, before);
  });
});
