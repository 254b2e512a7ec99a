import path from 'node:path';
import { connectAri, type AriRest } from './asterisk/ari-rest.ts';
import { createAsteriskCli } from './asterisk/cli.ts';
import { createReload } from './asterisk/reload.ts';
import type { ChangeDeps } from './change/change-deps.ts';
import { createSnapshots } from './change/snapshots.ts';
import { createJournal } from './change/store.ts';
import type { LiveConfig } from './config.ts';
import { createRenameOperator } from './features/extension-edit/index.ts';
import { createTieExtensions } from './features/extensions/index.ts';
import type { Clock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import { createMutex } from './lib/mutex.ts';
import { checkEdits } from './pbx/check-edits.ts';
import type { PbxFolder } from './pbx/pbx.ts';
import { proveExtensions } from './pbx/prove-extensions.ts';
import { renameEffect } from './pbx/rename.ts';
import { tieEffect } from './pbx/tie.ts';
import { openDatabase, type Storage } from './storage/database.ts';
import { lockFolder } from './storage/process-lock.ts';

export type CoreConfig = Pick<LiveConfig, 'ari' | 'asterisk' | 'extensions' | 'varFolder'>;

/** What works without Telegram: the database, Asterisk, and the engine between them. */
export type Core = {
  readonly database: Storage;
  readonly ari: AriRest;
  readonly change: ChangeDeps;
  readonly folder: PbxFolder;
  readonly close: () => Promise<void>;
};

/** Opens the var folder (for this process alone) and makes the engine ready. Throws Conflict when another process has the folder. */
export async function openCore(config: CoreConfig, clock: Clock, log: Log): Promise<Core> {
  const lock = lockFolder(config.varFolder);
  try {
    const database = await openDatabase(path.join(config.varFolder, 'navbatchi.sqlite'));
    const ari = await connectAri(config.ari);
    const cli = createAsteriskCli({ command: config.asterisk.command });
    const folder = {
      configFolder: config.asterisk.configFolder,
      managedFile: config.extensions.managedFile,
    };
    const change: ChangeDeps = {
      journal: createJournal(database, {
        [tieEffect]: createTieExtensions(() => clock.now()),
        [renameEffect]: createRenameOperator(),
      }),
      snapshots: createSnapshots(path.join(config.varFolder, 'snapshots')),
      reload: createReload(config.asterisk.reload, { ari, cli }),
      provers: { extensions: (numbers) => proveExtensions({ ari, folder }, numbers) },
      preflights: { extensions: (edits) => checkEdits(folder, edits) },
      mutex: createMutex(),
      clock,
      log,
    };
    return {
      database,
      ari,
      change,
      folder,
      close: async () => {
        ari.close();
        await database.destroy();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
