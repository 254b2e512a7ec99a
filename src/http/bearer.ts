import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../lib/log.ts';
import type { Secret } from '../lib/secret.ts';

/** Somebody who guesses must be seen, and must not fill the log. */
const toldEveryMs = 60_000;

/**
 * For `onRequest` of a route: lets in who sends `Authorization: Bearer <token>`. Without a configured
 * token nobody comes in, and the answer says what to set. Wrong ones are counted in the log, a line a
 * minute at most and never the token itself.
 */
export function requireBearer(
  token: Secret | undefined,
  log: Pick<Log, 'warn'>,
  monotonicMs: () => number = () => performance.now(),
) {
  let toldAt = -Infinity;
  let untold = 0;
  const note = ({ ip, routeOptions }: FastifyRequest): void => {
    untold += 1;
    const now = monotonicMs();
    if (now - toldAt < toldEveryMs) return;
    log.warn({ count: untold, from: ip, route: routeOptions.url }, 'wrong API tokens were refused');
    toldAt = now;
    untold = 0;
  };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!token) {
      await reply.code(403).send({ error: 'Denied', message: 'API_TOKEN is not set in .env.' });
      return;
    }
    const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (given !== undefined && isSame(given, token.reveal())) return;
    note(request);
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
