import type { ChangeDeps } from '../../change/change-deps.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Secret } from '../../lib/secret.ts';
import type { Graph } from '../../meta/graph.ts';
import type { TokenStore } from './store.ts';

export type TokenDeps = {
  readonly change: ChangeDeps;
  readonly envFile: string;
  /** The environment of the process gives it: no file of ours changes it. */
  readonly isFixed: boolean;
  readonly graph: Pick<Graph, 'refreshToken' | 'readAccount'>;
  /** With which we speak now. */
  readonly inUse: () => Secret;
  /** Everything that speaks for the account does it with this one from now on. */
  readonly useInstead: (token: Secret) => void;
  readonly hideInLog: (token: Secret) => void;
  /** Meta takes it no more: only a person can bring another. */
  readonly onDead: () => void;
  readonly store: TokenStore;
  readonly newSalt: () => string;
  readonly clock: Clock;
  readonly log: Log;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly pace?: Partial<TokenPace>;
};

/** Milliseconds. */
export type TokenPace = {
  /** Between two looks whether something is due, */
  readonly renewLookMs: number;
  /** and from the first sight of a token, whose age nobody knows, to the first renewal. */
  readonly firstRenewMs: number;
};

export const usualTokenPace: TokenPace = { renewLookMs: 60_000, firstRenewMs: 60_000 };
