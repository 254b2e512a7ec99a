/** One standing button. Times in milliseconds since 1970. */
export type ButtonRow = {
  /** 22 characters of A-Z a-z 0-9 _ -: the whole callback_data. */
  readonly nonce: string;
  /** Who may press; 0: any member in that chat (their role still counts). */
  readonly telegramId: number;
  readonly chatId: number;
  /** null between storing the button and learning the id of the message that carries it. */
  readonly messageId: number | null;
  readonly action: string;
  /** JSON. */
  readonly args: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly usedByUpdateId: number | null;
  /** 1: a button of the group: never used up, and never replaced. What it does judges who was first. */
  readonly isShared: number;
};

export type ButtonStore = {
  /**
   * Adds unused buttons, in one commit. With `replacing`, every older button of that message that is
   * not shared is deleted in the same commit.
   */
  readonly put: (
    rows: readonly ButtonRow[],
    replacing?: { readonly chatId: number; readonly messageId: number },
  ) => Promise<void>;
  /** Writes down which message carries these buttons. */
  readonly bind: (nonces: readonly string[], messageId: number) => Promise<void>;
  readonly find: (nonce: string) => Promise<ButtonRow | undefined>;
  readonly listShared: (chatId: number, messageId: number) => Promise<readonly ButtonRow[]>;
  /**
   * In one atomic commit: if the button is unused, or was used by this same update, marks it used
   * by it and deletes the others of the given message that are not shared. False: somebody was faster, or it is gone.
   */
  readonly claim: (press: {
    readonly nonce: string;
    readonly updateId: number;
    readonly chatId: number;
    readonly messageId: number;
    readonly at: number;
  }) => Promise<boolean>;
  /** Deletes every button only this person may press. */
  readonly voidFor: (telegramId: number) => Promise<void>;
  /** Deletes what expired before `at`. */
  readonly prune: (at: number) => Promise<void>;
};
