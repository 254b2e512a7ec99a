import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { randomBytes } from 'node:crypto';
import type { AriSettings } from './ari-http.ts';

/** `hangs`: seen when a slow reader blocked ARI's event thread; only a restart of Asterisk helps. */
export type EventsVerdict =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly status: number }
  | { readonly type: 'hangs' }
  | { readonly type: 'unreachable'; readonly reason: string };

/**
 * Opens an event socket and closes it at once: REST may answer while events do not. The application
 * is one of its own, so that nobody's events are taken over. Source: RFC 6455, section 4.
 */
export function probeAriEvents(
  settings: AriSettings & { readonly wsUrl: string },
  deadlineMs = 5_000,
): Promise<EventsVerdict> {
  const url = new URL(settings.wsUrl.replace(/^ws/, 'http'));
  url.searchParams.set('app', `navbatchi-doctor-${randomBytes(4).toString('hex')}`);
  const login = `${settings.username}:${settings.password.reveal()}`;
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      headers: {
        authorization: `Basic ${Buffer.from(login).toString('base64')}`,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
      signal: AbortSignal.timeout(deadlineMs),
    });
    const end = (verdict: EventsVerdict): void => {
      request.destroy();
      resolve(verdict);
    };
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      end({ type: 'opened' });
    });
    request.on('response', ({ statusCode }) => {
      end({ type: 'refused', status: statusCode ?? 0 });
    });
    request.on('error', (error) => {
      const isLate = error.name === 'TimeoutError' || error.name === 'AbortError';
      end(isLate ? { type: 'hangs' } : { type: 'unreachable', reason: codeOf(error) });
    });
    request.end();
  });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
