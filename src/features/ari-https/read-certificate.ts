import { readFileState } from '../../files/edit-files.ts';
import { Misconfigured } from '../../lib/error.ts';
import { dayText } from '../../lib/moment-text.ts';
import { judgeCertificate, type SoundCertificate } from '../../pbx/certificate.ts';
import type { Talk, Words } from '../../telegram/door.ts';
import type { AriHttpsDeps, CertificateChoice } from './ari-https-deps.ts';

/** `faulty`: HTML that says what is wrong and what to do; `file` is the one to choose anew. */
export type ReadCertificate =
  | { readonly type: 'sound'; readonly certificate: SoundCertificate }
  | {
      readonly type: 'faulty';
      readonly file: 'certificate' | 'key' | 'authority';
      readonly text: string;
    };

/** Reads the files of a certificate and judges them as Asterisk would be given them. */
export async function readCertificate(
  { clock, timeZone }: Pick<AriHttpsDeps, 'clock' | 'timeZone'>,
  { words, member }: Pick<Talk, 'words' | 'member'>,
  { certificateFile, keyFile, authorityFile }: Extract<CertificateChoice, { type: 'own' }>,
): Promise<ReadCertificate> {
  const certificate = await readPem(certificateFile);
  if (!certificate) return unreadable(words, 'certificate', certificateFile);
  const key = await readPem(keyFile);
  if (!key) return unreadable(words, 'key', keyFile);
  const authority = authorityFile === undefined ? undefined : await readPem(authorityFile);
  if (authorityFile !== undefined && !authority) {
    return unreadable(words, 'authority', authorityFile);
  }
  const judged = judgeCertificate(
    { certificate: certificate.text, key: key.text, authority: authority?.text },
    clock.now(),
  );
  if (!('type' in judged)) return { type: 'sound', certificate: judged };
  const say = (args = {}) => words(`ari-https-fault-${judged.type}`, args);
  switch (judged.type) {
    case 'noCertificate':
      return { type: 'faulty', file: 'certificate', text: say({ file: certificateFile }) };
    case 'noKey':
    case 'keyLocked':
    case 'otherKey':
      return { type: 'faulty', file: 'key', text: say({ file: keyFile }) };
    case 'expired':
    case 'notYet': {
      const date = dayText(judged.at, { timeZone, locale: member.locale });
      return { type: 'faulty', file: 'certificate', text: say({ date }) };
    }
    case 'unknownIssuer':
      return { type: 'faulty', file: 'authority', text: say({ issuer: judged.issuer }) };
  }
}

/** Undefined: it is not there, is no plain file, or may not be read. */
async function readPem(path: string): Promise<{ readonly text: string } | undefined> {
  try {
    return await readFileState(path);
  } catch (error) {
    if (error instanceof Misconfigured) return undefined;
    throw error;
  }
}

function unreadable(
  words: Words,
  file: 'certificate' | 'key' | 'authority',
  path: string,
): ReadCertificate {
  return { type: 'faulty', file, text: words('ari-https-unreadable', { file: path }) };
}
