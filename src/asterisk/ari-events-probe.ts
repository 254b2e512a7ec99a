import { randomBytes } from 'node:crypto';
import { Refused, Unreachable } from '../lib/error.ts';
import { openAriSocket, type EventSettings } from './ari-socket.ts';

/** `hangs`: seen when a slow reader blocked ARI's event thread; only a restart of Asterisk helps. */
export type EventsVerdict =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly status: number }
  | { readonly type: 'hangs' }
  | { readonly type: 'unreachable'; readonly reason: string };

/**
 * Opens an event socket and closes it at once: REST may answer while events do not. The application
 * is one of its own, so that nobody's events are taken over.
 */
export async function probeAriEvents(
  settings: EventSettings,
  deadlineMs = 5_000,
): Promise<EventsVerdict> {
  const app = `navbatchi-doctor-${randomBytes(4).toString('hex')}`;
  const limits = { handshakeMs: deadlineMs, pingEveryMs: deadlineMs, silenceMs: deadlineMs };
  const signal = AbortSignal.timeout(2 * deadlineMs);
  try {
    const socket = await openAriSocket(settings, { app, limits, signal }, () => undefined);
    socket.close();
    await socket.ended;
    return { type: 'opened' };
  } catch (error) {
    if (error instanceof Refused) return { type: 'refused', status: error.status ?? 0 };
    if (!(error instanceof Unreachable)) throw error;
    const { reason } = error.details;
    return reason === 'deadline'
      ? { type: 'hangs' }
      : { type: 'unreachable', reason: String(reason) };
  }
}
