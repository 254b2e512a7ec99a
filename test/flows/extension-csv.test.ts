import { appendFile, readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerAllWithSipp, registerWithSipp } from '../support/phones.ts';
import type { SeenMessage } from '../support/telegram-seen.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('extensions as a CSV file, in and out', () => {
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

  const managedText = () =>
    readFile(path.join(asterisk.etc, 'pjsip_navbatchi.conf'), 'utf8').catch(() => undefined);
  const endpointCount = async () =>
    Number(/Objects found: (\d+)/.exec(await asterisk.cli('pjsip show endpoints'))?.[1] ?? 0);

  async function askForFile(): Promise<void> {
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    await owner.taps('⬆️ CSV’dan yuklash');
    await owner.sees(/fayldan yuklash/);
  }

  /** Resolves to the verdict, once the file is gone from the chat. */
  async function sendRows(text: string): Promise<string> {
    const sent = await owner.sendsDocument('xodimlar.csv', text);
    const verdict = await owner.sees(/ta qator oʻqildi/);
    expect(sent.isDeleted).toBe(true);
    return verdict.text;
  }

  async function apply(): Promise<readonly Record<string, string>[]> {
    await owner.taps('Kiritilsin');
    const result = await owner.sees(/Natija va parollar/, { within: 60_000 });
    await owner.sees(/bajarildi\. Asterisk’da tekshirildi/);
    return tableOf(result);
  }

  test(
    '500 rows with 40 bad ones: the 40 are named, and without them 460 phones register; undo takes all back',
    {
      timeout: 180_000,
    },
    async () => {
      await appendFile(
        path.join(asterisk.etc, 'pjsip.conf'),
        '\n[1900]\ntype = aor\ncontact = sip:198.51.100.1\n',
      );
      await asterisk.reload('res_pjsip.so');
      const typed = Array.from({ length: 20 }, (_, at) => `Kuchli-Parol.${String(at + 500)}x`);
      const { text, bad } = rows500(typed);

      await askForFile();
      const verdict = await sendRows(text);
      expect(verdict).toMatch(/500 ta qator/);
      expect(verdict).toMatch(/Yangi raqam: 460 ta/);
      expect(verdict).toMatch(/Xato qator: 40 ta/);
      expect(verdict).toMatch(/Raqam ruxsat etilgan oraliqda emas: 13, 109, 205, 301, 397-qator/);

      await owner.taps('Xatolar fayli');
      const faults = tableOf(await owner.sees(/Xato qatorlar va sabablari/));
      expect(faults.map((one) => [Number(one['Qator']), one['Natija']])).toEqual(bad);
      expect(await managedText()).toBeUndefined();
      expect(await endpointCount()).toBe(0);

      await owner.sees(/Xato qator: 40 ta/);
      await owner.taps('Xatolarsiz davom etish: 460');
      const plan = await owner.sees(/CSV fayldan: 460 ta yangi raqam/);
      expect(plan.text).toContain('40 ta xato qator tashlab ketiladi');
      expect(plan.text).toMatch(/yana [\d\s,.]+ qator/);
      await owner.taps('Hamma oʻzgarishlar');
      const diff = (await owner.sees(/Kiritiladigan hamma/)).file?.bytes.toString() ?? '';
      expect(diff.match(/^\+ type = endpoint/gm)).toHaveLength(460);
      expect(diff).not.toContain(typed[0]);
      await owner.sees(/CSV fayldan: 460 ta yangi raqam/);
      expect(await managedText()).toBeUndefined();

      const outcome = await apply();
      expect(outcome).toHaveLength(500);
      expect(outcome.filter((one) => one['Natija']?.startsWith('tashlab') === true)).toHaveLength(
        40,
      );
      const created = outcome.filter((one) => one['Natija'] === 'yaratildi');
      expect(await endpointCount()).toBe(460);
      const accounts = created.map((one) => ({
        username: one['Raqam'] ?? '',
        password: one['Parol'] ?? '',
      }));
      expect(accounts.filter(({ password }) => typed.includes(password))).toHaveLength(20);
      expect(await registerAllWithSipp(asterisk.sipPort, accounts)).toBe(460);

      const secrets = [...typed, ...accounts.map(({ password }) => password)];
      await expectNowhere(secrets);

      await owner.taps('Ortga qaytarish');
      await owner.sees(/Ortga qaytarish/);
      await owner.taps('Ha, ortga qaytarilsin');
      await owner.sees(/Ortga qaytarish.*bajarildi/, { within: 60_000 });
      expect(await endpointCount()).toBe(0);
      expect(await managedText()).toBeUndefined();
      const [first] = accounts;
      const again = { sipPort: asterisk.sipPort, username: '', password: '', ...first };
      expect((await registerWithSipp(again)).status).not.toBe(200);
      await owner.says('/extensions');
      await owner.sees(/Ichki raqamlar.*: 0 ta/);
      await owner.says('/newextension');
      const { buttons } = await owner.sees(/kim uchun/);
      expect(buttons.filter(({ label }) => label.startsWith('Xodim'))).toEqual([]);
      await expectNowhere(secrets);
    },
  );

  test('what goes out comes in again: unchanged it asks for nothing, changed it changes only that', async () => {
    await askForFile();
    await sendRows('number;name;kind\n1001;Aziza;desk\n1002;Olim;remote\n1003;Nodira;app\n');
    await owner.taps('Davom etish: 3');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    const created = await apply();
    const passwordOf = (number: string) =>
      created.find((one) => one['Raqam'] === number)?.['Parol'] ?? '';

    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    await owner.taps('⬇️ CSV’ga saqlash');
    const exported = await owner.sees(/Parollar bu faylda yoʻq/);
    const text = exported.file?.bytes.toString() ?? '';
    expect(exported.file?.name).toMatch(/^ichki-raqamlar-\d{4}-\d\d-\d\d\.csv$/);
    expect(text.replace('\uFEFF', '').split('\r\n')).toEqual([
      'Raqam;Ism;Telefon turi;Operator;Holat',
      '1001;Aziza;Stol telefoni;Aziza;Yoqilgan',
      '1002;Olim;Masofaviy;Olim;Yoqilgan',
      '1003;Nodira;Dastur;Nodira;Yoqilgan',
      '',
    ]);

    await askForFile();
    const unchanged = await sendRows(text);
    expect(unchanged).toMatch(/Oʻzgarishsiz: 3 ta/);
    expect(unchanged).toMatch(/qiladigan ish yoʻq/);

    const before = (await managedText()) ?? '';
    const changed = await sendRows(
      text
        .replace('1001;Aziza;', '1001;Aziza Karimova;')
        .replace('1002;Olim;Masofaviy', '1002;Olim;Stol telefoni')
        .replace('1003;Nodira;Dastur;Nodira;Yoqilgan', '1003;Nodira;Dastur;Nodira;Oʻchirilgan'),
    );
    expect(changed).toMatch(/Oʻzgaradi: 3 ta/);
    await owner.taps('Davom etish: 3');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Kiritilsin');
    await owner.sees(/bajarildi/);
    const account = (username: string) => ({
      sipPort: asterisk.sipPort,
      username,
      password: passwordOf(username),
    });
    expect(await registerWithSipp(account('1001'))).toEqual({ status: 200 });
    expect(await registerWithSipp(account('1002'))).toEqual({ status: 200 });
    expect((await registerWithSipp(account('1003'))).status).not.toBe(200);
    expect(await managedText()).toContain('callerid = Aziza Karimova <1001>');

    await owner.taps('Ortga qaytarish');
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish.*bajarildi/);
    expect(await managedText()).toBe(before);
    expect(await registerWithSipp(account('1003'))).toEqual({ status: 200 });
  });

  test('rows written in the chat do as well; a workbook and a file without a header are explained', async () => {
    await askForFile();
    await owner.sendsDocument('xodimlar.xlsx', 'PK\u0003\u0004…');
    await owner.sees(/Bu Excel kitobi/);
    await owner.sendsDocument('xodimlar.csv', 'Aziza;1001\n');
    await owner.sees(/ustun nomlari yoʻq/);
    await owner.taps('Namuna fayl');
    const sample = await owner.sees(/oʻz raqam va ismlaringizni yozing/);
    await owner.sees(/Namuna yuborildi/);
    expect(tableOf(sample).map((one) => one['Raqam'])).toEqual(['1001', '1002']);

    const said = await owner.says('1001; Aziza\n1002; Olim; kabutar');
    const verdict = await owner.sees(/2 ta qator oʻqildi/);
    expect(said.isDeleted).toBe(true);
    expect(verdict.text).toMatch(/Yangi raqam: 1 ta/);
    expect(verdict.text).toMatch(/Telefon turi tushunarsiz: 2-qator/);
    await owner.says('1001; Aziza\n1002; Olim');
    await owner.sees(/Yangi raqam: 2 ta/);
    await owner.taps('Davom etish: 2');
    await owner.sees(/\+ username = 1002/);
    const created = await apply();
    const [aziza] = created;
    expect(
      await registerWithSipp({
        sipPort: asterisk.sipPort,
        username: '1001',
        password: aziza?.['Parol'] ?? '',
      }),
    ).toEqual({ status: 200 });
  });

  test('the dialplan is seen: a number that leads elsewhere is refused', async () => {
    const file = path.join(asterisk.etc, 'extensions.conf');
    await appendFile(file, '\n[from-internal](+)\nexten = 1005,1,Echo()\n');
    await asterisk.cli('dialplan reload');
    await askForFile();
    const verdict = await sendRows('1005;Aziza\n1006;Olim\n');
    expect(verdict).toMatch(/Raqam dialplan’da boshqa ishga ulangan: 1-qator/);
    await owner.taps('Xatolarsiz davom etish: 1');
    const plan = await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(plan.text).toContain('+ username = 1006');
    expect(plan.text).not.toContain('username = 1005');
  });

  test('when the file of passwords cannot be sent, the chat says what to do, and nothing of it stays', async () => {
    await askForFile();
    await sendRows('1001;Aziza\n1002;Olim\n');
    await owner.taps('Davom etish: 2');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    telegram.faults.next('editMessageMedia', {
      ...{ type: 'error', code: 400, description: 'Bad Request: file must be non-empty' },
    });
    await owner.taps('Kiritilsin');
    const end = await owner.sees(/bajarildi\. Asterisk’da tekshirildi/);
    expect(end.text).toContain('Parollar faylini yuborib boʻlmadi');
    expect(await endpointCount()).toBe(2);
    expect(owner.messages().filter(({ file }) => file?.name.startsWith('natija'))).toEqual([]);
  });

  test('after a restart in the middle the file is asked for again, and nothing was written', async () => {
    await askForFile();
    await sendRows('number;name;password\n1001;Aziza;Kuchli-Parol.77\n');
    await app.stop();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await owner.taps('Davom etish: 1');
    await owner.sees(/Fayl endi xotiramda yoʻq/);
    expect(await managedText()).toBeUndefined();

    await sendRows('number;name;password\n1001;Aziza;Kuchli-Parol.77\n');
    await owner.taps('Davom etish: 1');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await app.stop();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await owner.taps('Kiritilsin');
    await owner.sees(/Fayl endi xotiramda yoʻq/);
    expect(await managedText()).toBeUndefined();
    await expectNowhere(['Kuchli-Parol.77']);
  });

  /** Neither in the database, nor in the logs, nor in any message but the one that vanishes. */
  async function expectNowhere(secrets: readonly string[]): Promise<void> {
    const files = ['navbatchi.sqlite', 'navbatchi.sqlite-wal'].map((name) =>
      readFile(path.join(varFolder, name), 'latin1').catch(() => ''),
    );
    const kept = [...(await Promise.all(files)), app.logged.join('\n')].join('\n');
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
    const vanishing = owner.messages().filter(({ text }) => text.includes('Natija va parollar'));
    expect(vanishing.length).toBeLessThanOrEqual(1);
    const found = secrets.flatMap((secret) => telegram.secretSearch(secret));
    const places = new Set(found);
    expect(places.size).toBeLessThanOrEqual(vanishing.length);
  }
});

function tableOf({ file }: SeenMessage): readonly Record<string, string>[] {
  return parse(file?.bytes ?? '', { bom: true, delimiter: ';', columns: true });
}

/** A file of 500 rows below its header, 40 of them bad: row and reason of each. */
function rows500(typed: readonly string[]): {
  readonly text: string;
  readonly bad: readonly (readonly [row: number, reason: unknown])[];
} {
  const bad: (readonly [row: number, reason: unknown])[] = [];
  const lines = ['Raqam;Ism;Telefon turi;Parol'];
  const kinds = ['dastur', 'Stol telefoni', 'masofaviy', ''];
  let good = 0;
  for (let row = 2; row <= 501; row += 1) {
    if (row % 12 === 1 && bad.length < 40) {
      const [line, reason] = badRow(bad.length, row);
      bad.push([row, reason]);
      lines.push(line);
      continue;
    }
    const password = typed[good] ?? '';
    lines.push(`${1001 + good};Xodim ${good};${kinds[good % 4] ?? ''};${password}`);
    good += 1;
  }
  return { text: lines.join('\r\n'), bad };
}

function badRow(at: number, row: number): readonly [line: string, reason: unknown] {
  const free = 1500 + at;
  switch (at % 8) {
    case 0:
      return [`${5000 + at};Xodim;dastur;`, 'Raqam ruxsat etilgan oraliqda emas'];
    case 1:
      return [`${free};;dastur;`, 'Ism yoʻq'];
    case 2:
      return [`${free};Xodim;dastur;qisqa1`, 'Parol qisqa: kamida 12 belgi kerak'];
    case 3:
      return [`${free};Xodim;kabutar;`, 'Telefon turi tushunarsiz'];
    case 4:
      return [`${free};Xodim;TLS;`, 'TLS hali sozlanmagan'];
    case 5:
      return ['1,001;Xodim;stol;', 'Raqamni ikki xil oʻqish mumkin'];
    case 6: {
      if (at === 38) {
        return ['1900;Xodim;stol;', expect.stringMatching(/^Raqam band \(pjsip\.conf:\d+\)$/)];
      }
      const isFirst = at % 16 === 6;
      const twin = isFirst ? row + 96 : row - 96;
      return [`${isFirst ? free : free - 8};Xodim;stol;`, `Raqam faylda takrorlangan (${twin})`];
    }
    default:
      return at === 7
        ? ['1000;Xodim;stol;', 'Raqam boshqa ish uchun ajratilgan']
        : [`olti${at};Xodim;stol;`, 'Raqam 2–6 ta raqamdan iborat emas'];
  }
}
