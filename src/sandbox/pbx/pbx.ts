import { join } from 'node:path';
import { confTreeFromDisk, readConfTree } from '../../files/conf-tree.ts';
import { loadAri, noAriAccess, type AriAccess } from './load-ari.ts';
import { decodeConfText } from '../../files/conf-document.ts';
import { loadPjsip, noPjsipObjects, type PjsipObjects } from './load-pjsip.ts';
import type { LineParty } from './pbx-channel.ts';

/** Modules the emulation has; only the first two have files to read. */
const modules = ['res_pjsip.so', 'res_ari.so', 'pbx_config.so', 'http'];

export type ReloadOutcome = 'reloaded' | 'busy' | 'unknown';

/** An emulated PBX without its wires: what it has loaded, and who is signed in. */
export type Pbx = {
  readonly startedAt: Date;
  readonly lastReloadAt: () => Date;
  readonly access: () => AriAccess;
  readonly objects: () => PjsipObjects;
  /** Endpoints ever loaded: as in Asterisk, a removed one stays until the next start. */
  readonly endpoints: () => ReadonlySet<string>;
  readonly isOnline: (endpoint: string) => boolean;
  /** As its configuration says it; its name for an endpoint that says nothing. */
  readonly partyOf: (endpoint: string) => LineParty;
  /** What its phone is to sign in with; undefined when nothing fits. */
  readonly passwordOf: (endpoint: string) => string | undefined;
  readonly reload: (module: string) => Promise<ReloadOutcome>;
  readonly signIn: (username: string, password: string, device: string) => number;
  readonly signOut: (username: string, device: string) => void;
};

/** Reads the same files a real Asterisk would, from its etc folder. */
export async function createPbx(etcFolder: string): Promise<Pbx> {
  const startedAt = new Date();
  const endpoints = new Set<string>();
  const contacts = new Map<string, Set<string>>();
  let lastReloadAt = startedAt;
  let access = noAriAccess;
  let objects = noPjsipObjects;
  let isReloading = false;

  const read = (name: string) => readConfTree(confTreeFromDisk, join(etcFolder, name), etcFolder);
  const load = async (module: string) => {
    if (module === 'res_ari.so') access = loadAri(await read('ari.conf'), access);
    if (module === 'res_pjsip.so') {
      objects = loadPjsip(await read('pjsip.conf'), objects);
      for (const id of objects.endpoint.keys()) endpoints.add(id);
    }
  };
  const attributeOf = (type: keyof PjsipObjects, id: string, attribute: string) =>
    objects[type].get(id)?.find(([name]) => name === attribute)?.[1];
  const aorsOf = (endpoint: string) =>
    attributeOf('endpoint', endpoint, 'aors')?.split(/\s*,\s*/) ?? [];

  await load('res_ari.so');
  await load('res_pjsip.so');

  return {
    startedAt,
    lastReloadAt: () => lastReloadAt,
    access: () => access,
    objects: () => objects,
    endpoints: () => endpoints,
    isOnline: (endpoint) =>
      aorsOf(endpoint).some(
        (aor) => (contacts.get(aor)?.size ?? 0) > 0 || Boolean(attributeOf('aor', aor, 'contact')),
      ),
    partyOf: (endpoint) => {
      const shown = decodeConfText(attributeOf('endpoint', endpoint, 'callerid') ?? '');
      const [, name = '', number = endpoint] = /^"(.*)" <(.*)>$/.exec(shown) ?? [];
      return { name: name.replaceAll(/\\(.)/g, '$1'), number };
    },
    passwordOf: (endpoint) => {
      const auths = (attributeOf('endpoint', endpoint, 'auth') ?? '').split(',');
      const auth = auths.find((id) => attributeOf('auth', id, 'username') === endpoint);
      return auth === undefined ? undefined : attributeOf('auth', auth, 'password');
    },
    reload: async (module) => {
      if (!modules.includes(module)) return 'unknown';
      if (isReloading) return 'busy';
      isReloading = true;
      try {
        await load(module);
        lastReloadAt = new Date();
        return 'reloaded';
      } finally {
        isReloading = false;
      }
    },
    signIn: (username, password, device) => {
      // Strangers are challenged like everybody, so that nobody learns which numbers exist.
      if (!objects.endpoint.has(username)) return 401;
      const auths = (attributeOf('endpoint', username, 'auth') ?? '').split(',').filter(Boolean);
      const isKnown = auths.some(
        (auth) =>
          attributeOf('auth', auth, 'username') === username &&
          attributeOf('auth', auth, 'password') === password,
      );
      if (auths.length > 0 && !isKnown) return 401;
      if (!aorsOf(username).includes(username) || !objects.aor.has(username)) return 404;
      const places = Number(attributeOf('aor', username, 'max_contacts'));
      const here = contacts.get(username) ?? new Set<string>();
      const isNew = !here.has(device);
      const mayReplace = attributeOf('aor', username, 'remove_existing') === 'true';
      if (places === 0 || (isNew && here.size >= places && !mayReplace)) return 403;
      if (isNew && here.size >= places) here.clear();
      contacts.set(username, here.add(device));
      return 200;
    },
    signOut: (username, device) => {
      contacts.get(username)?.delete(device);
    },
  };
}
