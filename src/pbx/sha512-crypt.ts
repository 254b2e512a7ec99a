import { createHash } from 'node:crypto';

/** What a salt is made of, and how long it may be. */
export const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const cryptSaltLength = 16;

/** Of the scheme when it is not told otherwise. */
const rounds = 5000;

/**
 * `$6$salt$hash`: what Asterisk compares with `password_format = crypt`. Written out because Node has
 * none, and `ari mkpasswd` would be told the password where every user of the machine can read it.
 * Takes about ten milliseconds. Source: Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512", 0.6.
 */
export function sha512Crypt(password: string, salt: string): string {
  const [key, salted] = [Buffer.from(password), Buffer.from(salt)];
  const pattern = repeat(hash(...Array<Buffer>(key.length).fill(key)), key.length);
  const first = firstDigest(key, salted);
  const saltTimes = 16 + (first[0] ?? 0);
  const saltPattern = repeat(hash(...Array<Buffer>(saltTimes).fill(salted)), salted.length);
  let digest = first;
  for (let round = 0; round < rounds; round += 1) {
    const isOdd = round % 2 === 1;
    digest = hash(
      isOdd ? pattern : digest,
      ...(round % 3 === 0 ? [] : [saltPattern]),
      ...(round % 7 === 0 ? [] : [pattern]),
      isOdd ? digest : pattern,
    );
  }
  return `$6$${salt}$${encode(digest)}`;
}

function firstDigest(key: Buffer, salt: Buffer): Buffer {
  const other = hash(key, salt, key);
  const parts = [key, salt, repeat(other, key.length)];
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits % 2 === 1 ? other : key);
  return hash(...parts);
}

function hash(...parts: readonly Buffer[]): Buffer {
  const sum = createHash('sha512');
  for (const part of parts) sum.update(part);
  return sum.digest();
}

function repeat(block: Buffer, length: number): Buffer {
  return Buffer.alloc(length, block);
}

/** Three bytes of the digest, a third of it apart and turning, are four letters; the last byte is two. */
function encode(digest: Buffer): string {
  let text = '';
  for (let at = 0; at < 21; at += 1) {
    const places = [at, at + 21, at + 42];
    const turned = places.map((_, index) => places[(index + at) % 3] ?? 0);
    text += letters(
      turned.map((place) => digest[place] ?? 0),
      4,
    );
  }
  return text + letters([0, 0, digest[63] ?? 0], 2);
}

function letters([high = 0, middle = 0, low = 0]: readonly number[], count: number): string {
  const bits = (high << 16) | (middle << 8) | low;
  return Array.from({ length: count }, (_, index) =>
    cryptAlphabet.charAt((bits >> (6 * index)) & 63),
  ).join('');
}
