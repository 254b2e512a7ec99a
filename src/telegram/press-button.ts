import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { isAtLeast } from '../lib/role.ts';
import type { BotAuditEntry } from './audit-entry.ts';
import type { ButtonRow, ButtonStore } from './button-store.ts';
import type { DoorButton, Json, Member } from './door.ts';
import type { PressEntrance } from './entrance.ts';

export type PressDeps = {
  readonly buttons: ButtonStore;
  readonly actions: ReadonlyMap<string, DoorButton>;
  readonly clock: Clock;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
};

/** The button's door, now this press's alone; undefined when the press counts for nothing. */
export type Claimed = { readonly door: DoorButton; readonly args: Json };

/**
 * Judges a press of a standing button and claims it. Refused and audited: unknown, another person's,
 * of another chat or message, expired, used by another press, or no longer allowed to the person.
 */
export async function pressButton(
  { buttons, actions, clock, audit }: PressDeps,
  { data: nonce, telegramId, chatId, messageId, updateId }: PressEntrance,
  member: Member,
): Promise<Claimed | undefined> {
  const row = await buttons.find(nonce);
  const door = row && actions.get(row.action);
  const press = { nonce, updateId, chatId, messageId, at: clock.now() };
  const because = !row
    ? 'unknown'
    : (whyDead(row, { ...press, telegramId }) ??
      (!door || !isAtLeast(member.role, door.minimumRole) ? 'role' : undefined));
  if (row && door && !because && (row.isShared === 1 || (await buttons.claim(press)))) {
    return { door, args: readArgs(row.args) };
  }
  await audit({
    telegramId,
    chatId,
    action: 'telegram.press',
    outcome: 'refused',
    details: { because: because ?? 'used', ...(row && { button: row.action }) },
  });
  return undefined;
}

type Press = {
  readonly telegramId: number;
  readonly chatId: number;
  readonly messageId: number;
  readonly updateId: number;
  readonly at: number;
};

function whyDead(row: ButtonRow, press: Press): string | undefined {
  if (row.telegramId !== 0 && row.telegramId !== press.telegramId) return 'person';
  if (row.chatId !== press.chatId) return 'chat';
  if (row.messageId !== null && row.messageId !== press.messageId) return 'message';
  if (row.usedAt !== null && row.usedByUpdateId !== press.updateId) return 'used';
  // What this same update has claimed before a crash stays claimed.
  if (row.usedAt === null && row.expiresAt <= press.at) return 'expired';
  return undefined;
}

function readArgs(args: string): Json {
  return z.json().parse(JSON.parse(args));
}
