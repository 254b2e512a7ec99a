import type { Update } from 'grammy/types';
import type { Clock } from '../lib/clock.ts';
import { Secret } from '../lib/secret.ts';
import { commandOf, type ScrubbedMessage } from './entrance.ts';
import type { SecretPromptStore } from './secret-prompt-store.ts';
import type { SecretVault } from './secret-vault.ts';

/** Which private chats wait for a secret, in memory and in the store. */
export type SecretPrompts = {
  /** Reads what an earlier life of the process left. Before that, nothing may be taken in. */
  readonly load: () => Promise<void>;
  readonly open: (chatId: number) => Promise<void>;
  readonly close: (chatId: number) => Promise<void>;
  readonly isOpen: (chatId: number) => boolean;
  /**
   * The update as it may be stored: in a chat that waits for a secret, the text (of an edit or a
   * caption too) goes to the vault and only a handle stays. A command stays a command.
   */
  readonly scrub: (update: Update) => Update;
};

export function createSecretPrompts(deps: {
  readonly store: SecretPromptStore;
  readonly vault: SecretVault;
  readonly clock: Clock;
}): SecretPrompts {
  const { store, vault, clock } = deps;
  const waiting = new Set<number>();

  const secretIn = (message: ScrubbedMessage): string | undefined => {
    if (message.chat.type !== 'private' || !waiting.has(message.chat.id)) return undefined;
    const text = message.text ?? message.caption;
    return text === undefined || isCommand(text) ? undefined : text;
  };
  return {
    load: async () => {
      for (const chatId of await store.list()) waiting.add(chatId);
    },
    open: async (chatId) => {
      waiting.add(chatId);
      await store.set(chatId, clock.now());
    },
    close: async (chatId) => {
      if (!waiting.has(chatId)) return;
      await store.clear(chatId);
      waiting.delete(chatId);
    },
    isOpen: (chatId) => waiting.has(chatId),
    scrub: (update) => {
      const { message, edited_message: edited } = update;
      if (waiting.size === 0) return update;
      // An edit of a secret is of no use to anybody: what counts was said in the message itself.
      if (edited && secretIn(edited) !== undefined) return { update_id: update.update_id };
      if (!message) return update;
      const secret = secretIn(message);
      if (secret === undefined) return update;
      const handle = vault.keep(new Secret(secret));
      return { update_id: update.update_id, message: withoutContent(message, handle) };
    },
  };
}

/** Who, where, when, and which file; every field that could repeat the text is left out. */
function withoutContent(
  message: NonNullable<Update['message']>,
  secret_handle: string,
): NonNullable<Update['message']> & ScrubbedMessage {
  const {
    message_id,
    date,
    from,
    chat,
    sender_chat,
    forward_origin,
    via_bot,
    document,
    animation,
    media_group_id,
  } = message;
  return {
    message_id,
    date,
    from,
    chat,
    ...(sender_chat && { sender_chat }),
    ...(forward_origin && { forward_origin }),
    ...(via_bot && { via_bot }),
    ...(document && !animation && { document }),
    ...(media_group_id !== undefined && { media_group_id }),
    secret_handle,
  };
}

function isCommand(text: string): boolean {
  return commandOf(text, '') !== undefined;
}
