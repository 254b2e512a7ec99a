/** Why a name will not do for a new ARI user. */
export type UserNameFault = 'shape' | 'taken';

/**
 * Judges a name: a letter, then letters, digits, `_` and `-`, 2 to 32 in all. `general` is Asterisk's
 * own, and so is what any section of ari.conf is called, whatever its case.
 */
export function judgeUserName(name: string, taken: readonly string[]): UserNameFault | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_-]{1,31}$/.test(name)) return 'shape';
  const lower = name.toLowerCase();
  const isTaken = ['general', ...taken].some((one) => one.toLowerCase() === lower);
  return isTaken ? 'taken' : undefined;
}
