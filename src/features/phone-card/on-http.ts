import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Links } from './open-links.ts';
import { softphoneConfig, softphones } from './softphone-config.ts';

const Query = z.object({ for: z.enum(softphones).optional() });

/** Programs that look at every link they meet. They ask for web pages, but not all of them say so. */
const previewers =
  /bot\b|facebookexternalhit|whatsapp|viber|slack|discord|skype|preview|crawler|spider/i;

/** Nothing on the way may keep it, nobody may list it, and no other site may learn the address. */
const headers = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
} as const;

/** `GET /p/<token>`: a softphone fetches its settings, `?for=` in another format than Linphone's. */
export function phoneCardOnHttp(links: Links): (server: FastifyInstance) => void {
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    void reply.headers(headers);
    const { '*': token } = z.object({ '*': z.string() }).parse(request.params);
    const query = Query.safeParse(request.query);
    const isAlive = links.isAlive(token) && query.success;
    if (!isAlive) return sendPage(reply, 404, deadPage);
    // A person's browser, a preview, and HEAD learn nothing and use nothing up.
    const isAsking = request.method === 'GET' && !isReader(request);
    const account = isAsking ? links.take(token) : undefined;
    if (!account) return sendPage(reply, 200, howToPage);
    return reply
      .type('application/xml; charset=utf-8')
      .send(softphoneConfig(query.data.for ?? 'linphone', account));
  };
  return (server) => {
    server.route({ method: ['GET', 'HEAD'], url: '/p/*', handler: answer });
  };
}

function isReader({ headers: { accept = '', 'user-agent': agent = '' } }: FastifyRequest): boolean {
  return accept.includes('text/html') || previewers.test(agent);
}

function sendPage(reply: FastifyReply, status: 200 | 404, text: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(text);
}

const page = (title: string, paragraphs: readonly string[]): string =>
  `<!doctype html><html lang="uz"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><body style="font:18px/1.5 system-ui;max-width:32em;margin:3em auto;padding:0 1em">${paragraphs.map((text) => `<p>${text}</p>`).join('')}</body></html>`;

/** The same for whatever is not there, so that it tells nothing. */
const deadPage = page('404', [
  '🇺🇿 Bu havola ishlamaydi: muddati tugagan yoki ishlatib boʻlingan. Administratordan yangisini soʻrang.',
  '🇷🇺 Ссылка не работает: её срок истёк или ею уже воспользовались. Попросите у администратора новую.',
  '🇬🇧 This link does not work: it has expired or was used. Ask your administrator for a new one.',
]);

const howToPage = page('Linphone', [
  '🇺🇿 Bu havola brauzer uchun emas. Linphone ilovasini oching va QR-kodni oʻsha yerda skanerlang.',
  '🇷🇺 Эта ссылка не для браузера. Откройте приложение Linphone и отсканируйте QR-код в нём.',
  '🇬🇧 This link is not for a browser. Open the Linphone app and scan the QR code there.',
]);
