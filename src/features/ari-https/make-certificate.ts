import { generateKeyPairSync, randomBytes } from 'node:crypto';
import path from 'node:path';
import type { FileEdit } from '../../change/plan.ts';
import { readFileState } from '../../files/edit-files.ts';
import { makeSelfSigned } from '../../pbx/self-signed.ts';
import type { AriHttpsDeps } from './ari-https-deps.ts';

export type MadeCertificate = {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** What writes the two; nothing is written yet. */
  readonly edits: readonly FileEdit[];
};

/** Nobody renews it, and it is believed only by those who were given it: as long as a server lives. */
const livesYears = 10;

const yearMs = 365 * 24 * 3600 * 1000;

/** A clock that was a little ahead must not make the first hours a "not yet". */
const earlierMs = 24 * 3600 * 1000;

/**
 * A new key and a certificate of it that vouches for itself, for every name and address of this
 * machine, so that other machines can use it too.
 */
export async function makeCertificate(
  { folder, machine, clock }: Pick<AriHttpsDeps, 'folder' | 'machine' | 'clock'>,
  host: string,
): Promise<MadeCertificate> {
  const { name, addresses } = machine();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = makeSelfSigned({
    ...{ privateKey, publicKey, serial: randomBytes(16) },
    commonName: 'Asterisk ARI',
    names: [...new Set([host, 'localhost', '127.0.0.1', '::1', name, ...addresses])],
    from: new Date(clock.now() - earlierMs),
    until: new Date(clock.now() + livesYears * yearMs),
  });
  const keyFile = path.join(folder.configFolder, 'navbatchi-ari.key');
  const certificateFile = path.join(folder.configFolder, 'navbatchi-ari.crt');
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    certificateFile,
    keyFile,
    edits: [await editOf(keyFile, key), await editOf(certificateFile, certificate)],
  };
}

async function editOf(file: string, after: string): Promise<FileEdit> {
  return { path: file, before: (await readFileState(file))?.text, after };
}
