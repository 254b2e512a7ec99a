import { HttpError, InputFile, type Transformer } from 'grammy';
import type { createApiFetch } from './api-fetch.ts';

/**
 * Lets calls without a file go straight to the transport. grammY's client makes a timer, an abort
 * controller and a race for every call, which the transport has no need of: measured, half again the
 * CPU of the call itself.
 */
export function directCall(
  fetch: ReturnType<typeof createApiFetch>,
  addressOf: (method: string) => string,
): Transformer {
  return async (previous, method, payload, signal) => {
    if (holdsFile(payload) || ('media' in payload && holdsFile(payload.media))) {
      return previous(method, payload, signal);
    }
    try {
      const response = await fetch(addressOf(method), { body: JSON.stringify(payload) });
      // The transport answers with nothing but a Bot API answer, and grammY knows each method's.
      return (await response.json()) as Awaited<ReturnType<typeof previous<typeof method>>>;
    } catch (error) {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    }
  };
}

function holdsFile(payload: object): boolean {
  return Object.values(payload).some((value) => value instanceof InputFile);
}
