import type { AdoptionDeps } from './adoption-deps.ts';
import { adoptionOnTelegram } from './on-telegram.ts';

/** Extensions that somebody wrote by hand become ours: mended where broken, their phones undisturbed. */
export function createAdoption(deps: AdoptionDeps) {
  return { telegram: adoptionOnTelegram(deps) };
}
