import { numbersElsewhere } from '../../pbx/dialplan.ts';
import { freeNumbers } from '../../pbx/extension.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { Words } from '../../telegram/door.ts';
import { plainColumns } from './csv-column.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { writeCsv } from './write-csv.ts';

/** Sends a file to fill in: the header and two rows with numbers that are free now. */
export async function sendTemplate(
  deps: ExtensionCsvDeps,
  words: Words,
  chatId: number,
): Promise<void> {
  const [{ takenIds }, dialplan] = await Promise.all([readPbx(deps.folder), deps.readDialplan()]);
  const elsewhere = dialplan ? numbersElsewhere(dialplan) : [];
  const taken = new Set([...takenIds, ...elsewhere]);
  const [first = '', second = ''] = freeNumbers(deps.policy, taken, 2);
  const csv = writeCsv([
    plainColumns.map((column) => words(`csv-column-${column}`)),
    [first, words('csv-sample-name-1'), words('csv-kind-softphone'), ''],
    [second, words('csv-sample-name-2'), words('csv-kind-desk'), ''],
  ]);
  await deps.sendDocument(chatId, {
    name: `${words('csv-file-sample')}.csv`,
    bytes: Buffer.from(csv),
    caption: words('csv-sample-caption'),
  });
}
