import type { Pbx } from '../../pbx/pbx.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { Person } from '../../storage/people.ts';
import { checkRows } from './check-rows.ts';
import type { Unreadable } from './csv-table.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { textOfFile, type FileText } from './file-text.ts';
import { readCsv } from './read-csv.ts';
import type { RowVerdict } from './row-verdict.ts';

/** What the person sent: a file, or the rows as text. In memory behind the handle, for they may hold passwords. */
export type Upload = { readonly type: 'document' | 'secret'; readonly handle: string };

export type ReadUpload =
  | {
      readonly type: 'read';
      readonly verdicts: readonly RowVerdict[];
      readonly unknownColumns: number;
      readonly pbx: Pbx;
      readonly people: readonly Person[];
    }
  | Unreadable
  /** The bot was restarted, or it was too long ago. */
  | { readonly type: 'forgotten' };

/** Reads what was sent and holds each row against today's files. */
export async function readUpload(deps: ExtensionCsvDeps, upload: Upload): Promise<ReadUpload> {
  const file = textOf(deps, upload);
  if (!file) return { type: 'forgotten' };
  const table = file.type === 'text' ? readCsv(file.text) : file;
  if (table.type === 'unreadable') return table;
  const [pbx, people, dialplan] = await Promise.all([
    readPbx(deps.folder),
    deps.people.list(),
    deps.readDialplan(),
  ]);
  const { unknownColumns, rows } = table;
  const verdicts = checkRows(rows, { policy: deps.policy, pbx, people, dialplan });
  return { type: 'read', verdicts, unknownColumns, pbx, people };
}

function textOf(deps: ExtensionCsvDeps, { type, handle }: Upload): FileText | undefined {
  if (type === 'secret') {
    const typed = deps.openSecret(handle);
    return typed && { type: 'text', text: typed.reveal() };
  }
  const bytes = deps.openDocument(handle);
  return bytes && textOfFile(bytes);
}
