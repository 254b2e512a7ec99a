import type { Json } from './door.ts';

/** What the room itself has to say for the audit: who was refused where, and why. */
export type BotAuditEntry = {
  readonly telegramId?: number;
  readonly chatId?: number;
  readonly action: 'telegram.press' | 'telegram.command' | 'telegram.stranger';
  readonly outcome: string;
  readonly details?: Json;
};
