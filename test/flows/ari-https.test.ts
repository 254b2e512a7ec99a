import { once } from 'node:events';
import { randomBytes, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Agent, fetch } from 'undici';
import { makeSelfSigned } from '../../src/pbx/self-signed.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const dayMs = 24 * 3600 * 1000;

describe.runIf(hasAsterisk)('HTTPS for ARI set up from the chat', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let folder: string;
  let plainConf: string;
  let tlsPort: number;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    // Its own, beside those that this Asterisk was given.
    tlsPort = asterisk.httpPort + 300;
    plainConf = `${readFileSync(conf(), 'utf8')}tlsbindaddr = 127.0.0.1:${tlsPort} ; ours\n`;
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nb-https-'));
    writeFileSync(conf(), plainConf);
    await asterisk.cli('module reload http');
    writeFileSync(
      envFile(),
      `# ours\nASTERISK_ARI_URL=${asterisk.ariUrl} # there\nASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${asterisk.password}\n`,
      { mode: 0o600 },
    );
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram, { varFolder: folder });
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    rmSync(folder, { recursive: true, force: true });
    for (const name of ['navbatchi-ari.key', 'navbatchi-ari.crt']) {
      rmSync(path.join(asterisk.etc, name), { force: true });
    }
  });

  const conf = () => path.join(asterisk.etc, 'http.conf');
  const envFile = () => path.join(folder, '.env');
  const read = (file: string) => readFileSync(file, 'utf8');
  const httpsUrl = () => `https://127.0.0.1:${tlsPort}/ari`;

  /** A certificate on disk, as an administrator would have put it there. */
  function putCertificate(
    name: string,
    {
      days = 90,
      names = ['127.0.0.1'],
      key = generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    } = {},
  ) {
    const from = new Date(Date.now() - 100 * dayMs);
    const until = new Date(Date.now() + days * dayMs);
    const pem = makeSelfSigned({
      ...{ ...key, commonName: name, serial: randomBytes(16), names, from, until },
    });
    const files = [path.join(folder, `${name}.crt`), path.join(folder, `${name}.key`)] as const;
    writeFileSync(files[0], pem);
    writeFileSync(files[1], key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return { certificateFile: files[0], keyFile: files[1], pem };
  }

  async function statusAt(url: string, ca?: string): Promise<number | string> {
    const authorization = `Basic ${btoa(`backend:${asterisk.password}`)}`;
    const dispatcher = new Agent({ connect: ca === undefined ? {} : { ca } });
    try {
      const answer = await fetch(`${url}/asterisk/ping`, {
        dispatcher,
        headers: { authorization },
      });
      return answer.status;
    } catch (error) {
      return error instanceof Error && error.cause instanceof Error ? error.cause.message : 'none';
    }
  }

  async function beginWithOwn(): Promise<void> {
    await owner.says('/ari');
    await owner.taps('🔒 HTTPS');
    await owner.sees(/ARI uchun HTTPS/);
    await owner.taps('Oʻzimizniki bor');
    await owner.sees(/Sertifikat faylining toʻliq yoʻlini/);
  }

  async function showPlan(reach = 'Faqat shu server'): Promise<string> {
    await owner.sees(/Qayerdan ulaniladi/);
    await owner.taps(reach);
    return (await owner.sees(/Shu oʻzgarish kiritilsinmi/)).text;
  }

  async function turnOnMade(): Promise<string> {
    await owner.says('/ari');
    await owner.taps('🔒 HTTPS');
    await owner.taps('Bot yasasin');
    const plan = await showPlan();
    await owner.taps('Yoqilsin');
    await owner.sees(/ARI uchun HTTPS: .*bajarildi/);
    return plan;
  }

  test('with a certificate of the bot’s own making: pinned, proven, moved over, undone', async () => {
    const plan = await turnOnMade();
    expect(plan).toContain('+ tlsenable = yes');
    expect(plan).toContain(`+ ASTERISK_ARI_URL=${httpsUrl()} # there`);
    const ca = path.join(asterisk.etc, 'navbatchi-ari.crt');
    const key = read(path.join(asterisk.etc, 'navbatchi-ari.key'));
    expect(read(envFile())).toContain(`ASTERISK_ARI_CA=${ca}\n`);
    expect(await statusAt(httpsUrl(), read(ca))).toBe(200);
    expect(await statusAt(httpsUrl())).toMatch(/self-signed/);
    expect(await statusAt(asterisk.ariUrl)).toBe(200);
    expect(new X509Certificate(read(ca)).subjectAltName).toContain('DNS:localhost');
    // Its secret is in no message and in no log; the bot works on, over TLS.
    for (const line of key.split('\n').filter((text) => !text.startsWith('-') && text !== '')) {
      expect(telegram.secretSearch(line)).toEqual([]);
      expect(app.logged.join('\n')).not.toContain(line);
    }
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    expect(await asterisk.cli('ari show websocket sessions')).toContain('navbatchi');

    await owner.says('/history');
    await owner.taps('HTTPS');
    await owner.taps('Ortga qaytarish');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish: .*bajarildi/);
    expect(read(conf())).toBe(plainConf);
    expect(read(envFile())).not.toMatch(/https|ASTERISK_ARI_CA/);
    expect(existsSync(ca)).toBe(false);
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
  });

  test('over TLS the password is changed as before, and the doctor finds nothing wrong with ARI', async () => {
    await turnOnMade();
    const pem = read(path.join(asterisk.etc, 'navbatchi-ari.crt'));
    await owner.says('/ari');
    await owner.taps('🔑 Parolni almashtirish');
    await owner.taps('Almashtirilsin');
    await owner.sees(/Yangi ARI paroli ishlayapti/);
    expect(read(envFile())).toContain('ASTERISK_ARI_USERNAME=backend_b');
    expect(read(envFile())).toContain(`ASTERISK_ARI_URL=${httpsUrl()} # there`);
    await owner.says('/doctor');
    const report = await owner.sees(/Joyida: \d+ ta/);
    // A group is shown with what was found in it.
    expect(report.text).toMatch(/^Telefonlar$/m);
    expect(report.text).not.toMatch(/^(ARI|Asterisk)$/m);
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    expect(await statusAt(httpsUrl(), pem)).toBe(200);
  });

  test('with a certificate that is there: each file is asked for, wrong ones are told apart', async () => {
    const good = putCertificate('good');
    const other = putCertificate('other');
    const old = putCertificate('old', { days: -10 });
    const text = path.join(folder, 'text.pem');
    writeFileSync(text, 'nothing');
    mkdirSync(path.join(folder, 'folder.pem'));
    await beginWithOwn();
    await owner.says('no/path');
    await owner.sees(/Yoʻl «\/» bilan boshlansin/);
    await owner.says(path.join(folder, 'nowhere.pem'));
    await owner.sees(/kalitining toʻliq yoʻlini/);
    await owner.says(good.keyFile);
    await owner.sees(/nowhere\.pem faylini oʻqib boʻlmadi/);
    await owner.says(path.join(folder, 'folder.pem'));
    await owner.sees(/folder\.pem faylini oʻqib boʻlmadi/);
    await owner.says(text);
    await owner.sees(/text\.pem ichida sertifikat yoʻq/);
    await owner.says(old.certificateFile);
    await owner.sees(/bu sertifikatning kaliti emas/);
    await owner.says(old.keyFile);
    await owner.sees(/muddati \d\d\.\d\d\.\d{4} kuni tugagan/);
    await owner.says(good.certificateFile);
    await owner.sees(/bu sertifikatning kaliti emas/);
    await owner.says(other.keyFile);
    await owner.sees(/bu sertifikatning kaliti emas/);
    await owner.says(good.keyFile);
    const plan = await showPlan();
    expect(plan).toContain(`+ tlscertfile = ${good.certificateFile}`);
    await owner.taps('Yoqilsin');
    await owner.sees(/ARI uchun HTTPS: .*bajarildi/);
    expect(read(envFile())).toContain(`ASTERISK_ARI_CA=${good.certificateFile}\n`);
    expect(await statusAt(httpsUrl(), good.pem)).toBe(200);
  });

  test('a certificate for another name is refused, with the names it is for', async () => {
    const { certificateFile, keyFile } = putCertificate('far', { names: ['pbx.invalid'] });
    await beginWithOwn();
    await owner.says(certificateFile);
    await owner.says(keyFile);
    await owner.sees(/Qayerdan ulaniladi/);
    await owner.taps('Tarmoqdan ham');
    await owner.sees(/quyidagi nomlarga berilgan: pbx\.invalid/);
    expect(read(conf())).toBe(plainConf);
  });

  test('another program takes the port before the tap: all is put back, and the bot works on', async () => {
    await owner.says('/ari');
    await owner.taps('🔒 HTTPS');
    await owner.taps('Bot yasasin');
    await showPlan();
    const before = read(envFile());
    const thief = createServer((socket) => socket.end('no TLS here\r\n'));
    thief.listen(tlsPort, '127.0.0.1');
    await once(thief, 'listening');
    try {
      await owner.taps('Yoqilsin');
      await owner.sees(/qaytarildi.*boshqa dastur javob beryapti/s);
    } finally {
      thief.close();
    }
    expect(read(conf())).toBe(plainConf);
    expect(read(envFile())).toBe(before);
    expect(existsSync(path.join(asterisk.etc, 'navbatchi-ari.key'))).toBe(false);
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
  });

  test('a key that Asterisk cannot use any more: all is put back', async () => {
    const good = putCertificate('good');
    await beginWithOwn();
    await owner.says(good.certificateFile);
    await owner.says(good.keyFile);
    await showPlan();
    // Between the plan and the tap somebody renews the key only.
    putCertificate('good-new');
    writeFileSync(good.keyFile, read(path.join(folder, 'good-new.key')));
    await owner.taps('Yoqilsin');
    await owner.sees(/qaytarildi.*manzilini ochmadi: sertifikatni yoki uning kalitini/s);
    expect(read(conf())).toBe(plainConf);
    expect(read(envFile())).toContain(`ASTERISK_ARI_URL=${asterisk.ariUrl}`);
    expect(await statusAt(asterisk.ariUrl)).toBe(200);
  });

  test('an address that the environment gives is not for the bot to change', async () => {
    await app.stop();
    app = await startTestApp(asterisk, telegram, {
      varFolder: folder,
      change: (config) => ({ ...config, fixedByEnvironment: ['ASTERISK_ARI_URL'] }),
    });
    await owner.says('/ari');
    await owner.taps('🔒 HTTPS');
    await owner.taps('Bot yasasin');
    await owner.sees(/Qayerdan ulaniladi/);
    await owner.taps('Faqat shu server');
    await owner.sees(/ASTERISK_ARI_URL muhit oʻzgaruvchisi/);
  });
});
