import { isJsonObject, type JsonObject } from './json.ts';
import type { Update, Updates } from './updates.ts';

export type WebhookSettings = {
  readonly url: string;
  readonly secretToken: string | undefined;
  readonly maxConnections: number;
};

/** Delivery of updates by POST. */
export type Webhook = {
  readonly url: () => string;
  readonly set: (settings: WebhookSettings | undefined) => void;
  /** A `WebhookInfo`. */
  readonly info: () => JsonObject;
  /** Aborts requests under way and clears every timer. */
  readonly close: () => Promise<void>;
};

export type WebhookDeps = {
  readonly updates: Updates;
  readonly now: () => number;
  /** A method call the bot put into its answer. */
  readonly callMethod: (method: string, parameters: JsonObject) => Promise<void>;
  /** The first pause after a failure, doubled each time. Telegram begins with 1 s. */
  readonly firstRetryMs?: number;
};

const maxRetryMs = 60_000;
const deadlineMs = 60_000;

/**
 * One request at a time per chat, chats side by side up to `maxConnections`; a failed delivery is
 * repeated with growing pauses and holds back its own chat only.
 * Source: tdlib/telegram-bot-api, WebhookActor.cpp.
 */
export function createWebhook(deps: WebhookDeps): Webhook {
  let settings: WebhookSettings | undefined;
  let lastError: { readonly at: number; readonly message: string } | undefined;
  let isClosed = false;
  const busy = new Map<string, Promise<void>>();
  const pauses = new Map<string, NodeJS.Timeout>();
  const failuresOf = new Map<string, number>();
  const requests = new Set<AbortController>();

  const pump = (): void => {
    if (settings === undefined || isClosed) return;
    for (const update of deps.updates.pending()) {
      if (busy.size >= settings.maxConnections) return;
      const lane = laneOf(update);
      if (busy.has(lane) || pauses.has(lane)) continue;
      const target = settings;
      const work = deliver(target, update)
        .then((failure) => {
          finish(lane, update, failure);
        })
        .finally(() => {
          busy.delete(lane);
          pump();
        });
      busy.set(lane, work);
    }
  };

  const deliver = async (target: WebhookSettings, update: Update): Promise<string | undefined> => {
    const request = new AbortController();
    requests.add(request);
    const timer = setTimeout(() => {
      request.abort();
    }, deadlineMs);
    try {
      const response = await fetch(target.url, {
        method: 'POST',
        redirect: 'manual',
        signal: request.signal,
        headers: {
          'content-type': 'application/json',
          ...(target.secretToken !== undefined && {
            'x-telegram-bot-api-secret-token': target.secretToken,
          }),
        },
        body: JSON.stringify(update),
      });
      const body = await response.text();
      if (!response.ok) {
        return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
      }
      await callMethodIn(body);
      return undefined;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      const isRefused = cause instanceof Error && cause.message.includes('ECONNREFUSED');
      return isRefused ? 'Connection refused' : 'Webhook connection closed';
    } finally {
      clearTimeout(timer);
      requests.delete(request);
    }
  };

  const callMethodIn = async (body: string): Promise<void> => {
    if (!body.startsWith('{')) return;
    const { method, ...parameters } = parseObject(body);
    if (typeof method === 'string') await deps.callMethod(method, parameters);
  };

  const finish = (lane: string, update: Update, failure: string | undefined): void => {
    if (failure === undefined) {
      deps.updates.remove(update.update_id);
      failuresOf.delete(lane);
      return;
    }
    lastError = { at: deps.now(), message: failure };
    if (isClosed) return;
    const failures = (failuresOf.get(lane) ?? 0) + 1;
    failuresOf.set(lane, failures);
    const pause = Math.min((deps.firstRetryMs ?? 1000) * 2 ** (failures - 1), maxRetryMs);
    const timer = setTimeout(() => {
      pauses.delete(lane);
      pump();
    }, pause);
    pauses.set(lane, timer);
  };

  deps.updates.onPush(pump);
  return {
    url: () => settings?.url ?? '',
    set: (next) => {
      settings = next;
      lastError = undefined;
      clearPauses(pauses);
      failuresOf.clear();
      pump();
    },
    info: () => ({
      url: settings?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: deps.updates.pending().length,
      max_connections: settings?.maxConnections,
      ip_address: settings === undefined ? undefined : '127.0.0.1',
      last_error_date: lastError && Math.floor(lastError.at / 1000),
      last_error_message: lastError?.message,
      allowed_updates: deps.updates.allowed(),
    }),
    close: async () => {
      isClosed = true;
      settings = undefined;
      clearPauses(pauses);
      for (const request of requests) request.abort();
      await Promise.all(busy.values());
    },
  };
}

function clearPauses(pauses: Map<string, NodeJS.Timeout>): void {
  for (const timer of pauses.values()) clearTimeout(timer);
  pauses.clear();
}

function parseObject(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Updates of one chat stay in order; those without a chat share a lane. */
function laneOf(update: Update): string {
  for (const [key, payload] of Object.entries(update)) {
    if (key === 'update_id' || !isJsonObject(payload)) continue;
    const holder = isJsonObject(payload['chat']) ? payload : payload['message'];
    const chat = isJsonObject(holder) ? holder['chat'] : undefined;
    if (isJsonObject(chat) && typeof chat['id'] === 'number') return String(chat['id']);
  }
  return 'none';
}
