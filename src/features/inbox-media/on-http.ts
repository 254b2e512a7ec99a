import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LinkStore } from './store.ts';

/** Nothing on the way may keep it, nobody may list it, and no other site may learn the address. */
const headers = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const gone =
  '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>404</title><p>🇺🇿 Bu fayl endi yoʻq: mijoz uni qaytarib olgan yoki muddati tugagan.</p><p>🇷🇺 Этого файла больше нет: клиент забрал его или срок истёк.</p><p>🇬🇧 This file is gone: the customer took it back, or its time is over.</p>';

/** `GET /m/<id>`: leads to what Meta keeps, as long as the customer leaves it there. */
export function mediaOnHttp(store: Pick<LinkStore, 'find'>) {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    void reply.headers(headers);
    const { id } = z.object({ id: z.string().max(40) }).parse(request.params);
    const url = await store.find(id);
    return url === undefined
      ? reply.code(404).type('text/html; charset=utf-8').send(gone)
      : reply.redirect(url, 302);
  };
  return (server: FastifyInstance): void => {
    server.get('/m/:id', answer);
  };
}
