import type { PhoneKind } from '../../pbx/extension.ts';

export type CsvColumn = 'number' | 'name' | 'kind' | 'password' | 'operator' | 'state';

/** The order of the columns in a file without a header, and in our sample. */
export const plainColumns: readonly CsvColumn[] = ['number', 'name', 'kind', 'password'];

/** The order in which we write them. */
export const exportedColumns: readonly CsvColumn[] = [
  'number',
  'name',
  'kind',
  'operator',
  'state',
];

/** What people call the columns, folded. */
const columnNames: Readonly<Record<CsvColumn, string>> = {
  number:
    'raqam raqami ichkiraqam ichkiraqami номер внутреннийномер добавочный добавочныйномер ' +
    'number extension extensionnumber ext',
  name: 'ism ismi fio fish ismfamiliya имя фио name fullname displayname callerid calleridname',
  kind: 'telefonturi tur turi типтелефона тип видтелефона kind type phonekind phonetype kindofphone',
  password: 'parol paroli пароль password secret sippassword',
  operator: 'operator xodim оператор сотрудник agent employee',
  state: 'holat holati состояние статус state status',
};

/** What people call the kinds of phone, folded. */
const kindNames: Readonly<Record<PhoneKind, string>> = {
  softphone:
    'softphone dastur telefondagidastur ilova программа приложение программавтелефоне софтфон ' +
    'app anapponaphone',
  desk: 'desk stol stoltelefoni настольный настольныйтелефон desktop deskphone adeskphone',
  remote:
    'remote masofaviy boshqajoyda boshqajoydarouterortida uzoqda удалённый удаленный ' +
    'вдругомместезароутером elsewhere elsewherebehindarouter nat',
  tls: 'tls shifrlangan shifrlangantls зашифрованный шифрованный encrypted encryptedtls',
};

/** What people call an extension that is switched on or off, folded. */
const stateNames = {
  on: 'yoqilgan ishlaydi ishlayapti включён включен работает enabled active on',
  off: 'ochirilgan отключён отключен выключен disabled inactive off',
};

/** Which column a header means, in any of our languages, with any case, spaces and apostrophes. */
export function columnOf(header: string): CsvColumn | undefined {
  return keyOf(columnNames, header);
}

/** Which kind of phone a cell means. */
export function kindOfCell(cell: string): PhoneKind | undefined {
  return keyOf(kindNames, cell);
}

/** Whether a cell says that the extension is switched on or off. */
export function stateOfCell(cell: string): 'on' | 'off' | undefined {
  return keyOf(stateNames, cell);
}

function keyOf<Key extends string>(
  names: Readonly<Record<Key, string>>,
  cell: string,
): Key | undefined {
  const word = fold(cell);
  if (word === '') return undefined;
  for (const key in names) if (names[key].split(' ').includes(word)) return key;
  return undefined;
}

/** Letters and digits only, small. The Uzbek ʻ and ʼ count as letters to Unicode, but not to people. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]|\p{Lm}/gu, '');
}
