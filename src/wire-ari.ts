import { lookup } from 'node:dns/promises';
import os from 'node:os';
import process from 'node:process';
import { customAlphabet, nanoid } from 'nanoid';
import { findConnectTrouble } from './asterisk/connect-probe.ts';
import { createPm2 } from './change/process-control.ts';
import {
  createAriAccess,
  createRotationStore,
  type AriAccessDeps,
} from './features/ari-access/index.ts';
import { createAriHttps } from './features/ari-https/index.ts';
import { createAriUsers } from './features/ari-users/index.ts';
import { lookAtFolder } from './files/look-at-folder.ts';
import { Secret } from './lib/secret.ts';
import { ariPasswordAlphabet, generatedAriPasswordLength } from './pbx/ari-password.ts';
import { cryptAlphabet, cryptSaltLength } from './pbx/sha512-crypt.ts';
import type { Shared } from './wire-deps.ts';

/** Who may speak ARI. `links`: all that signs in to it, told when the password changes. */
export function wireAri(shared: Shared, links: AriAccessDeps['links']) {
  const { config, core, shelf, people, vanishing, chat, wordsOf, openSecret, clock, log } = shared;
  const { database, change, cli, ariFolder, askPair } = core;
  const newAriPassword = customAlphabet(ariPasswordAlphabet, generatedAriPasswordLength);
  const makeAriPassword = () => new Secret(newAriPassword());
  const ariUsers = createAriUsers({
    change,
    shelf,
    folder: ariFolder,
    cli,
    sendVanishing: vanishing.sendVanishing,
    newPassword: makeAriPassword,
    newSalt: customAlphabet(cryptAlphabet, cryptSaltLength),
  });
  const ariHttps = createAriHttps({
    ...{ change, shelf, folder: ariFolder, clock, timeZone: config.timeZone },
    fixedByEnvironment: config.fixedByEnvironment,
    dependants: config.dependants.names,
    findAddresses: async (host) =>
      (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address),
    machine: () => ({ name: os.hostname(), addresses: addressesOf(os.networkInterfaces()) }),
    isPortFree: async (place) => (await findConnectTrouble(place)) === 'ECONNREFUSED',
  });
  const ariAccess = createAriAccess({
    change,
    shelf,
    folder: ariFolder,
    ask: askPair,
    cli,
    links,
    processes: createPm2(config.dependants.command),
    ownPid: process.pid,
    policy: {
      rotation: config.ariAccess.rotation,
      graceMs: config.ariAccess.graceMinutes * 60_000,
      dependants: config.dependants.names,
      stableMs: config.dependants.settleSeconds * 1000,
      fixedByEnvironment: config.fixedByEnvironment,
    },
    store: createRotationStore(database, clock),
    people,
    chat,
    wordsOf,
    timeZone: config.timeZone,
    clock,
    log,
    newPassword: makeAriPassword,
    newId: () => nanoid(),
    openSecret,
    lookAtFolder,
  });
  return { ariAccess, doors: [ariAccess.telegram, ariUsers.telegram, ariHttps.telegram] };
}

/** Those that mean this machine to other machines; a link-local one holds on its own cable only. */
function addressesOf(interfaces: ReturnType<typeof os.networkInterfaces>): readonly string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
}
