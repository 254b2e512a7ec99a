/** Running guided flows, one a person and chat. `key` is `<chatId>:<telegramId>`, `value` JSON text. */
export type FlowStore = {
  readonly read: (key: string) => Promise<string | undefined>;
  /** Creates or replaces. `touchedAt`: milliseconds since 1970 of the newest answer. */
  readonly write: (key: string, value: string, touchedAt: number) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
  /** The flows last touched before `at`, oldest first. */
  readonly listQuietSince: (
    at: number,
  ) => Promise<readonly { readonly key: string; readonly value: string }[]>;
  /** Deletes the flows of this person in every chat. */
  readonly voidFor: (telegramId: number) => Promise<void>;
};
