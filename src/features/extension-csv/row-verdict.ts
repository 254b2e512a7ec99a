import type { PhoneKind } from '../../pbx/extension.ts';
import type { PasswordFault } from '../../pbx/password.ts';

/** Everything a row can have wrong; each has its words, `csv-fault-…`. */
export const rowFaultCodes = [
  'tooManyColumns',
  'numberMissing',
  'numberOdd',
  'numberNotANumber',
  'numberOutOfRange',
  'numberReserved',
  'numberTaken',
  'numberInDialplan',
  'numberTwice',
  'byHand',
  'nameMissing',
  'nameBad',
  'operatorBad',
  'operatorDiffers',
  'kindUnknown',
  'kindNoTls',
  'stateUnknown',
  'passwordAlphabet',
  'passwordTooShort',
  'passwordTooLong',
  'passwordClasses',
  'passwordPublished',
  'passwordGuessable',
] as const;

export type RowFaultCode = (typeof rowFaultCodes)[number];

/** `where`: the other row, or the file and line or the dialplan's rule that have the number; '' when there is nothing to name. */
export type RowFault = { readonly code: RowFaultCode; readonly where: string };

/** What becomes of one row. Holds the password that was typed: never stored, logged or shown. */
export type RowVerdict = {
  readonly row: number;
  /** '' when the row has none that could be one. */
  readonly number: string;
  readonly name: string;
} & (
  | {
      readonly type: 'create';
      readonly kind: PhoneKind;
      readonly operator: string;
      readonly isDisabled: boolean;
      /** Whether anybody can call it; `unknown` when the dialplan could not tell. */
      readonly route: 'phone' | 'nowhere' | 'unknown';
      /** '' has one generated. */
      readonly password: string;
    }
  /** One of ours, whose new values differ; undefined stays as it is. */
  | {
      readonly type: 'change';
      readonly newName: string | undefined;
      readonly newKind: PhoneKind | undefined;
      readonly newPassword: string | undefined;
      readonly newIsDisabled: boolean | undefined;
    }
  | { readonly type: 'same' }
  | { readonly type: 'bad'; readonly faults: readonly RowFault[] }
);

export function passwordFaultCode(fault: PasswordFault): RowFaultCode {
  switch (fault) {
    case 'alphabet':
      return 'passwordAlphabet';
    case 'tooShort':
      return 'passwordTooShort';
    case 'tooLong':
      return 'passwordTooLong';
    case 'classes':
      return 'passwordClasses';
    case 'published':
      return 'passwordPublished';
    case 'guessable':
      return 'passwordGuessable';
  }
}

export type Counts = Readonly<Record<RowVerdict['type'], number>>;

export function countVerdicts(verdicts: readonly RowVerdict[]): Counts {
  const counts = { create: 0, change: 0, same: 0, bad: 0 };
  for (const { type } of verdicts) counts[type] += 1;
  return counts;
}

/** The rows by what is wrong with them, most rows first. A row with two faults stands under both. */
export function rowsByFault(
  verdicts: readonly RowVerdict[],
): readonly (readonly [code: RowFaultCode, rows: readonly number[]])[] {
  const rows = new Map<RowFaultCode, number[]>();
  for (const verdict of verdicts) {
    if (verdict.type !== 'bad') continue;
    for (const { code } of verdict.faults) {
      const known = rows.get(code);
      if (known) known.push(verdict.row);
      else rows.set(code, [verdict.row]);
    }
  }
  return [...rows].toSorted(([, a], [, b]) => b.length - a.length);
}

/** `3, 7, 12–15`; at most `most` of these, then an ellipsis. */
export function printRows(rows: readonly number[], most: number): string {
  const ranges: { first: number; last: number }[] = [];
  for (const row of rows) {
    const open = ranges.at(-1);
    if (open?.last === row - 1) open.last = row;
    else ranges.push({ first: row, last: row });
  }
  const shown = ranges.slice(0, most).map(({ first, last }) => {
    if (first === last) return String(first);
    return last === first + 1 ? `${first}, ${last}` : `${first}–${last}`;
  });
  return [...shown, ...(ranges.length > most ? ['…'] : [])].join(', ');
}
