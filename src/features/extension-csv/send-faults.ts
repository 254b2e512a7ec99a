import type { Words } from '../../telegram/door.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { readUpload, type Upload } from './read-upload.ts';
import { faultRows, fileName } from './report.ts';
import { writeCsv } from './write-csv.ts';

/** Sends the rows that will not do as a file, each with every reason. Nothing when the upload is forgotten. */
export async function sendFaults(
  deps: ExtensionCsvDeps,
  words: Words,
  { chatId, upload }: { readonly chatId: number; readonly upload: Upload },
): Promise<void> {
  const read = await readUpload(deps, upload);
  if (read.type !== 'read') return;
  await deps.sendDocument(chatId, {
    name: fileName(words('csv-file-faults'), deps.clock.now(), deps.timeZone),
    bytes: Buffer.from(writeCsv(faultRows(words, read.verdicts))),
    caption: words('csv-faults-caption'),
  });
}
