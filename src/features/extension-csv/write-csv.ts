import { stringify } from 'csv-stringify/sync';

/**
 * A CSV file that Excel opens by a double click in Uzbek and Russian: semicolons, a byte order mark,
 * Windows line ends. A cell that Excel would take for a formula gets an apostrophe before it.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true },
  );
}
