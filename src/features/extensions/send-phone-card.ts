import type { Secret } from '../../lib/secret.ts';
import type { Screen, Words } from '../../telegram/door.ts';

export type PhoneServer = {
  readonly server: string;
  readonly domain: string;
  readonly port: number;
};

export type SendPhoneCardDeps = {
  readonly phone: PhoneServer;
  /** Sends a message that deletes itself after the given time, over restarts too. */
  readonly sendVanishing: (chatId: number, screen: Screen, afterMs: number) => Promise<void>;
};

/** How long a secret stays on the screen. */
const secretShownMs = 60_000;

/** Shows what a phone must be told, the password among it: once, protected, and gone after a minute. */
export async function sendPhoneCard(
  { phone, sendVanishing }: SendPhoneCardDeps,
  chatId: number,
  card: {
    readonly words: Words;
    readonly number: string;
    readonly name: string;
    readonly password: Secret;
  },
): Promise<void> {
  const { words, number, name } = card;
  const password = card.password.reveal();
  const copy = (key: string, text: string) => ({ label: words(key), copy: text });
  await sendVanishing(
    chatId,
    {
      text: words('extensions-phone-card', {
        number,
        name,
        server: phone.server,
        domain: phone.domain,
        port: String(phone.port),
        password,
      }),
      protect: true,
      buttons: [
        [copy('extensions-copy-password', password)],
        [copy('extensions-copy-number', number), copy('extensions-copy-server', phone.server)],
      ],
    },
    secretShownMs,
  );
}
