import type { ServerResponse } from 'node:http';
import type { Signal } from '../telegram/signal.ts';

/** Streams a value: now, and after each change; changes of one moment go out once. */
export function sendEvents(
  response: ServerResponse,
  changed: Pick<Signal, 'subscribe'>,
  read: () => unknown,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'keep-alive' });
  let isPlanned = false;
  let last = '';
  const send = (): void => {
    isPlanned = false;
    const text = JSON.stringify(read());
    if (text === last || response.destroyed) return;
    last = text;
    response.write(`data: ${text}\n\n`);
  };
  const stop = changed.subscribe(() => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(send);
  });
  response.once('close', stop);
  send();
}
