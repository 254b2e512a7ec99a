/** A cell as it was meant: without the apostrophe that keeps Excel from reading it as a formula. */
export function plainCell(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '');
}

/**
 * The digits of a number that Excel may have dressed up: `1001`, `'1001`, `="1001"`, `1001.0`.
 * Undefined when digits are there but could be read in two ways: `1,001`, `1 001`, `1E+03`.
 * Anything else comes back as it is.
 */
export function numberOfCell(cell: string): string | undefined {
  const text = cell
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^['ʻʼ‘’`]/, '')
    .trim();
  const whole = /^(\d+)(?:[.,]0{1,2})?$/.exec(text)?.[1];
  if (whole !== undefined) return whole;
  return /^[\d.,'\s]+$/u.test(text) || /^\d+([.,]\d+)?e\+?\d+$/i.test(text) ? undefined : text;
}
