import type { TelegramDoor } from '../../telegram/door.ts';
import type { DutyDeps } from './duty-deps.ts';
import { dutyOnTelegram } from './on-telegram.ts';

export { createDutyStore } from './store.ts';

/** Who is on duty. */
export function createDuty(deps: DutyDeps): { readonly telegram: TelegramDoor } {
  return { telegram: dutyOnTelegram(deps) };
}
