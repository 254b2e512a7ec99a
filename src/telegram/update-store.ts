/** An update as it lies in the inbox. `body` is the update's JSON, secrets already taken out. */
export type StoredUpdate = {
  readonly updateId: number;
  /** Updates of one key are handled strictly in order of arrival. */
  readonly chatKey: string;
  readonly body: string;
  /** How often handling it was begun in an earlier life of the process; 0 for a new one. */
  readonly attempts: number;
};

/** The inbox: what Telegram handed over is here before Telegram is told so. */
export type UpdateStore = {
  /**
   * Stores, in one durable commit and in the given order, those whose id is not there yet (in
   * whatever state), and resolves to just those. An id is only ever compared for equality: after a
   * quiet week Telegram's ids begin anywhere.
   */
  readonly add: (
    updates: readonly Omit<StoredUpdate, 'attempts'>[],
    at: number,
  ) => Promise<readonly StoredUpdate[]>;
  /** All rows in state new, in order of arrival. */
  readonly listNew: () => Promise<readonly StoredUpdate[]>;
  /** Adds one to `attempts`. Called, before it is handled, for a row found new at start. */
  readonly begin: (updateId: number) => Promise<void>;
  /** Ends a row and empties its body (the id stays, against repeats). `error` only for failed. */
  readonly finish: (updateId: number, state: 'done' | 'failed', error?: string) => Promise<void>;
  /**
   * Deletes ended rows received before `at`. They must go within a week: ids that begin anew could
   * meet them. (Telegram itself repeats nothing after 24 hours.)
   */
  readonly prune: (at: number) => Promise<void>;
};
