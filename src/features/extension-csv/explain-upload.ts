import type { Words } from '../../telegram/door.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { readUpload, type Upload } from './read-upload.ts';
import { countVerdicts, printRows, rowsByFault } from './row-verdict.ts';

/** HTML that fits a message. `good`: how many rows a plan would carry out; `bad`: how many it could not. */
export type UploadVerdict =
  | { readonly type: 'read'; readonly text: string; readonly good: number; readonly bad: number }
  | { readonly type: 'useless'; readonly text: string };

/** So many kinds of fault are named in the chat, each with so many rows; all of them stand in the file. */
const shownFaults = 8;
const shownRows = 12;

/** What the rows come to, in the person's words: counts, and what is wrong with which rows. */
export async function explainUpload(
  deps: ExtensionCsvDeps,
  words: Words,
  upload: Upload,
): Promise<UploadVerdict> {
  const read = await readUpload(deps, upload);
  if (read.type === 'forgotten') return { type: 'useless', text: words('csv-forgotten') };
  if (read.type === 'unreadable') {
    return { type: 'useless', text: words(`csv-unreadable-${read.because}`) };
  }
  const { verdicts, unknownColumns } = read;
  const counts = countVerdicts(verdicts);
  const faults = rowsByFault(verdicts);
  const count = (key: keyof typeof counts) =>
    counts[key] > 0 ? [words(`csv-verdict-${key}`, { count: counts[key] })] : [];
  const good = counts.create + counts.change;
  const hasPasswords = verdicts.some(
    (one) => one.type === 'create' || (one.type === 'change' && one.newPassword !== undefined),
  );
  const lines = [
    words('csv-verdict', { count: verdicts.length }),
    ...count('create'),
    ...count('change'),
    ...count('same'),
    ...count('bad'),
    ...faults.slice(0, shownFaults).map(([code, rows]) =>
      words('csv-verdict-fault', {
        fault: { html: words(`csv-fault-${code}`) },
        rows: printRows(rows, shownRows),
      }),
    ),
    ...(faults.length > shownFaults ? [words('csv-verdict-more-faults')] : []),
    ...(unknownColumns > 0 ? [words('csv-verdict-columns', { count: unknownColumns })] : []),
    '',
    words(counts.bad > 0 ? 'csv-next-bad' : good > 0 ? 'csv-next-good' : 'csv-nothing-to-do'),
    ...(hasPasswords ? [words('csv-next-passwords')] : []),
  ];
  return { type: 'read', text: lines.join('\n'), good, bad: counts.bad };
}
