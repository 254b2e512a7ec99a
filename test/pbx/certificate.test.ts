import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsKey, judgeCertificate } from '../../src/pbx/certificate.ts';
import { makeSelfSigned } from '../../src/pbx/self-signed.ts';

const now = Date.parse('2026-11-21T10:00:00Z');
const dayMs = 24 * 3600 * 1000;

function make({
  names = ['127.0.0.1', 'pbx.example.uz'],
  from = now - dayMs,
  until = now + dayMs,
} = {}) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = makeSelfSigned({
    ...{ ...pair, names, commonName: 'ARI', serial: randomBytes(16) },
    ...{ from: new Date(from), until: new Date(until) },
  });
  return { certificate, key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

test('a certificate of our own making is sound, is for its names and vouches for itself', () => {
  const judged = judgeCertificate(make(), now);
  if ('type' in judged) throw new Error(judged.type);
  expect(judged.names).toEqual(['127.0.0.1', 'pbx.example.uz']);
  expect(judged.believed).toBe('itself');
  expect(judged.isFor('127.0.0.1') && judged.isFor('pbx.example.uz')).toBe(true);
  expect(judged.isFor('127.0.0.2') || judged.isFor('pbx.example.com')).toBe(false);
  expect(judged.until).toBe(now + dayMs);
});

test('it may not sign others, and is good past 2050', () => {
  const { certificate } = make({ until: Date.parse('2061-01-02T03:04:05Z') });
  const read = new X509Certificate(certificate);
  expect(read.ca).toBe(false);
  expect(read.validToDate.toISOString()).toBe('2061-01-02T03:04:05.000Z');
});

test('whatever the names and addresses, they are read back as they were given', () => {
  const name = fc.oneof(
    fc.ipV4(),
    fc.ipV6().filter((text) => !text.includes('.')),
    fc.domain(),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 12 }), (names) => {
      const read = new X509Certificate(make({ names }).certificate);
      for (const one of names) {
        const found = /^[\d.]+$|:/.test(one) ? read.checkIP(one) : read.checkHost(one);
        expect(found, one).toBeDefined();
      }
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['the key of another', { key: make().key }, 'otherKey'],
  ['no key', { key: 'nothing' }, 'noKey'],
  ['no certificate', { certificate: 'nothing' }, 'noCertificate'],
  ['an old one', make({ until: now }), 'expired'],
  ['one of tomorrow', make({ from: now + 1000 }), 'notYet'],
])('%s is told apart', (_name, over, type) => {
  expect(judgeCertificate({ ...make(), ...over }, now)).toMatchObject({ type });
});

test('a key with a pass phrase is told apart: Asterisk cannot be told it', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
  });
  expect(judgeCertificate({ ...make(), key: key.toString() }, now)).toEqual({ type: 'keyLocked' });
  expect(holdsKey(make().key)).toBe(true);
  expect(holdsKey(make().certificate)).toBe(false);
});

test('an authority’s own certificate is believed as a public one is, without its key nothing is', () => {
  const [root = ''] = rootCertificates;
  expect(judgeCertificate({ certificate: root, key: make().key }, now)).toEqual({
    type: 'otherKey',
  });
});
