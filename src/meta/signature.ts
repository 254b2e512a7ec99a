import { hash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../lib/secret.ts';

/** Whether a webhook's bytes were signed with the secret. */
export type SignatureCheck = (header: unknown, bytes: Uint8Array) => boolean;

const shape = /^sha256=[0-9a-f]{64}$/;

/** Whether it can be a signature at all; what cannot need not even be read. */
function isSignature(header: unknown): header is string {
  return typeof header === 'string' && shape.test(header);
}

/**
 * Checks `X-Hub-Signature-256`: HMAC-SHA256 of the app's secret over the bytes as they came. Meta
 * signs what it sends, with `\/` and `\u00e4` in it; printed anew the body has another signature.
 * The HMAC is made of two hashes in one call each, which costs a third of a `createHmac` stream.
 * Source: RFC 2104; Meta's page on webhooks.
 */
export function createSignatureCheck(secret: Secret): SignatureCheck {
  const { inner, outer } = padsOf(Buffer.from(secret.reveal()));
  return (header, bytes) => {
    if (!isSignature(header)) return false;
    const first = hash('sha256', Buffer.concat([inner, bytes]), 'buffer');
    const expected = hash('sha256', Buffer.concat([outer, first]), 'buffer');
    const given = Buffer.from(header.slice('sha256='.length), 'hex');
    // timingSafeEqual throws on unequal lengths; the shape above makes them equal.
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

const blockBytes = 64;

function padsOf(secret: Buffer) {
  const key = Buffer.alloc(blockBytes);
  (secret.length > blockBytes ? hash('sha256', secret, 'buffer') : secret).copy(key);
  return {
    inner: Buffer.from(key.map((byte) => byte ^ 0x36)),
    outer: Buffer.from(key.map((byte) => byte ^ 0x5c)),
  };
}
