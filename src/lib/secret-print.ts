import { createHash } from 'node:crypto';
import type { Secret } from './secret.ts';

/** Tells a secret from another without keeping it. The salt is one of its own, so that equal ones look unlike. SHA-256, hex. */
export function printOf(salt: string, secret: Secret): string {
  return createHash('sha256').update(`${salt}\n${secret.reveal()}`).digest('hex');
}
