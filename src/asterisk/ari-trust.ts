import { Agent, type Dispatcher } from 'undici';

/** Whose certificates are believed, and the connections made on that belief. */
export type AriTrust = {
  /** PEM: certificates of authorities, or a self-signed one itself. */
  readonly pem: string;
  readonly dispatcher: Dispatcher;
};

/** Believes these certificates alone, and not the public authorities. */
export function trustOnly(pem: string): AriTrust {
  return { pem, dispatcher: new Agent({ connect: { ca: pem } }) };
}
