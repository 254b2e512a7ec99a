import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { connectAri, type AriRest, type AriSettings } from '../../src/asterisk/ari-rest.ts';
import { Secret } from '../../src/lib/secret.ts';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { startAsterisk } from '../support/asterisk.ts';
import { registerWithSipp } from '../support/phones.ts';

/** A PBX that the contract holds: the real Asterisk, or our emulation of it. */
export type PbxParty = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly etc: string;
  /** A desk phone signs in; the final SIP status. */
  readonly register: (username: string, password: string) => Promise<number>;
  /** Past ARI, which a broken file may have closed. */
  readonly reload: (module: 'res_pjsip.so' | 'res_ari.so') => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startRealAsterisk(): Promise<PbxParty> {
  const asterisk = await startAsterisk();
  const { ariUrl: url, username, password, etc, sipPort, stop, reload } = asterisk;
  return {
    ...{ url, username, password, etc, stop, reload },
    register: async (user, secret) => {
      const answer = await registerWithSipp({ sipPort, username: user, password: secret });
      return answer.status;
    },
  };
}

export async function startEmulatedPbx(): Promise<PbxParty> {
  const etc = await mkdtemp(join(tmpdir(), 'navbatchi-pbx-'));
  const password = 'sandbox-ari-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  return {
    ...{ url: pbx.url, username: 'backend', password, etc },
    register: async (user, secret) => {
      const { status } = await pbx.registerPhone({ username: user, password: secret });
      return status;
    },
    reload: async (module) => {
      expect(await pbx.reload(module)).toBe('reloaded');
    },
    stop: async () => {
      await pbx.stop();
      await rm(etc, { recursive: true });
    },
  };
}

export function settingsOf(party: PbxParty, username?: string, password?: string): AriSettings {
  return {
    url: party.url,
    username: username ?? party.username,
    password: new Secret(password ?? party.password),
  };
}

export async function ariOf(
  party: PbxParty,
  username?: string,
  password?: string,
): Promise<AriRest> {
  return await connectAri(settingsOf(party, username, password));
}

/** One raw request, as curl would: status, kind and text of the answer. */
export async function rawRequest(party: PbxParty, method: string, path: string, login?: string) {
  const credentials = login ?? `${party.username}:${party.password}`;
  const response = await fetch(new URL(path, party.url), {
    method,
    headers:
      credentials === ''
        ? {}
        : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    challenge: response.headers.get('www-authenticate'),
    text: await response.text(),
  };
}

/** A file of the PBX, changed and reloaded for one test, and put back whatever happens. */
export async function withFile(
  party: PbxParty,
  { name, change }: { readonly name: string; readonly change: (before: string) => string },
  work: () => Promise<void>,
): Promise<void> {
  const path = join(party.etc, name);
  const module = name === 'ari.conf' ? 'res_ari.so' : 'res_pjsip.so';
  const before = await readFile(path, 'utf8').catch(() => undefined);
  await writeFile(path, change(before ?? ''));
  try {
    await party.reload(module);
    await work();
  } finally {
    if (before === undefined) await rm(path);
    else await writeFile(path, before);
    await party.reload(module);
  }
}
