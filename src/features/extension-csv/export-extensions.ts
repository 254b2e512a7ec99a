import type { Extension } from '../../pbx/extension.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { Attachment, Words } from '../../telegram/door.ts';
import { exportedColumns, type CsvColumn } from './csv-column.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { fileName } from './report.ts';
import { writeCsv } from './write-csv.ts';

/** All extensions as a file, without their passwords; sent back unchanged it asks for nothing. */
export async function exportExtensions(
  deps: Pick<ExtensionCsvDeps, 'folder' | 'people' | 'clock' | 'timeZone'>,
  words: Words,
): Promise<Attachment> {
  const [{ extensions }, people] = await Promise.all([readPbx(deps.folder), deps.people.list()]);
  const operators = new Map(people.map(({ extension, name }) => [extension, name]));
  const cellOf = (extension: Extension, column: CsvColumn): string => {
    switch (column) {
      case 'number':
        return extension.number;
      case 'name':
        return extension.name;
      case 'kind':
        return words(`csv-kind-${extension.kind}`);
      case 'operator':
        return operators.get(extension.number) ?? '';
      case 'state':
        return words(extension.isDisabled ? 'csv-state-off' : 'csv-state-on');
      case 'password':
        return '';
    }
  };
  const csv = writeCsv([
    exportedColumns.map((column) => words(`csv-column-${column}`)),
    ...extensions.map((extension) => exportedColumns.map((column) => cellOf(extension, column))),
  ]);
  return {
    name: fileName(words('csv-file-extensions'), deps.clock.now(), deps.timeZone),
    bytes: Buffer.from(csv),
    caption: words('csv-export-caption', { count: extensions.length }),
  };
}
