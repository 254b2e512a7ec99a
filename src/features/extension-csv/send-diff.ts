import path from 'node:path';
import { maskedDiff, type Plan } from '../../change/plan.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';

/** Sends every changed line of a plan as a text file, secrets masked: more than a message holds. */
export async function sendDiff(
  deps: Pick<ExtensionCsvDeps, 'sendDocument'>,
  words: Words,
  { chatId, plan }: { readonly chatId: number; readonly plan: Plan },
): Promise<void> {
  const files = plan.edits.map((edit) => {
    const lines = maskedDiff(edit).map(({ sign, text }) => `${sign} ${text}`);
    return [path.basename(edit.path), ...lines].join('\r\n');
  });
  await deps.sendDocument(chatId, {
    name: `${words('csv-file-diff')}.txt`,
    bytes: Buffer.from(`\uFEFF${files.join('\r\n\r\n')}\r\n`),
    caption: words('csv-diff-caption'),
  });
}
