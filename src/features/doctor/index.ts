import type { TelegramDoor } from '../../telegram/door.ts';
import type { DoctorDeps } from './doctor-deps.ts';
import { doctorOnTelegram } from './on-telegram.ts';

export { printReport } from './on-telegram-report.ts';

export type Doctor = { readonly telegram: TelegramDoor };

/** What is wrong with the installation, why, and the change that mends it. */
export function createDoctor(deps: DoctorDeps): Doctor {
  return { telegram: doctorOnTelegram(deps) };
}
