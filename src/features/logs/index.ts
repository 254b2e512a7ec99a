import type { TelegramDoor } from '../../telegram/door.ts';
import type { LogsDeps } from './logs-deps.ts';
import { logsOnTelegram } from './on-telegram.ts';

export type Logs = { readonly telegram: TelegramDoor };

/** What the bot wrote down about itself, for admins who have no terminal. */
export function createLogs(deps: LogsDeps): Logs {
  return { telegram: logsOnTelegram(deps) };
}
