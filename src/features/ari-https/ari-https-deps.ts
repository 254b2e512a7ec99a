import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AriFolder } from '../../pbx/read-ari.ts';

/** From where programs shall sign in: this machine alone, or the network too. */
export type Reach = 'here' | 'network';

/** A certificate of the bot's own making, or files that are there. Absolute paths. */
export type CertificateChoice =
  | { readonly type: 'made' }
  | {
      readonly type: 'own';
      readonly certificateFile: string;
      readonly keyFile: string;
      /** Of an authority that is not a public one. */
      readonly authorityFile?: string;
    };

/** Everything this feature works with. */
export type AriHttpsDeps = ConfirmDeps & {
  readonly folder: AriFolder;
  /** Keys of `.env` that the environment gives this process instead: a new value would not be read. */
  readonly fixedByEnvironment: readonly string[];
  /** Programs under pm2 that sign in with the pair of our `.env`. */
  readonly dependants: readonly string[];
  /** Addresses of a host name as this machine finds them; none when it cannot. */
  readonly findAddresses: (host: string) => Promise<readonly string[]>;
  readonly machine: () => { readonly name: string; readonly addresses: readonly string[] };
  /** Whether nobody listens there. */
  readonly isPortFree: (place: {
    readonly host: string;
    readonly port: number;
  }) => Promise<boolean>;
  /** IANA name, for the dates people read. */
  readonly timeZone: string;
  readonly clock: Clock;
};
