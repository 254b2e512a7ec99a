import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ariPairOf, withAriPair } from '../../src/pbx/ari-pair.ts';
import {
  ariPasswordAlphabet,
  generatedAriPasswordLength,
  judgeAriPassword,
} from '../../src/pbx/ari-password.ts';
import { isPlainUser, twinOf } from '../../src/pbx/ari-user.ts';
import { Secret } from '../../src/lib/secret.ts';

test.each([
  ['Long-Enough-2026x', undefined],
  ['CallCenter2025', 'tooShort'],
  ['secure_password', 'tooShort'],
  ['SIZNING_PAROLINGIZ', 'published'],
  ['onlysmalllettersx', 'classes'],
  ['With a space 2026', 'alphabet'],
  ['semi;colon-A12345', 'alphabet'],
  ['A1-'.repeat(22), 'tooLong'],
])('the typed password %s is judged %s', (password, fault) => {
  expect(judgeAriPassword(password)).toBe(fault);
});

test('whatever is generated can be written into .env and reads back', () => {
  const letters = fc.constantFrom(...Array.from(ariPasswordAlphabet));
  const passwords = fc.string({
    unit: letters,
    minLength: generatedAriPasswordLength,
    maxLength: generatedAriPasswordLength,
  });
  fc.assert(
    fc.property(passwords, (password) => {
      const text = withAriPair('# a\nASTERISK_ARI_USERNAME=backend\nOTHER="x"\n', {
        username: 'backend_b',
        password: new Secret(password),
      });
      const pair = ariPairOf(text);
      expect([pair?.username, pair?.password.reveal()]).toEqual(['backend_b', password]);
      expect(text).toContain('OTHER="x"\n');
    }),
  );
});

test('two users take turns', () => {
  expect(twinOf('backend')).toBe('backend_b');
  expect(twinOf('backend_b')).toBe('backend');
  expect(twinOf(twinOf('web'))).toBe('web');
});

test.each([
  ['[a]\ntype=user\npassword=x\n', true],
  ['[t](!)\npassword=x\n[a](t)\ntype=user\n', false],
  ['[a]\ntype=user\npassword=x\n[a](+)\nread_only=yes\n', false],
  ['[a]\ntype=user\npassword=x\npassword=y\n', false],
  ['[a]\npassword=x\n', false],
  ['[b]\ntype=user\npassword=x\n', false],
])('whether a user stands plainly in its file: %j is %s', (text, isPlain) => {
  expect(isPlainUser(text, 'a')).toBe(isPlain);
});
