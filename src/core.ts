import path from 'node:path';
import { createAriLinks, type AriLinks } from './asterisk/ari-links.ts';
import { probeAri } from './asterisk/ari-probe.ts';
import { connectAri, type AriRest } from './asterisk/ari-rest.ts';
import { trustOnly } from './asterisk/ari-trust.ts';
import { createAsteriskCli, type AsteriskCli } from './asterisk/cli.ts';
import { createReload, type Reload } from './asterisk/reload.ts';
import type { ChangeDeps } from './change/change-deps.ts';
import { createSnapshots } from './change/snapshots.ts';
import { createJournal } from './change/store.ts';
import { ariFileProof, httpFileProof } from './checks/proof-kind.ts';
import { proveAriFile } from './checks/prove-ari-file.ts';
import { proveHttpFile } from './checks/prove-http-file.ts';
import type { LiveConfig } from './config.ts';
import { createRenameOperator } from './features/extension-edit/index.ts';
import { createRotationEffect, rotationEffect } from './features/ari-access/index.ts';
import { createTieExtensions } from './features/extensions/index.ts';
import {
  createTokenEffect,
  proveToken,
  tokenEffect,
  tokenProof,
} from './features/inbox-token/index.ts';
import type { Clock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import { createMutex } from './lib/mutex.ts';
import { checkAriEdits } from './pbx/check-ari-edits.ts';
import { checkEdits } from './pbx/check-edits.ts';
import type { PbxFolder } from './pbx/pbx.ts';
import { ariAddressProof, proveAriAddress } from './pbx/prove-ari-address.ts';
import { proveAri, type AskPair } from './pbx/prove-ari.ts';
import { proveExtensions } from './pbx/prove-extensions.ts';
import type { AriFolder } from './pbx/read-ari.ts';
import { reloadWebServer } from './pbx/reload-web-server.ts';
import { renameEffect } from './pbx/rename.ts';
import { tieEffect } from './pbx/tie.ts';
import { openDatabase, type Storage } from './storage/database.ts';
import { lockFolder } from './storage/process-lock.ts';
import { graphOf } from './wire-meta.ts';

export type CoreConfig = Pick<
  LiveConfig,
  'ari' | 'asterisk' | 'envFile' | 'extensions' | 'meta' | 'varFolder'
>;

/** What works without Telegram: the database, Asterisk, and the engine between them. */
export type Core = {
  readonly database: Storage;
  readonly ari: AriRest;
  /** Where and as whom this process signs in to ARI, and all of it that does. */
  readonly ariLinks: AriLinks;
  readonly cli: AsteriskCli;
  readonly change: ChangeDeps;
  /** The one that the engine uses too: one at a time. */
  readonly reload: Reload;
  readonly folder: PbxFolder;
  readonly ariFolder: AriFolder;
  /** Asks Asterisk what it says to a user and password. */
  readonly askPair: AskPair;
  readonly close: () => Promise<void>;
};

/** Opens the var folder (for this process alone) and makes the engine ready. Throws Conflict when another process has the folder. */
export async function openCore(config: CoreConfig, clock: Clock, log: Log): Promise<Core> {
  const lock = lockFolder(config.varFolder);
  try {
    const database = await openDatabase(path.join(config.varFolder, 'navbatchi.sqlite'));
    const { ca, ...ariSettings } = config.ari;
    const ariLinks = createAriLinks({
      ...ariSettings,
      ...(ca !== undefined && { trust: trustOnly(ca) }),
    });
    const ari = await connectAri(ariLinks.inUse());
    ariLinks.join(ari);
    const cli = createAsteriskCli({ command: config.asterisk.command });
    const folder = {
      configFolder: config.asterisk.configFolder,
      managedFile: config.extensions.managedFile,
    };
    const { configFolder } = folder;
    const ariFolder = { configFolder, envFile: config.envFile };
    const askPair: AskPair = (pair) => probeAri({ ...ariLinks.inUse(), ...pair });
    const listRunning = async () => (await cli.showAriUsers()).map(({ name }) => name);
    const reload = createReload(config.asterisk.reload, {
      ari: {
        reloadModule: (module) => {
          const ask = () => ari.reloadModule(module);
          return module === 'http' ? reloadWebServer({ folder: ariFolder, ask }, module) : ask();
        },
      },
      cli,
    });
    const graph = graphOf(config.meta);
    const change: ChangeDeps = {
      journal: createJournal(database, {
        [tieEffect]: createTieExtensions(() => clock.now()),
        [rotationEffect]: createRotationEffect(() => clock.now()),
        [renameEffect]: createRenameOperator(),
        [tokenEffect]: createTokenEffect(),
      }),
      snapshots: createSnapshots(path.join(config.varFolder, 'snapshots')),
      reload,
      provers: {
        extensions: (numbers) => proveExtensions({ ari, folder }, numbers),
        ariAccess: (names) => proveAri({ folder: ariFolder, ask: askPair, listRunning }, names),
        [ariFileProof]: () => proveAriFile({ configFolder, ask: askPair }),
        [httpFileProof]: () =>
          proveHttpFile({ configFolder, url: ariLinks.inUse().url, ask: askPair }),
        [ariAddressProof]: () => proveAriAddress({ folder: ariFolder, links: ariLinks }),
        [tokenProof]: (prints) =>
          proveToken(
            {
              envFile: config.envFile,
              ask: (token) => graph.readAccount({ kind: 'instagramLogin', token }),
            },
            prints,
          ),
      },
      preflights: {
        extensions: (edits) => checkEdits(folder, edits),
        ariAccess: (edits) => checkAriEdits(ariFolder, edits),
        [ariFileProof]: (edits) => checkAriEdits(ariFolder, edits),
      },
      mutex: createMutex(),
      clock,
      log,
    };
    return {
      database,
      ari,
      ariLinks,
      cli,
      change,
      reload,
      folder,
      ariFolder,
      askPair,
      close: async () => {
        ari.close();
        await graph.close();
        await database.destroy();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
