import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile } from '../telegram/message.ts';
import type { ExtraRoute } from '../telegram/server.ts';
import type { Signal } from '../telegram/signal.ts';
import type { World } from '../telegram/world.ts';
import { act } from './act.ts';
import { findAsset } from './assets.ts';
import type { PhonePageDeps } from './page-deps.ts';
import { readScreen } from './screen.ts';
import { sendEvents } from './send-events.ts';

/**
 * The sandbox's page, for `telegram.addRoute`: `/` is a phone with the chats of one of the
 * emulator's people, and the telephones on the desks. `/events?person=1&chat=-100&thread=2` streams the screen (server-sent events), `POST /act` acts
 * as the person. Only for browsers on this machine.
 */
export function createPhonePage(deps: PhonePageDeps): ExtraRoute {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = routes[url.pathname];
    const asset = findAsset(url.pathname);
    const file = url.pathname.startsWith('/page/file/');
    if (route === undefined && asset === undefined && !file) return false;
    if (!isFromThisMachine(request)) {
      response.writeHead(403).end('Forbidden');
      return true;
    }
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (route !== undefined) route(deps, { request, response, url });
    else if (asset !== undefined) {
      response.writeHead(200, { 'content-type': asset.contentType }).end(asset.read());
    } else sendFile(deps, response, url.pathname.slice('/page/file/'.length));
    return true;
  };
}

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
};

const routes: Readonly<Record<string, (deps: PhonePageDeps, exchange: Exchange) => void>> = {
  '/events': (deps, { response, url }) => {
    const [personId = 0, chatId = 0, thread = 0] = ['person', 'chat', 'thread'].map((name) =>
      Number(url.searchParams.get(name)),
    );
    const threadId = thread === 0 ? undefined : thread;
    sendEvents(response, changesOf(deps), () => readScreen(deps, { personId, chatId, threadId }));
  },
  '/act': (deps, { request, response }) => {
    void act(deps, request, response);
  },
};

/** Of the chats, and of the phones. */
function changesOf({ telegram, phones }: PhonePageDeps): Pick<Signal, 'subscribe'> {
  return {
    subscribe: (listener) => {
      const stops = [
        telegram.world.changed.subscribe(listener),
        ...(phones && 'show' in phones ? [phones.onChange(listener)] : []),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Nothing but our own files may run or be shown; texts of the chat are never markup. */
const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * Any page open in the browser can reach a port of this machine. A foreign name in `Host` is DNS
 * rebinding; a foreign `Origin` is another page.
 */
function isFromThisMachine(request: IncomingMessage): boolean {
  const { host = '', origin } = request.headers;
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

function sendFile({ telegram }: PhonePageDeps, response: ServerResponse, id: string): void {
  const file = telegram.world.files.get(id);
  if (file === undefined || !isShown(telegram.world, file)) {
    response.writeHead(404).end();
    return;
  }
  const isPicture = file.kind === 'photo' || file.kind === 'sticker';
  const name = encodeURIComponent(file.name);
  response
    .writeHead(200, {
      'content-type': isPicture ? pictureType(file.bytes) : 'application/octet-stream',
      'content-disposition': isPicture ? 'inline' : `attachment; filename*=UTF-8''${name}`,
    })
    .end(file.bytes);
}

/** What stood in a deleted message is gone with it. */
function isShown({ chats }: World, file: StoredFile): boolean {
  return [...chats.values()].some(({ messages }) =>
    messages.some(
      ({ deletedAt, content }) =>
        deletedAt === undefined && content.type === 'media' && content.file === file,
    ),
  );
}

/** By the first bytes: a file's own claim is not to be trusted. */
function pictureType(bytes: Buffer): string {
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  if (bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  return 'application/octet-stream';
}
