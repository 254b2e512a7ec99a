import type { Secret } from '../../lib/secret.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { fileName } from './report.ts';

/** How long the passwords stay in the chat. */
const shownMs = 60_000;

/**
 * Sends the file with every row's outcome and new password: once, gone after a minute. Not protected,
 * for a protected file cannot be opened in another app.
 */
export async function sendResult(
  deps: Pick<ExtensionCsvDeps, 'sendVanishing' | 'clock' | 'timeZone'>,
  words: Words,
  { chatId, result }: { readonly chatId: number; readonly result: Secret },
): Promise<void> {
  const document = {
    name: fileName(words('csv-file-result'), deps.clock.now(), deps.timeZone),
    bytes: Buffer.from(result.reveal()),
    caption: words('csv-result-caption'),
  };
  await deps.sendVanishing(chatId, { document }, shownMs);
}
