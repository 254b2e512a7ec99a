import { CsvError, parse } from 'csv-parse/sync';
import { numberOfCell, plainCell } from './csv-cell.ts';
import { columnOf, plainColumns, type CsvColumn } from './csv-column.ts';
import { maxRows, type CsvRow, type Table } from './csv-table.ts';

/** Longer than any row of ours; an open quotation mark would otherwise swallow the whole file. */
const maxRecordLength = 5000;

/** Empty rows count here too. */
const maxRecords = 20 * maxRows;

type Cells = readonly string[];
type Columns = readonly (CsvColumn | undefined)[];

/**
 * The rows of a CSV text, whatever Excel, Google or a person made of it: `,` `;` or tab, a byte order
 * mark, `sep=;`, any order of columns, no header at all, empty rows, delimiters at the end.
 */
export function readCsv(text: string): Table {
  const { content, delimiter } = splitHint(text.replace(/^\uFEFF/, ''));
  const records = parseRecords(content, delimiter ?? findDelimiter(content));
  if (records.type === 'unreadable') return records;
  const filled = records.rows
    .map((cells, at) => ({ row: at + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [first, ...rest] = filled;
  if (!first) return { type: 'unreadable', because: 'empty' };

  const header: Columns = first.cells.map(columnOf);
  // Somebody may be called “Operator”.
  const startsWithNumber = /^\d+$/.test(numberOfCell(first.cells[0] ?? '') ?? '');
  const hasHeader = !startsWithNumber && header.some((column) => column !== undefined);
  if (!hasHeader && !startsWithNumber) {
    return { type: 'unreadable', because: 'noHeader' };
  }
  const columns = hasHeader ? header : plainColumns;
  const because = faultOf(columns);
  if (because) return { type: 'unreadable', because };
  const rows = hasHeader ? rest : filled;
  if (rows.length === 0) return { type: 'unreadable', because: 'empty' };
  if (rows.length > maxRows) return { type: 'unreadable', because: 'tooManyRows' };
  return {
    type: 'table',
    rows: rows.map(({ row, cells }) => toRow(row, cells, columns)),
    unknownColumns: hasHeader
      ? first.cells.filter((cell, at) => cell !== '' && columns[at] === undefined).length
      : 0,
  };
}

/** Excel's own hint: a first line `sep=;`, which it does not count as a row. */
function splitHint(text: string) {
  const hint = /^sep=(.)\r?\n/i.exec(text);
  return hint
    ? { content: text.slice(hint[0].length), delimiter: hint[1] }
    : { content: text, delimiter: undefined };
}

/** The one that makes most columns we know of the first row; then most columns. */
function findDelimiter(text: string): string {
  const first = text.slice(0, maxRecordLength).replace(/^[ \r\n]+/, '');
  let best = { delimiter: ';', known: 0, count: 0 };
  for (const delimiter of [';', ',', '\t']) {
    const parsed = parseRecords(first, delimiter, 1);
    const cells = parsed.type === 'rows' ? (parsed.rows[0] ?? []) : [];
    const known = cells.filter((cell) => columnOf(cell) !== undefined).length;
    const isBetter = known > best.known || (known === best.known && cells.length > best.count);
    if (isBetter) best = { delimiter, known, count: cells.length };
  }
  return best.delimiter;
}

function parseRecords(
  text: string,
  delimiter: string,
  to = maxRecords,
):
  | { readonly type: 'rows'; readonly rows: readonly Cells[] }
  | Extract<Table, { type: 'unreadable' }> {
  try {
    const rows = parse(text, {
      delimiter,
      to,
      trim: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: maxRecordLength,
    });
    return { type: 'rows', rows: rows.map((cells) => cells.map(plainCell)) };
  } catch (error) {
    if (error instanceof CsvError) return { type: 'unreadable', because: 'quotes' };
    throw error;
  }
}

function faultOf(columns: Columns): 'noNumber' | 'noName' | 'columnTwice' | undefined {
  const known = columns.filter((column) => column !== undefined);
  if (new Set(known).size < known.length) return 'columnTwice';
  if (!known.includes('number')) return 'noNumber';
  return known.includes('name') ? undefined : 'noName';
}

function toRow(row: number, cells: Cells, columns: Columns): CsvRow {
  const cellOf = (column: CsvColumn) => cells[columns.indexOf(column)] ?? '';
  return {
    row,
    number: cellOf('number'),
    name: cellOf('name'),
    kind: cellOf('kind'),
    password: cellOf('password'),
    operator: cellOf('operator'),
    state: cellOf('state'),
    isTooLong: cells.slice(columns.length).some((cell) => cell !== ''),
  };
}
