import { sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

export type SelfSigned = {
  /** Of an elliptic curve; the certificate is for it and signed with it. */
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly commonName: string;
  /** 16 random bytes. */
  readonly serial: Buffer;
  /** Host names and IP addresses. */
  readonly names: readonly string[];
  readonly from: Date;
  readonly until: Date;
};

/**
 * A certificate that vouches for itself, as PEM: for a server, not allowed to sign others, so whoever
 * takes the key cannot make certificates that are believed for other names. Written out here because
 * Node reads certificates but makes none, and a server may have no openssl. Source: RFC 5280.
 */
export function makeSelfSigned(wanted: SelfSigned): string {
  const body = bodyOf(wanted);
  const signature = sign('sha256', body, wanted.privateKey);
  const der = sequence(body, ecdsaWithSha256, bitString(signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function bodyOf({ publicKey, commonName, serial, names, from, until }: SelfSigned): Buffer {
  const name = sequence(set(sequence(oid.commonName, item(0x0c, Buffer.from(commonName)))));
  // Positive, in its shortest form: RFC 5280, 4.1.2.2.
  const positive = Buffer.concat([Buffer.from([0x40]), serial]);
  const version3 = item(0xa0, item(0x02, Buffer.from([2])));
  return sequence(
    version3,
    item(0x02, positive),
    ecdsaWithSha256,
    name,
    sequence(time(from), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    item(
      0xa3,
      sequence(
        extension(oid.basicConstraints, sequence(), true),
        extension(oid.extendedKeyUsage, sequence(oid.serverAuth)),
        extension(oid.subjectAltName, sequence(...names.map(altName))),
      ),
    ),
  );
}

function altName(name: string): Buffer {
  const family = isIP(name);
  if (family === 0) return item(0x82, Buffer.from(name, 'ascii'));
  return item(0x87, family === 4 ? Buffer.from(name.split('.').map(Number)) : bytesOfIPv6(name));
}

/** `URL` writes an address in its shortest form; `::` stands for as many zeros as are missing. */
function bytesOfIPv6(address: string): Buffer {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part = '') => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function extension(id: Buffer, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [item(0x01, Buffer.from([0xff]))] : [];
  return sequence(id, ...critical, item(0x04, value));
}

/** Two digits of the year until 2049: RFC 5280, 4.1.2.5. */
function time(date: Date): Buffer {
  const text = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return date.getUTCFullYear() < 2050
    ? item(0x17, Buffer.from(text.slice(2)))
    : item(0x18, Buffer.from(text));
}

/** Tag, length, content: X.690, 8.1. */
function item(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return item(0x30, Buffer.concat(parts));
}

function set(...parts: readonly Buffer[]): Buffer {
  return item(0x31, Buffer.concat(parts));
}

function bitString(bits: Buffer): Buffer {
  return item(0x03, Buffer.concat([Buffer.from([0]), bits]));
}

const identifier = (hex: string): Buffer => item(0x06, Buffer.from(hex, 'hex'));

const oid = {
  commonName: identifier('550403'),
  basicConstraints: identifier('551d13'),
  subjectAltName: identifier('551d11'),
  extendedKeyUsage: identifier('551d25'),
  serverAuth: identifier('2b06010505070301'),
};

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));
