/** More is no list of one office's phones, and its verdict would not fit a chat. */
export const maxRows = 1000;

/** One row as it was written, cells trimmed; '' is an empty or missing cell. */
export type CsvRow = {
  /** Its number as Excel shows it: the first is 1, empty rows and the header count. */
  readonly row: number;
  readonly number: string;
  readonly name: string;
  readonly kind: string;
  readonly password: string;
  readonly operator: string;
  readonly state: string;
  /** Something stands behind the last column, as after a delimiter inside a name. */
  readonly isTooLong: boolean;
};

/** Why there is no table in a file; each has its words. */
export type Unreadable = {
  readonly type: 'unreadable';
  readonly because:
    | 'workbook'
    | 'notText'
    | 'empty'
    | 'quotes'
    | 'noHeader'
    | 'noNumber'
    | 'noName'
    | 'columnTwice'
    | 'tooManyRows';
};

export type Table =
  | {
      readonly type: 'table';
      readonly rows: readonly CsvRow[];
      /** Columns of the header that nobody here knows. */
      readonly unknownColumns: number;
    }
  | Unreadable;
