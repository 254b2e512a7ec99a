import { expect, test } from 'vitest';
import { sha512Crypt } from '../../src/pbx/sha512-crypt.ts';

// The first is of the specification; the others were printed by `openssl passwd -6` (OpenSSL 3).
test.each([
  [
    'Hello world!',
    'saltstring',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  [
    'p',
    'a',
    '$6$a$2.GZ8yudlr5SHiCPkX5N4O16VrDiQ2OZrbwWIoAlxZVHQFGoqZP6JY4XB1c.jTYlVXS7wOdfIg7aItV3orkit0',
  ],
  [
    'kP7-uzbek-oʻ',
    'abcDEF./01234567',
    '$6$abcDEF./01234567$c6yrWBOU7ROGs/WN2hWIMS9JNVpdQ/c.z3NGJ11DAxme2JiixEfpOioc8.NIafwpavQAKWy/WWLiAwQNLdqvy.',
  ],
  [
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    '0123456789abcdef',
    '$6$0123456789abcdef$hmNE.PPROh2fRZoO4CdTMCwfayyElBe82a7IIN6INBHhK9cgTY7v75RHFxN7bRngOafwACIdMX/ZEBUOEQHVa1',
  ],
  [
    'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy',
    './',
    '$6$./$BGucR/nkLgERlzF2GphQX57bDY9oPNczr9GSaAVw70A87ZB5q1KjX0D/pWxCaOsT6.qJBZ/QSCu3zP.fR6YbP/',
  ],
])('%s with %s', (password, salt, expected) => {
  expect(sha512Crypt(password, salt)).toBe(expected);
});

test('one letter more or less is another hash, however long the password', () => {
  const lengths = [0, 1, 15, 16, 31, 32, 63, 64, 65, 127, 128, 129];
  const hashes = lengths.map((length) => sha512Crypt('a'.repeat(length), 'salt'));
  expect(new Set(hashes).size).toBe(lengths.length);
  for (const hash of hashes) expect(hash).toMatch(/^\$6\$salt\$[./0-9A-Za-z]{86}$/);
});
