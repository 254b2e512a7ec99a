import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAri, type AriRest } from '../../../src/asterisk/ari-rest.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { startPbx, type SandboxPbx } from '../../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../../src/sandbox/pbx/starter-etc.ts';

// That it answers as Asterisk does is held by test/contract/ari.test.ts; here is what only it has.

const password = 'sandbox-password';
let etc: string;
let pbx: SandboxPbx;
let ari: AriRest;

beforeEach(async () => {
  etc = await mkdtemp(join(tmpdir(), 'navbatchi-pbx-'));
  await writeStarterEtc(etc, password);
  await appendFile(join(etc, 'pjsip_navbatchi.conf'), sections('1001', 1, 'yes'));
  await appendFile(join(etc, 'pjsip_navbatchi.conf'), sections('1002', 1, 'no'));
  pbx = await startPbx({ etcFolder: etc });
  ari = await connectAri({ url: pbx.url, username: 'backend', password: new Secret(password) });
});

afterEach(async () => {
  await pbx.stop();
  await rm(etc, { recursive: true });
});

function sections(number: string, places: number, mayReplace: string): string {
  return `[${number}]\ntype=endpoint\ncontext=from-internal\nauth=${number}\naors=${number}
[${number}]\ntype=auth\nusername=${number}\npassword=pw${number}
[${number}]\ntype=aor\nmax_contacts=${places}\nremove_existing=${mayReplace}\n`;
}

const stateOf = async (number: string) => (await ari.getEndpoint(number))?.state;
const phone = (number: string, device: string) => ({
  ...{ username: number, password: `pw${number}`, device },
});

describe('a desk phone', () => {
  test('that hangs up for good is offline', async () => {
    expect(await pbx.registerPhone(phone('1001', 'desk'))).toEqual({ status: 200 });
    expect(await stateOf('1001')).toBe('online');
    pbx.unregisterPhone({ username: '1001', device: 'desk' });
    expect(await stateOf('1001')).toBe('offline');
  });

  test('takes the only place when the AOR says so', async () => {
    await pbx.registerPhone(phone('1001', 'old'));
    expect(await pbx.registerPhone(phone('1001', 'new'))).toEqual({ status: 200 });
    pbx.unregisterPhone({ username: '1001', device: 'old' });
    expect(await stateOf('1001')).toBe('online');
  });

  test('finds no place when the AOR keeps the first', async () => {
    await pbx.registerPhone(phone('1002', 'old'));
    expect(await pbx.registerPhone(phone('1002', 'new'))).toEqual({ status: 403 });
    expect(await pbx.registerPhone(phone('1002', 'old'))).toEqual({ status: 200 });
  });
});

test('a password in an unreadable file stays the one loaded; a restart finds nobody', async () => {
  await writeFile(join(etc, 'ari.conf'), '[general\n');
  expect(await pbx.reload('res_ari.so')).toBe('reloaded');
  await expect(ari.ping()).resolves.toBeTruthy();
  await pbx.stop();
  pbx = await startPbx({ etcFolder: etc });
  const again = { url: pbx.url, username: 'backend', password: new Secret(password) };
  await expect((await connectAri(again)).ping()).rejects.toMatchObject({ status: 404 });
});

test('text in letters beyond latin is shown as it was written', async () => {
  await appendFile(
    join(etc, 'pjsip_navbatchi.conf'),
    '[1003]\ntype=endpoint\ncallerid=Oʻktam Жўраев <1003>\n',
  );
  await ari.reloadModule('res_pjsip.so');
  const endpoint = await ari.getDynamicConfig('endpoint', '1003');
  expect(endpoint?.get('callerid')).toBe('"Oʻktam Жўраев" <1003>');
});

test('the starter ari.conf is not for other eyes, and holds no published password', async () => {
  expect((await stat(join(etc, 'ari.conf'))).mode & 0o777).toBe(0o640);
});

test('a taken port is an error of its start', async () => {
  const port = Number(new URL(pbx.url).port);
  await expect(startPbx({ etcFolder: etc, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
