import {
  authIdOf,
  normalizeName,
  type Extension,
  type ExtensionPolicy,
  type PhoneKind,
} from '../../pbx/extension.ts';
import type { Dialplan } from '../../pbx/dialplan.ts';
import { judgeWithDialplan, type NumberJudgement } from '../../pbx/judge-number.ts';
import { judgePassword } from '../../pbx/password.ts';
import { settingsOf, type Pbx } from '../../pbx/pbx.ts';
import type { Person } from '../../storage/people.ts';
import { numberOfCell } from './csv-cell.ts';
import { fold, kindOfCell, stateOfCell } from './csv-column.ts';
import type { CsvRow } from './csv-table.ts';
import {
  passwordFaultCode,
  type RowFault,
  type RowFaultCode,
  type RowVerdict,
} from './row-verdict.ts';

/** What the rows are held against. */
export type CheckAgainst = {
  readonly policy: ExtensionPolicy;
  readonly pbx: Pick<Pbx, 'extensions' | 'takenIds' | 'tlsTransport'> & {
    readonly tree: Pick<Pbx['tree'], 'objects'>;
  };
  /** Undefined when it could not be read. */
  readonly dialplan: Dialplan | undefined;
  readonly people: readonly Pick<Person, 'extension' | 'name'>[];
};

/** Decides for each row: a new extension, a change of one of ours, nothing, or what is wrong with it. */
export function checkRows(rows: readonly CsvRow[], against: CheckAgainst): readonly RowVerdict[] {
  const known = knownOf(against);
  const rowsOf = Map.groupBy(rows, (row) => numberOfCell(row.number) ?? '');
  return rows.map((row) => {
    const number = numberOfCell(row.number) ?? '';
    const extension = known.extensions.get(number);
    const wish = extension ? checkKnown(row, extension, known) : checkNew(row, number, known);
    const twin = rowsOf.get(number)?.find((other) => number !== '' && other !== row);
    const faults = [
      ...(row.isTooLong ? [faultOf('tooManyColumns')] : []),
      ...(twin ? [faultOf('numberTwice', String(twin.row))] : []),
      ...wish.faults,
    ];
    const shown = {
      row: row.row,
      number: /^\d{1,6}$/.test(number) ? number : '',
      name: normalizeName(row.name) ?? extension?.name ?? '',
    };
    return faults.length > 0 ? { ...shown, type: 'bad', faults } : { ...shown, ...wish.outcome };
  });
}

type Known = {
  readonly policy: ExtensionPolicy;
  readonly takenIds: ReadonlySet<string>;
  readonly dialplan: Dialplan | undefined;
  readonly tlsTransport: string | undefined;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly operators: ReadonlyMap<string | undefined, string>;
  readonly passwords: ReadonlyMap<string, string | undefined>;
  /** Where each id is defined. */
  readonly places: ReadonlyMap<string, string>;
};

function knownOf({ policy, pbx, people, dialplan }: CheckAgainst): Known {
  const { objects } = pbx.tree;
  const auths = objects.filter(({ type }) => type === 'auth');
  return {
    policy,
    dialplan,
    takenIds: pbx.takenIds,
    tlsTransport: pbx.tlsTransport,
    extensions: new Map(pbx.extensions.map((extension) => [extension.number, extension])),
    operators: new Map(people.map(({ extension, name }) => [extension, name])),
    passwords: new Map(auths.map((auth) => [auth.id, settingsOf(auth).get('password')])),
    places: new Map(objects.map(({ id, file, line }) => [id, placeOf({ file, line })])),
  };
}

/** What the row asks for, were it not for its faults. */
type Wish = { readonly faults: readonly RowFault[]; readonly outcome: Outcome };

type Outcome = OutcomeOf<Exclude<RowVerdict, { type: 'bad' }>>;
type OutcomeOf<Verdict> = Verdict extends RowVerdict
  ? Omit<Verdict, 'row' | 'number' | 'name'>
  : never;

function checkNew(row: CsvRow, number: string, known: Known): Wish {
  const name = normalizeName(row.name);
  const operator = row.operator === '' ? name : normalizeName(row.operator);
  const kind = row.kind === '' ? 'softphone' : kindOfCell(row.kind);
  const { policy, dialplan, takenIds: taken } = known;
  const judgement = judgeWithDialplan(number, policy, { taken, dialplan });
  return {
    faults: [
      ...numberFaults(row.number, number, { judgement, places: known.places }),
      ...faultsOf([
        row.name === '' ? 'nameMissing' : name === undefined ? 'nameBad' : undefined,
        row.operator !== '' && operator === undefined ? 'operatorBad' : undefined,
        kindFault(kind, known),
        stateFault(row.state),
        passwordFault(row.password, { number, name: name ?? '' }),
      ]),
    ],
    outcome: {
      type: 'create',
      kind: kind ?? 'softphone',
      operator: operator ?? '',
      password: row.password,
      isDisabled: stateOfCell(row.state) === 'off',
      route: judgement.type === 'free' ? judgement.route : 'unknown',
    },
  };
}

function numberFaults(
  cell: string,
  number: string,
  { judgement, places }: Pick<Known, 'places'> & { readonly judgement: NumberJudgement },
): readonly RowFault[] {
  if (cell === '') return [faultOf('numberMissing')];
  if (numberOfCell(cell) === undefined) return [faultOf('numberOdd')];
  switch (judgement.type) {
    case 'free':
      return [];
    case 'notANumber':
      return [faultOf('numberNotANumber')];
    case 'outOfRange':
      return [faultOf('numberOutOfRange')];
    case 'reserved':
      return [faultOf('numberReserved')];
    case 'taken':
      return [faultOf('numberTaken', places.get(number) ?? places.get(authIdOf(number)))];
    case 'inDialplan':
      return [faultOf('numberInDialplan', `${judgement.context}: ${judgement.step.slice(0, 80)}`)];
  }
}

/** An empty cell leaves as it is what the number has already. */
function checkKnown(row: CsvRow, extension: Extension, known: Known): Wish {
  const { number } = extension;
  const newName = differing(row.name, extension.name);
  const name = newName === undefined ? extension.name : normalizeName(newName);
  const kind = row.kind === '' ? extension.kind : kindOfCell(row.kind);
  const state = stateOfCell(row.state);
  const newPassword = differing(row.password, known.passwords.get(authIdOf(number)) ?? '');
  const newKind = kind === extension.kind ? undefined : kind;
  const isDisabled = state === undefined ? extension.isDisabled : state === 'off';
  const newIsDisabled = isDisabled === extension.isDisabled ? undefined : isDisabled;
  const isSame = [newName, newPassword, newKind, newIsDisabled].every((one) => one === undefined);
  const isOperatorNew =
    row.operator !== '' && fold(row.operator) !== fold(known.operators.get(number) ?? '');
  return {
    faults: [
      ...(!isSame && !extension.isManaged ? [faultOf('byHand', placeOf(extension))] : []),
      ...faultsOf([
        name === undefined ? 'nameBad' : undefined,
        kind === extension.kind ? undefined : kindFault(kind, known),
        isOperatorNew ? 'operatorDiffers' : undefined,
        stateFault(row.state),
        passwordFault(newPassword ?? '', { number, name: name ?? '' }),
      ]),
    ],
    outcome: isSame
      ? { type: 'same' }
      : {
          type: 'change',
          newName: newName === undefined ? undefined : name,
          newKind,
          newPassword,
          newIsDisabled,
        },
  };
}

/** What a cell asks for that is not so yet; an empty one asks for nothing. */
function differing(cell: string, today: string): string | undefined {
  return cell === '' || cell === today ? undefined : cell;
}

function kindFault(kind: PhoneKind | undefined, { tlsTransport }: Known): RowFaultCode | undefined {
  if (kind === undefined) return 'kindUnknown';
  return kind === 'tls' && tlsTransport === undefined ? 'kindNoTls' : undefined;
}

function stateFault(cell: string): RowFaultCode | undefined {
  return cell === '' || stateOfCell(cell) ? undefined : 'stateUnknown';
}

function passwordFault(
  password: string,
  owner: { readonly number: string; readonly name: string },
): RowFaultCode | undefined {
  const fault = password === '' ? undefined : judgePassword(password, owner);
  return fault && passwordFaultCode(fault);
}

function faultsOf(codes: readonly (RowFaultCode | undefined)[]): readonly RowFault[] {
  return codes.flatMap((code) => (code ? [faultOf(code)] : []));
}

function faultOf(code: RowFaultCode, where = ''): RowFault {
  return { code, where };
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file.split('/').at(-1) ?? file}:${line}`;
}
