import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';

/**
 * Why a certificate and its key will not do for Asterisk. `keyLocked`: it has a pass phrase, which
 * Asterisk cannot be told. `unknownIssuer`: nobody known signed it; the certificate of its authority
 * is needed.
 */
export type CertificateFault =
  | { readonly type: 'noCertificate' | 'noKey' | 'keyLocked' | 'otherKey' }
  | { readonly type: 'expired' | 'notYet'; readonly at: number }
  | { readonly type: 'unknownIssuer'; readonly issuer: string };

/** A certificate that Asterisk can use with its key. */
export type SoundCertificate = {
  /** Host names and IP addresses it is for. */
  readonly names: readonly string[];
  readonly until: number;
  /** Whose certificates must be believed for it: those of its own file, of its authority's, or the public ones. */
  readonly believed: 'itself' | 'authority' | 'public';
  readonly isFor: (host: string) => boolean;
};

/** Judges PEM texts as Asterisk would be given them: the certificate first, then those that lead to its authority. */
export function judgeCertificate(
  {
    certificate,
    key,
    authority,
  }: {
    readonly certificate: string;
    readonly key: string;
    /** PEM of an authority that is not a public one. */
    readonly authority?: string | undefined;
  },
  now: number,
): SoundCertificate | CertificateFault {
  const [leaf, ...others] = certificatesIn(certificate);
  if (!leaf) return { type: 'noCertificate' };
  const privateKey = keyIn(key);
  if (typeof privateKey === 'string') return { type: privateKey };
  if (!leaf.checkPrivateKey(privateKey)) return { type: 'otherKey' };
  const [from, until] = [leaf.validFromDate.getTime(), leaf.validToDate.getTime()];
  if (now < from) return { type: 'notYet', at: from };
  if (now >= until) return { type: 'expired', at: until };
  const believed = whoVouches(leaf, others, authority);
  if (believed === undefined) return { type: 'unknownIssuer', issuer: nameOf(leaf.issuer) };
  const isFor = (host: string) => coversHost(leaf, host);
  return { names: namesOf(leaf), until, believed, isFor };
}

/** Whether a text holds a private key. */
export function holdsKey(pem: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem);
}

/** The certificates of a PEM text that can be read, in its order. */
function certificatesIn(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

function keyIn(pem: string): KeyObject | 'noKey' | 'keyLocked' {
  if (pem.includes('ENCRYPTED')) return 'keyLocked';
  try {
    return createPrivateKey(pem);
  } catch {
    return 'noKey';
  }
}

/** Follows the signatures as far as the certificates at hand lead; ten are more than any chain has. */
function whoVouches(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  authority: string | undefined,
): SoundCertificate['believed'] | undefined {
  let last = leaf;
  for (let step = 0; step < 10; step += 1) {
    if (isSignedBy(last, last)) return 'itself';
    const next = others.find((one) => isSignedBy(last, one));
    if (!next) break;
    last = next;
  }
  const signsLast = (root: X509Certificate) => isSignedBy(last, root);
  if (authority !== undefined && certificatesIn(authority).some(signsLast)) return 'authority';
  return certificatesIn(rootCertificates.join('\n')).some(signsLast) ? 'public' : undefined;
}

function isSignedBy(one: X509Certificate, other: X509Certificate): boolean {
  return one.checkIssued(other) && one.verify(other.publicKey);
}

/** As a program checks it: the names in the certificate, and its common name only where it has none. */
function coversHost(leaf: X509Certificate, host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '');
  return (isIP(plain) === 0 ? leaf.checkHost(plain) : leaf.checkIP(plain)) !== undefined;
}

function namesOf(leaf: X509Certificate): readonly string[] {
  const entries = leaf.subjectAltName?.split(', ') ?? [];
  return entries.flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? []);
}

/** `CN=…` of a name, or all of it. */
function nameOf(distinguished: string): string {
  return /^CN=(.+)$/m.exec(distinguished)?.[1] ?? distinguished.replaceAll('\n', ', ');
}
