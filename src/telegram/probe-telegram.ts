import { request } from 'undici';
import { z } from 'zod';
import type { Secret } from '../lib/secret.ts';

export type TelegramSettings = {
  readonly token: Secret;
  /** `https://api.telegram.org`, without a slash at its end. */
  readonly apiRoot: string;
};

/** Where updates go, as Telegram has it. Source: Bot API, WebhookInfo. */
export type WebhookInfo = {
  /** '' when the bot asks for its updates itself. */
  readonly url: string;
  readonly pending: number;
  readonly lastErrorAt: number | undefined;
  readonly lastError: string | undefined;
};

export type TelegramVerdict =
  | {
      readonly type: 'known';
      readonly username: string;
      readonly webhook: WebhookInfo;
      /** Telegram's clock less ours, in milliseconds. */
      readonly clockAheadMs: number;
    }
  /** 401: it does not know the token; 404: it is no token, or no Bot API. */
  | { readonly type: 'refused'; readonly status: number }
  /** `deadline`: no answer in time; else the system's code, such as `ENOTFOUND`. */
  | { readonly type: 'unreachable'; readonly reason: string };

const answered = <Result extends z.ZodType>(result: Result) =>
  z.object({ ok: z.literal(true), result });

const me = answered(z.object({ username: z.string() }));

const webhookInfo = answered(
  z
    .object({
      url: z.string(),
      pending_update_count: z.number(),
      last_error_date: z.number().optional(),
      last_error_message: z.string().optional(),
    })
    .transform((info) => ({
      url: info.url,
      pending: info.pending_update_count,
      lastErrorAt: info.last_error_date === undefined ? undefined : info.last_error_date * 1000,
      lastError: info.last_error_message,
    })),
);

/** Asks Telegram who the bot is and where its updates go; nothing is changed. Never throws for an answer. */
export async function probeTelegram(
  settings: TelegramSettings,
  now: () => number,
  deadlineMs = 8_000,
): Promise<TelegramVerdict> {
  const signal = AbortSignal.timeout(deadlineMs);
  const ask = async (method: string) => {
    // The address holds the token: it must not get into any message.
    const url = `${settings.apiRoot}/bot${settings.token.reveal()}/${method}`;
    const { statusCode, headers, body } = await request(url, { signal });
    return { status: statusCode, date: headers['date'], json: await body.json() };
  };
  try {
    const [first, second] = [await ask('getMe'), await ask('getWebhookInfo')];
    const [who, info] = [me.safeParse(first.json), webhookInfo.safeParse(second.json)];
    if (!who.success || !info.success) return { type: 'refused', status: first.status };
    const date = typeof first.date === 'string' ? Date.parse(first.date) : Number.NaN;
    const clockAheadMs = Number.isNaN(date) ? 0 : date - now();
    return {
      ...{ type: 'known', username: who.data.result.username },
      ...{ webhook: info.data.result, clockAheadMs },
    };
  } catch (error) {
    return { type: 'unreachable', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'deadline';
  if (error instanceof SyntaxError) return 'no JSON';
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
