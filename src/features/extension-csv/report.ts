import type { Words } from '../../telegram/door.ts';
import type { RowFault, RowVerdict } from './row-verdict.ts';

/** `raqamlar-2026-11-21.csv`: the day at the site. */
export function fileName(name: string, at: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
  return `${name}-${day}.csv`;
}

/** The rows that will not do, each with every reason: a table of plain text. Cells nobody understood are not repeated: one may be a password. */
export function faultRows(
  words: Words,
  verdicts: readonly RowVerdict[],
): readonly (readonly string[])[] {
  return [
    ['row', 'number', 'name', 'outcome'].map((column) => words(`csv-column-${column}`)),
    ...verdicts.flatMap((verdict) =>
      verdict.type === 'bad'
        ? [[String(verdict.row), verdict.number, verdict.name, reasonsOf(words, verdict.faults)]]
        : [],
    ),
  ];
}

/**
 * What became of every row, with the passwords that were set: a table of plain text. `passwords` by
 * number. One that Excel would take for a formula is not printed; the person typed it.
 */
export function resultRows(
  words: Words,
  verdicts: readonly RowVerdict[],
  passwords: ReadonlyMap<string, string>,
): readonly (readonly string[])[] {
  return [
    ['row', 'number', 'name', 'password', 'outcome'].map((column) => words(`csv-column-${column}`)),
    ...verdicts.map((verdict) => {
      const password = passwords.get(verdict.type === 'bad' ? '' : verdict.number) ?? '';
      return [
        String(verdict.row),
        verdict.number,
        verdict.name,
        password.startsWith('-') ? words('csv-password-typed') : password,
        verdict.type === 'bad'
          ? words('csv-outcome-bad', { reasons: { html: reasonsOf(words, verdict.faults) } })
          : words(`csv-outcome-${verdict.type}`),
      ];
    }),
  ];
}

function reasonsOf(words: Words, faults: readonly RowFault[]): string {
  return faults
    .map(({ code, where }) => {
      const text = words(`csv-fault-${code}`);
      return where === '' ? text : `${text} (${where})`;
    })
    .join('; ');
}
