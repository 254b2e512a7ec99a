import { randomBytes } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';

/**
 * Files people sent, in memory only; what is stored or logged is the handle. After a restart every
 * handle opens to undefined: ask the person again.
 */
export type DocumentVault = {
  readonly keep: (bytes: Uint8Array) => string;
  /** Undefined half an hour after it was kept or last opened, or when newer ones took its place. */
  readonly open: (handle: string) => Uint8Array | undefined;
  readonly drop: (handle: string) => void;
};

/** Three times what a flow waits for an answer. */
const lifeMs = 30 * 60_000;

/** Bounds the memory a flood of files could take; those unused for longest go first. */
const mostBytes = 64 * 1024 * 1024;

export function createDocumentVault(clock: Clock): DocumentVault {
  /** Those unused for longest first. */
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly expiresAt: number }>();
  let size = 0;

  const drop = (handle: string): void => {
    size -= kept.get(handle)?.bytes.length ?? 0;
    kept.delete(handle);
  };
  const put = (handle: string, bytes: Uint8Array): void => {
    kept.set(handle, { bytes, expiresAt: clock.now() + lifeMs });
    size += bytes.length;
  };
  const dropStale = (): void => {
    for (const [handle, { expiresAt }] of kept) {
      if (expiresAt > clock.now() && size <= mostBytes) return;
      drop(handle);
    }
  };
  return {
    keep: (bytes) => {
      const handle = randomBytes(16).toString('base64url');
      put(handle, bytes);
      dropStale();
      return handle;
    },
    open: (handle) => {
      dropStale();
      const found = kept.get(handle);
      if (!found) return undefined;
      drop(handle);
      put(handle, found.bytes);
      return found.bytes;
    },
    drop,
  };
}
