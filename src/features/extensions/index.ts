import type { TelegramDoor } from '../../telegram/door.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { extensionsOnTelegram } from './on-telegram.ts';

export type { ExtensionsDeps } from './extension-deps.ts';
export { createTieExtensions, reverseTies } from './store.ts';

export type Extensions = { readonly telegram: TelegramDoor };

/** Staff phone numbers. */
export function createExtensions(deps: ExtensionsDeps): Extensions {
  return { telegram: extensionsOnTelegram(deps) };
}
