import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerAri, asteriskId, type AriQuestion } from './ari-answers.ts';
import type { PbxEvent } from './channels.ts';
import { serveEvents } from './event-sockets.ts';
import { createLines, type Lines } from './lines.ts';
import { ariTime } from './pbx-channel.ts';
import { createPbx, type Pbx, type ReloadOutcome } from './pbx.ts';
import { usualRingTimes, type RingTimes } from './ring-times.ts';

export type SandboxPbx = {
  /** `http://127.0.0.1:port/ari` */
  readonly url: string;
  /**
   * A desk phone signs in, as it would over SIP. The status is SIP's: 200, 401 for a wrong password
   * or an unknown number, 403 when there is no place for one more contact, 404 without an AOR.
   */
  readonly registerPhone: (phone: SandboxPhone) => Promise<{ readonly status: number }>;
  readonly unregisterPhone: (phone: Omit<SandboxPhone, 'password'>) => void;
  /** As its console would, past ARI. */
  readonly reload: (module: string) => Promise<ReloadOutcome>;
  /** What its configuration says of a phone. */
  readonly pbx: Pick<Pbx, 'objects' | 'isOnline' | 'passwordOf' | 'partyOf'>;
  /** What phones do to call each other. */
  readonly lines: Lines;
  /** After every event, and every reload. Returns the way to stop. */
  readonly onChange: (listener: () => void) => () => void;
  readonly stop: () => Promise<void>;
};

export type SandboxPhone = {
  readonly username: string;
  readonly password: string;
  /** Tells two phones of one number apart; one unless told. */
  readonly device?: string;
};

/**
 * An emulated Asterisk on a real loopback socket, for the sandbox and the tests: as much of ARI as
 * the product speaks, over the configuration files of `etcFolder`, under Asterisk's own load rules.
 */
export async function startPbx({
  etcFolder,
  port = 0,
  ringTimes = usualRingTimes,
}: {
  readonly etcFolder: string;
  readonly port?: number;
  readonly ringTimes?: RingTimes;
}): Promise<SandboxPbx> {
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const loaded = await createPbx(etcFolder);
  const pbx: Pbx = {
    ...loaded,
    reload: async (module) => {
      const outcome = await loaded.reload(module);
      changed();
      return outcome;
    },
  };
  const tell = ({ type, ...fields }: PbxEvent): void => {
    const timestamp = ariTime(new Date());
    events.emit({ type, timestamp, ...fields, asterisk_id: asteriskId });
    changed();
  };
  const lines = createLines({ pbx, tell, times: ringTimes });
  const server = createServer((request, response) => {
    const { pathname = '', searchParams } = URL.parse(request.url ?? '', 'http://pbx') ?? {};
    if (!pbx.access().isEnabled || !pathname.startsWith('/ari/')) {
      request.resume();
      respond(response, 404, 'text/html', notFoundPage);
      return;
    }
    const answer = async () => {
      const question: AriQuestion = {
        ...{ method: request.method ?? 'GET', path: pathname.slice('/ari'.length) },
        ...{ host: request.headers.host ?? '' },
        ...credentialsOf(request, searchParams?.get('api_key') ?? undefined),
        parameters: new Map([...(searchParams ?? []), ...(await readFields(request))]),
      };
      return await answerAri({ pbx, lines }, question, events.apps());
    };
    answer().then(
      ({ status, json }) => {
        const body = json === undefined ? undefined : JSON.stringify(json);
        respond(response, status, 'application/json', body);
      },
      (error: unknown) => {
        // A bug of ours must look like one to the product, not hang it.
        respond(response, 500, 'application/json', JSON.stringify({ message: String(error) }));
      },
    );
  });
  const events = serveEvents(server, (request) => {
    if (!pbx.access().isEnabled) return 404;
    const { searchParams } = URL.parse(request.url ?? '', 'http://pbx') ?? {};
    const pair = credentialsOf(request, searchParams?.get('api_key') ?? undefined);
    return pbx.access().users.get(pair.username)?.password === pair.password ? 'admitted' : 401;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}/ari`,
    registerPhone: ({ username, password, device = '' }) => {
      const status = pbx.signIn(username, password, device);
      if (status === 200) tell(contactEvent(username, device));
      return Promise.resolve({ status });
    },
    unregisterPhone: ({ username, device = '' }) => {
      pbx.signOut(username, device);
      changed();
    },
    ...{ reload: pbx.reload, pbx, lines },
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop: async () => {
      lines.stop();
      events.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As the real one says it: test/contract. */
function contactEvent(aor: string, device: string) {
  return {
    type: 'ContactStatusChange',
    endpoint: { technology: 'PJSIP', resource: aor, state: 'online', channel_ids: [] },
    contact_info: {
      uri: `sip:${aor}@127.0.0.1:5060${device === '' ? '' : `;line=${encodeURIComponent(device)}`}`,
      contact_status: 'NonQualified',
      aor,
      roundtrip_usec: '0',
    },
  };
}

/** The fields of a JSON body; ARI takes those as it takes parameters of the address. */
async function readFields(
  request: IncomingMessage,
): Promise<readonly (readonly [string, unknown])[]> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > maxBodyLength) throw new Error('too big');
  }
  if (text === '') return [];
  return Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
}

/** Characters: far more than the product ever sends. */
const maxBodyLength = 64 * 1024;

/** Basic, or `?api_key=user:password` as Asterisk still takes it. */
function credentialsOf(request: IncomingMessage, apiKey: string | undefined) {
  const basic = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const pair = basic === undefined ? (apiKey ?? '') : Buffer.from(basic, 'base64').toString();
  const colon = pair.indexOf(':');
  if (colon < 0) return { username: '', password: '' };
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

function respond(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | undefined,
): void {
  response.writeHead(status, {
    server: 'Asterisk/22.10.1+sandbox',
    'cache-control': 'no-cache, no-store',
    ...(status === 401 && { 'www-authenticate': 'Basic realm="Asterisk REST Interface"' }),
    ...(body !== undefined && { 'content-type': type }),
  });
  response.end(body);
}

const notFoundPage =
  '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\r\n<html><head>\r\n' +
  '<title>404 Not Found</title>\r\n</head><body>\r\n<h1>Not Found</h1>\r\n' +
  '<p>The requested URL was not found on this server.</p>\r\n</body></html>\r\n';
