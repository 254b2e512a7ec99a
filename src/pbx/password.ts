/** Why a typed password was not taken. */
export type PasswordFault =
  'alphabet' | 'tooShort' | 'tooLong' | 'classes' | 'published' | 'guessable';

/** Letters and digits without those that are misread on a phone's small keys (0 O 1 l I). */
export const passwordAlphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 20 characters of 56 are 116 bits; old desk phones cut longer ones. */
export const generatedPasswordLength = 20;

/** Printed in guides, those of this repository among them: whoever scans for phones tries them first. */
const publishedPasswords: readonly string[] = [
  'secure_password',
  'readonly_password',
  'mysecurepass123',
  'callcenter2025',
  'sizning_yangi_parolingiz',
  'sizning_parolingiz',
  'your_password',
  'change_me',
  'put_a_long_random_one_here',
];

/** Whether a password is one of the samples printed in guides, whatever its case. */
export function isPublishedPassword(password: string): boolean {
  return publishedPasswords.includes(password.toLowerCase());
}

/**
 * Judges a SIP password that a person typed. Allowed: 12–64 of `A-Z a-z 0-9 - _ . ~`, at least three
 * of the four classes, not the number or the name, not one of the samples printed in guides.
 * The alphabet needs no escape in an Asterisk file: a `;` there would silently cut the password.
 */
export function judgePassword(
  password: string,
  owner: { readonly number: string; readonly name: string },
): PasswordFault | undefined {
  if (!/^[A-Za-z0-9._~-]+$/.test(password)) return 'alphabet';
  if (password.length < 12) return 'tooShort';
  if (password.length > 64) return 'tooLong';
  if (isPublishedPassword(password)) return 'published';
  if (isGuessable(password.toLowerCase(), owner)) return 'guessable';
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[._~-]/].filter((shape) => shape.test(password));
  return classes.length < 3 ? 'classes' : undefined;
}

function isGuessable(
  password: string,
  owner: { readonly number: string; readonly name: string },
): boolean {
  const words = owner.name.toLowerCase().split(/[^\p{L}]+/u);
  const core = [owner.number, ...words.filter((word) => word.length >= 4)].reduce(
    (rest, word) => rest.replaceAll(word, ''),
    password,
  );
  return core.length < 8 || new Set(core).size < 5;
}
