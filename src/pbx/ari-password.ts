import { isPublishedPassword } from './password.ts';

/** Why a typed ARI password was not taken. */
export type AriPasswordFault = 'alphabet' | 'tooShort' | 'tooLong' | 'classes' | 'published';

/** No letter of it needs an escape in ari.conf, `.env`, an address or a shell. */
export const ariPasswordAlphabet =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** 32 of 64 letters are 192 bits. */
export const generatedAriPasswordLength = 32;

/**
 * Judges an ARI password that a person typed: 16–64 of `A-Z a-z 0-9 _ - . @ +`, at least three of the
 * four classes, not a sample from a guide.
 */
export function judgeAriPassword(password: string): AriPasswordFault | undefined {
  if (!/^[A-Za-z0-9_.@+-]+$/.test(password)) return 'alphabet';
  if (password.length < 16) return 'tooShort';
  if (password.length > 64) return 'tooLong';
  if (isPublishedPassword(password)) return 'published';
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[_.@+-]/].filter((shape) => shape.test(password));
  return classes.length < 3 ? 'classes' : undefined;
}
