/** What a stop is called. Each code has one HTTP status and one set of words (see `http/` and the Fluent files). */
export type StopCode =
  'InvalidInput' | 'NotFound' | 'Conflict' | 'Denied' | 'Unreachable' | 'Refused' | 'Misconfigured';

type StopOptions = {
  /** Facts for the log and the tests. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
};

/**
 * A trouble that ends the deed and that a person can do something about.
 * `message` is one sentence a person may read; `details` carry no secret.
 * Anything thrown that is not a Stop is a bug.
 */
export abstract class Stop extends Error {
  abstract readonly code: StopCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, options: StopOptions = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details ?? {};
  }
}

/** What came in cannot be used as it is. */
export class InvalidInput extends Stop {
  readonly code = 'InvalidInput';
}

/** What was asked for does not exist (any more). */
export class NotFound extends Stop {
  readonly code = 'NotFound';
}

/** It clashes with what is there: taken, changed meanwhile, already running. */
export class Conflict extends Stop {
  readonly code = 'Conflict';
}

/** This person may not do this. */
export class Denied extends Stop {
  readonly code = 'Denied';
}

/** No answer came: refused connection, reset, deadline. */
export class Unreachable extends Stop {
  readonly code = 'Unreachable';
}

/** An answer came and it was no. `status` is the other side's own code, where it has one. */
export class Refused extends Stop {
  readonly code = 'Refused';
  readonly status: number | undefined;

  constructor(message: string, options: StopOptions & { readonly status?: number } = {}) {
    super(message, options);
    this.status = options.status;
  }
}

/** Our own settings, files or rights are not as they must be. */
export class Misconfigured extends Stop {
  readonly code = 'Misconfigured';
}

/** True when `error` is a Node system error of the given code (`ENOENT`, `EACCES`, …). */
export function isSystemError(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    (codes.length === 0 || codes.includes(error.code))
  );
}

/** The sentence of any thrown thing, for logs and causes. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
