import { readFileState } from '../files/edit-files.ts';
import type { Check, Finding } from '../lib/check.ts';
import type { Clock } from '../lib/clock.ts';
import { Misconfigured } from '../lib/error.ts';
import { judgeCertificate } from '../pbx/certificate.ts';
import { readWebServer } from '../pbx/read-ari-address.ts';
import { bad, warning } from './finding.ts';

export type HttpCertificateDeps = { readonly configFolder: string; readonly clock: Clock };

/** Time enough to renew by hand, and less than what is left when programs renew: Let's Encrypt's do it 30 days before. */
const soonMs = 14 * 24 * 3600 * 1000;

/** Whether the certificate that http.conf names still serves, and for how long. */
export function httpCertificateChecks(deps: HttpCertificateDeps): readonly Check[] {
  const run = () => judgeFiles(deps);
  return [{ id: 'http-certificate', group: 'ari', needs: ['http-file'], run }];
}

async function judgeFiles({
  configFolder,
  clock,
}: HttpCertificateDeps): Promise<readonly Finding[]> {
  const { server } = await readWebServer(configFolder);
  const { isOn, isTlsOn, certificateFile, keyFile = '' } = server;
  if (!isOn || !isTlsOn || certificateFile === undefined) return [];
  const [certificate, key] = [await readPem(certificateFile), await readPem(keyFile)];
  // Asterisk may read what the bot may not.
  if (certificate === undefined || key === undefined) return [];
  const judged = judgeCertificate({ certificate, key }, clock.now());
  const file = certificateFile;
  if (!('type' in judged)) {
    const days = Math.floor((judged.until - clock.now()) / (24 * 3600 * 1000));
    const isSoon = judged.until - clock.now() < soonMs;
    return isSoon ? [warning('check-http-certificate-soon', { file, days })] : [];
  }
  switch (judged.type) {
    case 'expired':
      return [bad('check-http-certificate-expired', { file })];
    case 'notYet':
    // Who is believed is said in `.env`, and seen by whether ARI answers.
    case 'unknownIssuer':
      return [];
    case 'noCertificate':
    case 'noKey':
    case 'keyLocked':
    case 'otherKey':
      return [bad('check-http-certificate-unfit', { file, key: keyFile })];
  }
}

async function readPem(file: string): Promise<string | undefined> {
  try {
    return (await readFileState(file))?.text;
  } catch (error) {
    if (error instanceof Misconfigured) return undefined;
    throw error;
  }
}
