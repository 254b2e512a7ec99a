import type { Approvals } from '../../change/approvals.ts';
import type { TelegramDoor } from '../../telegram/door.ts';
import { approvalsOnTelegram } from './on-telegram.ts';

/** The answers of a second admin. */
export function createApprovals(approvals: Approvals): { readonly telegram: TelegramDoor } {
  return { telegram: approvalsOnTelegram(approvals) };
}
