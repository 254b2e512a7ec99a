/**
 * Private chats in which the next text is a secret. Durable, because the process may die between the
 * question and the answer, and the answer must not be stored by the next one either.
 */
export type SecretPromptStore = {
  readonly set: (chatId: number, at: number) => Promise<void>;
  readonly clear: (chatId: number) => Promise<void>;
  readonly list: () => Promise<readonly number[]>;
};
