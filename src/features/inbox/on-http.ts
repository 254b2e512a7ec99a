import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { InboxDeps } from './inbox-deps.ts';
import { createBodyReader } from './on-http-body.ts';

export type WebhookDoorDeps = Pick<InboxDeps, 'access' | 'log' | 'onSignature'> & {
  readonly keep: (body: Uint8Array) => Promise<void>;
};

const path = '/chats/webhook/facebook';

/** `sha256=` and 64 digits. */
const signatureLength = 71;

const Challenge = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string(),
  'hub.challenge': z.string().max(1000),
});

/** So many refusals in a minute are told in the log, once. */
const alarmAt = 5;

/**
 * `GET /chats/webhook/facebook`: Meta asks whether the address is ours. `POST`: what customers do. A
 * body without a good signature answers 401 and leaves nothing behind, not in the log either; a good
 * one is answered when it is on the disk.
 */
export function inboxOnHttp(deps: WebhookDoorDeps): (server: FastifyInstance) => void {
  const refusals = countRefusals(deps.log);
  const readBody = createBodyReader();
  /** What cannot be signed is not even read. */
  const admit = (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
    const signature = signatureOf(request);
    if (!deps.access()) {
      reply.callNotFound();
    } else if (typeof signature === 'string' && signature.length === signatureLength) {
      next();
    } else {
      refusals.count();
      refuse(reply, 401);
    }
  };
  const receive = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { body } = request;
    const isGood =
      Buffer.isBuffer(body) && deps.access()?.isSigned(signatureOf(request), body) === true;
    deps.onSignature?.(isGood);
    if (!isGood) {
      refusals.count();
      return refuse(reply, 401);
    }
    await deps.keep(body);
    return reply.send('EVENT_RECEIVED');
  };
  return (server) => {
    void server.register((door, _options, done) => {
      // The signature is of the bytes; nobody may read them before it is found good.
      door.removeAllContentTypeParsers();
      const readBytes = (_request: FastifyRequest, message: IncomingMessage) => readBody(message);
      // Named as Meta names it, which spares Fastify to take each header apart.
      door.addContentTypeParser('application/json', readBytes);
      door.addContentTypeParser('*', readBytes);
      door.get(path, (request, reply) => answerChallenge(deps, request, reply));
      door.post(path, { onRequest: admit }, receive);
      done();
    });
  };
}

function answerChallenge(
  { access }: WebhookDoorDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const expected = access()?.verifyToken;
  if (!expected) {
    reply.callNotFound();
    return reply;
  }
  const query = Challenge.safeParse(request.query);
  if (!query.success || !isEqual(query.data['hub.verify_token'], expected.reveal())) {
    return refuse(reply, 403);
  }
  return reply
    .headers({ 'x-content-type-options': 'nosniff' })
    .type('text/plain')
    .send(query.data['hub.challenge']);
}

function signatureOf({ headers }: FastifyRequest): unknown {
  return headers['x-hub-signature-256'];
}

function refuse(reply: FastifyReply, status: 401 | 403): FastifyReply {
  return reply.code(status).send({ error: 'Denied', message: 'Not from Meta.' });
}

/** In constant time; `timingSafeEqual` throws on unequal length, so that is looked at first. */
function isEqual(given: string, expected: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}

function countRefusals(log: InboxDeps['log']) {
  let count = 0;
  let since = 0;
  return {
    count: () => {
      const now = performance.now();
      if (now - since > 60_000) {
        since = now;
        count = 0;
      }
      count += 1;
      if (count === alarmAt) {
        log.warn({}, 'webhooks with a wrong signature: is FACEBOOK_APP_SECRET that of the app?');
      }
    },
  };
}
