import type { TelegramDoor } from '../../telegram/door.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { extensionCsvOnTelegram } from './on-telegram.ts';

export type ExtensionCsv = { readonly telegram: TelegramDoor };

/** Extensions out into a CSV file and in from one. */
export function createExtensionCsv(deps: ExtensionCsvDeps): ExtensionCsv {
  return { telegram: extensionCsvOnTelegram(deps) };
}
