/** How long and how much the room bears. Tests shorten some. */
export type BotLimits = {
  /** Chats handled at a time. */
  readonly slots: number;
  /** A handler slower than this no longer holds up other chats. */
  readonly slowMs: number;
  /** A handler slower than this is given up: its own chat goes on. */
  readonly hopelessMs: number;
  /** Crashes an update may be in hand at before it is set aside. */
  readonly attempts: number;
  /** Updates waiting in memory before polling pauses. */
  readonly backlog: number;
  /** Seconds Telegram holds a poll open. */
  readonly pollSeconds: number;
  /** A flow that is quiet for so long is ended. */
  readonly flowQuietMs: number;
  readonly sweepEveryMs: number;
  /** How long an answer is tried while Telegram cannot be reached. */
  readonly deliverMs: number;
  /** How long fetching a file that a person sent may take. */
  readonly downloadMs: number;
  /** How long `stop` waits for handlers in hand. */
  readonly stopMs: number;
  /** First and longest wait when another process polls with our token. */
  readonly otherPollerMs: readonly [first: number, longest: number];
  /** Wait when Telegram does not know the token. */
  readonly revokedMs: number;
};

export const botLimits: BotLimits = {
  slots: 16,
  slowMs: 60_000,
  hopelessMs: 5 * 60_000,
  attempts: 3,
  backlog: 1000,
  pollSeconds: 30,
  flowQuietMs: 10 * 60_000,
  sweepEveryMs: 30_000,
  deliverMs: 2 * 60_000,
  downloadMs: 60_000,
  stopMs: 10_000,
  otherPollerMs: [5000, 60_000],
  revokedMs: 60_000,
};
