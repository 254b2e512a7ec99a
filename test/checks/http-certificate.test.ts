import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpCertificateChecks } from '../../src/checks/check-http-certificate.ts';
import { makeSelfSigned } from '../../src/pbx/self-signed.ts';

const dayMs = 24 * 3600 * 1000;
const now = Date.parse('2026-11-21T10:00:00Z');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-cert-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put({ days = 90, tls = 'yes', isKeyRight = true } = {}): void {
  const [pair, other] = [1, 2].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  if (!pair || !other) throw new Error('no keys');
  const certificate = makeSelfSigned({
    ...{ ...pair, names: ['127.0.0.1'], commonName: 'ARI', serial: randomBytes(16) },
    ...{ from: new Date(now - 400 * dayMs), until: new Date(now + days * dayMs) },
  });
  const key = (isKeyRight ? pair : other).privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path.join(folder, 'c.pem'), certificate);
  writeFileSync(path.join(folder, 'k.pem'), key);
  const lines = [`tlsenable = ${tls}`, `tlscertfile = ${folder}/c.pem`];
  const all = ['[general]', 'enabled = yes', ...lines, `tlsprivatekey = ${folder}/k.pem`, ''];
  writeFileSync(path.join(folder, 'http.conf'), all.join('\n'));
}

async function codes(): Promise<readonly string[]> {
  const checks = httpCertificateChecks({ configFolder: folder, clock: { now: () => now } });
  const findings = await Promise.all(checks.map((check) => check.run()));
  return findings.flat().map(({ code }) => code);
}

test.each([
  ['good for long', {}, []],
  ['near its end', { days: 10 }, ['check-http-certificate-soon']],
  ['past its end', { days: -1 }, ['check-http-certificate-expired']],
  ['beside the key of another', { isKeyRight: false }, ['check-http-certificate-unfit']],
  ['of a server without TLS', { days: -1, tls: 'no' }, []],
])('a certificate %s', async (_name, how, expected) => {
  put(how);
  expect(await codes()).toEqual(expected);
});

test('files that only Asterisk may read are not called faulty', async () => {
  put();
  rmSync(path.join(folder, 'k.pem'));
  expect(await codes()).toEqual([]);
});
