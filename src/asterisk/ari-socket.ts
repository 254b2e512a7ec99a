import type { ClientRequestArgs } from 'node:http';
import WebSocket, { type ClientOptions, type RawData } from 'ws';
import { Refused, Unreachable } from '../lib/error.ts';
import type { AriSettings } from './ari-http.ts';

export type EventSettings = AriSettings & {
  /** Where events come from, with its `/ari/events`: `ws://127.0.0.1:8088/ari/events`. */
  readonly wsUrl: string;
};

/** Why an open socket ended. `silent`: nothing came back, not even an answer to a ping. */
export type SocketEnd = 'closed' | 'silent';

export type AriSocket = {
  readonly ended: Promise<SocketEnd>;
  readonly close: () => void;
};

export type SocketLimits = {
  readonly handshakeMs: number;
  readonly pingEveryMs: number;
  /** Nothing heard for so long: Asterisk is frozen or the line is cut. */
  readonly silenceMs: number;
};

/** Real events are under 2 kB; Asterisk sends none of many MB, and one that is must not fill our memory. */
const maxEventBytes = 8 * 1024 * 1024;

/**
 * A frozen Asterisk finds our pings when it goes on. When it cannot answer one, because we have hung
 * up, it keeps that session and its thread for ever, and takes nobody in after a hundred of them
 * (22.10.1: the reader goes on to wait for a file descriptor of -1). So a silent socket is left alone
 * until Asterisk has answered and closed it, or for so long.
 */
const wakeUpMs = 10 * 60_000;

/**
 * Opens one event socket of ARI; it hears nothing before its application is subscribed. Throws Refused
 * with the HTTP status of the handshake, or Unreachable (`reason`: `deadline` when it hangs, else the
 * system's code). `signal` ends it in whatever state it is.
 * The credentials go in a header: in the address they would stand in Asterisk's log.
 */
export function openAriSocket(
  { wsUrl, username, password, trust }: EventSettings,
  {
    app,
    limits,
    signal,
  }: { readonly app: string; readonly limits: SocketLimits; readonly signal: AbortSignal },
  onMessage: (data: Buffer) => void,
): Promise<AriSocket> {
  if (signal.aborted) {
    return Promise.reject(new Unreachable('The event socket is not wanted any more.'));
  }
  const opened = Promise.withResolvers<AriSocket>();
  const ended = Promise.withResolvers<SocketEnd>();
  // The types do not know `closeTimeout` yet.
  const options: ClientOptions & ClientRequestArgs & { readonly closeTimeout: number } = {
    auth: `${username}:${password.reveal()}`,
    handshakeTimeout: limits.handshakeMs,
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: maxEventBytes,
    closeTimeout: wakeUpMs,
    ...(trust && { ca: trust.pem }),
  };
  const socket = new WebSocket(`${wsUrl}?app=${encodeURIComponent(app)}`, options);
  let isSilent = false;
  const close = (): void => {
    socket.close(1000);
    // A frozen Asterisk does not close its side.
    setTimeout(() => {
      socket.terminate();
    }, 1_000).unref();
  };
  const end = (): void => {
    if (isSilent || socket.readyState === WebSocket.CONNECTING) socket.terminate();
    else close();
  };
  signal.addEventListener('abort', end);
  let heartbeat: Heartbeat | undefined;

  socket.on('unexpected-response', (request, { statusCode }) => {
    request.destroy();
    const message = `Asterisk refused the event socket with ${statusCode ?? 'no status'}.`;
    opened.reject(new Refused(message, { ...(statusCode && { status: statusCode }) }));
  });
  // After the opening, 'close' follows and says it.
  socket.on('error', (error) => {
    opened.reject(
      new Unreachable("Asterisk's event socket cannot be reached.", {
        cause: error,
        details: { reason: reasonOf(error) },
      }),
    );
  });
  socket.once('open', () => {
    heartbeat = keepAlive(socket, limits, () => {
      isSilent = true;
      heartbeat?.stop();
      socket.close(1000);
      ended.resolve('silent');
    });
    opened.resolve({ ended: ended.promise, close });
  });
  // One listener: of two, each event would cost an array.
  socket.on('message', (data: RawData) => {
    heartbeat?.hear();
    if (!isSilent) onMessage(data as Buffer);
  });
  socket.once('close', () => {
    heartbeat?.stop();
    signal.removeEventListener('abort', end);
    ended.resolve('closed');
  });
  return opened.promise;
}

/** Source: ws 8, lib/websocket.js, for the words of its deadline. */
function reasonOf(error: Error): string {
  if (error.message.includes('handshake has timed out')) return 'deadline';
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

type Heartbeat = { readonly hear: () => void; readonly stop: () => void };

/** TCP never notices a frozen Asterisk; an answer to a ping does. */
function keepAlive(
  socket: WebSocket,
  { pingEveryMs, silenceMs }: SocketLimits,
  onSilence: () => void,
): Heartbeat {
  let heardAt = performance.now();
  let checkedAt = heardAt;
  const hear = (): void => {
    heardAt = performance.now();
  };
  socket.on('pong', hear);
  const timer = setInterval(() => {
    const now = performance.now();
    const wasAsleep = now - checkedAt > 2 * pingEveryMs;
    checkedAt = now;
    // When this very process slept, what arrived meanwhile has not been read yet.
    if (!wasAsleep && now - heardAt > silenceMs) onSilence();
    else socket.ping();
  }, pingEveryMs);
  return {
    hear,
    stop: () => {
      clearInterval(timer);
    },
  };
}
