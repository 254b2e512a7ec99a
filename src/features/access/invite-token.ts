import { createHash } from 'node:crypto';

/** What the database keeps of an invite's token. SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
