import { randomBytes } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Secret } from '../lib/secret.ts';

/**
 * Secrets people typed, in memory only and for ten minutes; what is stored or logged is the handle.
 * After a restart every handle opens to undefined: ask the person again.
 */
export type SecretVault = {
  readonly keep: (secret: Secret) => string;
  readonly open: (handle: string) => Secret | undefined;
  readonly drop: (handle: string) => void;
};

const lifeMs = 10 * 60_000;

/** Bounds the memory a flood of texts could take; the oldest go first. */
const mostKept = 1000;

export function createSecretVault(clock: Clock): SecretVault {
  const kept = new Map<string, { readonly secret: Secret; readonly expiresAt: number }>();
  const dropStale = (): void => {
    for (const [handle, { expiresAt }] of kept) {
      if (expiresAt > clock.now() && kept.size <= mostKept) return;
      kept.delete(handle);
    }
  };
  return {
    keep: (secret) => {
      const handle = randomBytes(16).toString('base64url');
      kept.set(handle, { secret, expiresAt: clock.now() + lifeMs });
      dropStale();
      return handle;
    },
    open: (handle) => {
      dropStale();
      return kept.get(handle)?.secret;
    },
    drop: (handle) => {
      kept.delete(handle);
    },
  };
}
