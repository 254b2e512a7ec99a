/**
 * Whether a rule of the dialplan takes a dialled number of digits, by Asterisk's pattern language: `_`
 * begins a pattern, `X` is 0–9, `Z` 1–9, `N` 2–9, `[13-5]` one of these, `.` one or more of anything,
 * `!` anything or nothing; `-` is only there for the eye.
 * Source: Asterisk 22, main/pbx.c, `_extension_match_core`; held to the real one by a test.
 */
export function matchesPattern(pattern: string, number: string): boolean {
  if (!pattern.startsWith('_')) return pattern.replaceAll('-', '') === number;
  let at = 1;
  let digit = 0;
  while (digit < number.length && at < pattern.length) {
    const sign = pattern.charAt(at).toUpperCase();
    if (sign === '.' || sign === '!') return true;
    if (sign === '-' || sign === ' ' || pattern.startsWith('[]', at)) {
      at += sign === '[' ? 2 : 1;
      continue;
    }
    const end = sign === '[' ? pattern.indexOf(']', at) : at;
    if (end === -1) return false;
    const taken =
      sign === '['
        ? isInSet(pattern.slice(at + 1, end), number.charAt(digit))
        : isTaken(sign, number.charAt(digit));
    if (!taken) return false;
    at = end + 1;
    digit += 1;
  }
  return digit === number.length && /^(-*|!.*)$/.test(pattern.slice(at));
}

function isTaken(sign: string, digit: string): boolean {
  switch (sign) {
    case 'X':
      return /[0-9]/.test(digit);
    case 'Z':
      return /[1-9]/.test(digit);
    case 'N':
      return /[2-9]/.test(digit);
    default:
      return sign === digit;
  }
}

function isInSet(set: string, digit: string): boolean {
  for (let at = 0; at < set.length; at += 1) {
    if (set.charAt(at + 1) === '-' && at + 2 < set.length) {
      if (digit >= set.charAt(at) && digit <= set.charAt(at + 2)) return true;
      at += 2;
    } else if (set.charAt(at) === digit) return true;
  }
  return false;
}
