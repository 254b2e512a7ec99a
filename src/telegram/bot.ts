import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Secret } from '../lib/secret.ts';
import type { ButtonStore } from './button-store.ts';
import type { Chat } from './chat.ts';
import type { Json, Member, TelegramDoor } from './door.ts';
import type { FlowStore } from './flow-store.ts';
import type { SecretPromptStore } from './secret-prompt-store.ts';
import type { SecretVault } from './secret-vault.ts';
import type { UpdateStore } from './update-store.ts';

export type BotStores = {
  readonly updates: UpdateStore;
  readonly buttons: ButtonStore;
  readonly flows: FlowStore;
  readonly secretPrompts: SecretPromptStore;
};

export type BotAuditEntry = {
  readonly telegramId?: number;
  readonly chatId?: number;
  readonly action: string;
  readonly outcome: string;
  readonly details?: Json;
};

export type BotDeps = {
  readonly token: Secret;
  /** https://api.telegram.org unless told; no slash at the end. */
  readonly apiRoot?: string;
  readonly stores: BotStores;
  readonly findMember: (telegramId: number) => Promise<Member | undefined>;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
  readonly vault: SecretVault;
  readonly clock: Clock;
  readonly log: Log;
  readonly doors: readonly TelegramDoor[];
  /** Paths of more Fluent files, each named uz.ftl, ru.ftl or en.ftl. */
  readonly ftlFiles: readonly string[];
  /** 0 ≤ x < 1, for jitter only. */
  readonly random: () => number;
};

export type Bot = {
  readonly chat: Chat;
  /** Without @; known once `start` resolved. */
  readonly username: () => string;
  /**
   * Resolves when Telegram knew the token and polling began; while Telegram cannot be reached it
   * goes on trying. What lay unhandled in the inbox is handled first.
   */
  readonly start: () => Promise<void>;
  /** No update is left half handled, unless it takes longer than 10 seconds. */
  readonly stop: () => Promise<void>;
  /** Resolves when the update is stored: answer Telegram 200 only then. Throws InvalidInput. */
  readonly handleWebhookUpdate: (update: unknown) => Promise<void>;
  /** Call it when a person's role or language changed, or the person was removed. */
  readonly refreshMenu: (telegramId: number) => Promise<void>;
};
