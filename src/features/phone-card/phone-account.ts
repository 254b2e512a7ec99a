import type { Secret } from '../../lib/secret.ts';
import type { SipProtocol } from './card-verdict.ts';

/** All that a softphone must be told. */
export type PhoneAccount = {
  readonly number: string;
  readonly name: string;
  readonly server: string;
  readonly domain: string;
  readonly port: number;
  readonly protocol: SipProtocol;
  readonly password: Secret;
};
