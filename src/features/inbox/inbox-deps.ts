import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Secret } from '../../lib/secret.ts';
import type { InboxStore } from './store.ts';

/** What Meta and we know of each other. */
export type InboxAccess = {
  /** The word that Meta repeats when it looks whether the address is ours. */
  readonly verifyToken: Secret;
  /** Whether the bytes were signed with an app's secret. */
  readonly isSigned: (header: unknown, bytes: Uint8Array) => boolean;
};

export type InboxDeps = {
  readonly store: InboxStore;
  /** Undefined while Meta is not set up: then there is no door. Asked anew at each webhook. */
  readonly access: () => InboxAccess | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** New events wait in the store. */
  readonly onEvents: () => void;
  /** Whether webhooks could be written to the disk. */
  readonly onKept?: (isKept: boolean) => void;
  /** Whether the signature of what came was good. */
  readonly onSignature?: (isGood: boolean) => void;
  /** So long what was said is kept once it was shown; for ever unless told. */
  readonly keepMs?: number;
  /** What others keep of it; some hundred at once, false: there may be more. */
  readonly forgetElsewhere?: readonly ((at: number) => Promise<boolean>)[];
};
