import type { TelegramDoor } from '../../telegram/door.ts';
import type { DutyDeps } from './duty-deps.ts';
import { dutyOnTelegram } from './on-telegram.ts';
import { routesOnTelegram } from './on-telegram-routes.ts';

export { createDutyStore } from './store.ts';

/** Who is on duty, and what is told where and to whom. */
export function createDuty(deps: DutyDeps): { readonly doors: readonly TelegramDoor[] } {
  return { doors: [dutyOnTelegram(deps), routesOnTelegram(deps)] };
}
