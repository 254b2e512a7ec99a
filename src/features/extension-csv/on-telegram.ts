import type { TelegramDoor, Visit } from '../../telegram/door.ts';
import { exportExtensions } from './export-extensions.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { guideImport } from './on-telegram-import.ts';

/** Two buttons of the list of extensions: all of them as a file, and many from a file. */
export function extensionCsvOnTelegram(deps: ExtensionCsvDeps): TelegramDoor {
  return {
    buttons: {
      'csv.export': { minimumRole: 'admin', handle: (visit) => exportTo(deps, visit) },
      'csv.import': {
        minimumRole: 'admin',
        handle: (visit) => visit.startFlow('importExtensions', {}),
      },
    },
    flows: {
      importExtensions: {
        minimumRole: 'admin',
        run: (talk) => guideImport(deps, talk),
        wayOn: (words) => ({
          label: words('extensions-back-to-list'),
          action: 'extensions.list',
          args: { page: 0 },
        }),
      },
    },
  };
}

async function exportTo(deps: ExtensionCsvDeps, visit: Visit): Promise<void> {
  await visit.sendDocument(await exportExtensions(deps, visit.words));
}
