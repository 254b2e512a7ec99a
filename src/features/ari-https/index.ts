import type { TelegramDoor } from '../../telegram/door.ts';
import type { AriHttpsDeps } from './ari-https-deps.ts';
import { ariHttpsOnTelegram } from './on-telegram.ts';

export type AriHttps = { readonly telegram: TelegramDoor };

/** The way to ARI over TLS, for the bot and for programs elsewhere. */
export function createAriHttps(deps: AriHttpsDeps): AriHttps {
  return { telegram: ariHttpsOnTelegram(deps) };
}
