import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Secret } from '../lib/secret.ts';

/**
 * For `onRequest` of a route: lets in who sends `Authorization: Bearer <token>`. Without a configured
 * token nobody comes in, and the answer says what to set.
 */
export function requireBearer(token: Secret | undefined) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!token) {
      await reply.code(403).send({ error: 'Denied', message: 'API_TOKEN is not set in .env.' });
      return;
    }
    const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (given !== undefined && isSame(given, token.reveal())) return;
    await reply
      .code(401)
      .header('www-authenticate', 'Bearer')
      .send({ error: 'Denied', message: 'Wrong or missing bearer token.' });
  };
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
