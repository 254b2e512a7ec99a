/** One line a figure: name, median, worst, how often. */
export function tableOf(
  rows: readonly (readonly [name: string, measured: readonly number[]])[],
): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, measured]) => {
    const worst = Math.max(...measured);
    const numbers = [medianOf(measured), worst].map((ms) => ms.toFixed(1).padStart(9));
    return `${name.padEnd(width)}${numbers.join('')}${String(measured.length).padStart(6)}`;
  });
  return [`${'milliseconds'.padEnd(width)}   median    worst  runs`, ...lines].join('\n');
}

export function medianOf(measured: readonly number[]): number {
  return measured.toSorted((a, b) => a - b)[Math.floor(measured.length / 2)] ?? Number.NaN;
}
