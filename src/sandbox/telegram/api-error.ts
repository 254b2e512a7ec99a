import type { JsonObject } from './json.ts';

/** An answer with `ok: false`, worded as Telegram words it. */
export class ApiError extends Error {
  /** Also the HTTP status. */
  readonly code: number;
  readonly parameters: JsonObject | undefined;

  constructor(code: number, description: string, parameters?: JsonObject) {
    super(description);
    this.name = 'ApiError';
    this.code = code;
    this.parameters = parameters;
  }
}

export function badRequest(text: string, parameters?: JsonObject): ApiError {
  return new ApiError(400, `Bad Request: ${text}`, parameters);
}

export function forbidden(text: string): ApiError {
  return new ApiError(403, `Forbidden: ${text}`);
}

export function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}

/** Something Telegram allows and this emulator does not do. Never an answer of the real one. */
export class NotEmulated extends ApiError {
  constructor(what: string) {
    super(400, `Bad Request: emulator: ${what} is not emulated`);
    this.name = 'NotEmulated';
  }
}
