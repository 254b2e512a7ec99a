/**
 * A number as people write it: `+998 90 942 92 71` for Uzbek ones (998 and nine digits, however they
 * came in), else the digits as they are. What is no number is cleaned and cut: it comes from outside.
 */
export function showNumber(number: string): string {
  const digits = number.replaceAll(/[\s()-]/g, '').replace(/^\+/, '');
  const [, code, first, second, third] =
    /^998(\d\d)(\d{3})(\d\d)(\d\d)$/.exec(digits) ??
    /^(\d\d)(\d{3})(\d\d)(\d\d)$/.exec(digits) ??
    [];
  if (code !== undefined) return `+998 ${code} ${first ?? ''} ${second ?? ''} ${third ?? ''}`;
  return showName(number);
}

/** The name a caller gave: printable, on one line, at most 40 characters. */
export function showName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '')
    .trim();
  const letters = [...clean];
  return letters.length > 40 ? `${letters.slice(0, 39).join('')}…` : clean;
}
