import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile } from '../telegram/message.ts';
import type { ExtraRoute } from '../telegram/server.ts';
import type { Signal } from '../telegram/signal.ts';
import type { World } from '../telegram/world.ts';
import { act } from './act.ts';
import { findAsset } from './assets.ts';
import { isPicture, isSound, otherType, shownType } from './file-type.ts';
import type { PhonePageDeps } from './page-deps.ts';
import { readScreen } from './screen.ts';
import { sendEvents } from './send-events.ts';

/**
 * The sandbox's page, for `telegram.addRoute`: `/` is a phone with the chats of one of the
 * emulator's people, the telephones on the desks and the phones of customers.
 * `/events?person=1&chat=-100&thread=2` streams the screen (server-sent events), `POST /act` acts as
 * the person. Only for browsers on this machine.
 */
export function createPhonePage(deps: PhonePageDeps): ExtraRoute {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = routes[url.pathname];
    const asset = findAsset(url.pathname);
    const [, folder = '', id = ''] =
      /^\/page\/(file|customer-file)\/(.+)$/.exec(url.pathname) ?? [];
    const send = files[folder];
    if (route === undefined && asset === undefined && send === undefined) return false;
    if (!isFromThisMachine(request)) {
      response.writeHead(403).end('Forbidden');
      return true;
    }
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (route !== undefined) route(deps, { request, response, url });
    else if (asset !== undefined) {
      response.writeHead(200, { 'content-type': asset.contentType }).end(asset.read());
    } else send?.(deps, response, id);
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

type FileRoute = (deps: PhonePageDeps, response: ServerResponse, id: string) => void;

const files: Readonly<Record<string, FileRoute>> = {
  file: sendFile,
  'customer-file': sendCustomerFile,
};

/** Of the chats, of the phones, and of the customers. */
function changesOf({ telegram, phones, customers }: PhonePageDeps): Pick<Signal, 'subscribe'> {
  return {
    subscribe: (listener) => {
      const stops = [
        telegram.world.changed.subscribe(listener),
        ...(phones && 'show' in phones ? [phones.onChange(listener)] : []),
        ...(customers ? [customers.onChange(listener)] : []),
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
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
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
  const type = shownType(file.bytes);
  const isShownAsPicture = (file.kind === 'photo' || file.kind === 'sticker') && isPicture(type);
  const isPlayed = (file.kind === 'voice' || file.kind === 'audio') && isSound(type);
  sendBytes(response, {
    ...{ bytes: file.bytes, name: file.name },
    type: isShownAsPicture || isPlayed ? type : undefined,
  });
}

/** Of a conversation with a customer of Messenger or Instagram. */
function sendCustomerFile(
  { customers }: PhonePageDeps,
  response: ServerResponse,
  id: string,
): void {
  const file = customers?.findFile(id);
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  const type = shownType(file.bytes);
  const name = file.contentType === 'application/pdf' ? 'file.pdf' : 'file.bin';
  sendBytes(response, { bytes: file.bytes, name, type: type === otherType ? undefined : type });
}

function sendBytes(
  response: ServerResponse,
  {
    bytes,
    name,
    type,
  }: {
    readonly bytes: Buffer;
    readonly name: string;
    /** What is shown in the page; anything else is saved. */
    readonly type: string | undefined;
  },
): void {
  const saved = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  response
    .writeHead(200, {
      'content-type': type ?? otherType,
      'content-disposition': type === undefined ? saved : 'inline',
      'content-length': bytes.length,
    })
    .end(bytes);
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
