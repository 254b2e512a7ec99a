import type { PhoneCard } from '../../pbx/phone-card.ts';
import type { PhoneCardDeps } from './phone-card-deps.ts';

/** How long a secret stays on the screen. */
const secretShownMs = 60_000;

/** Shows what a phone must be told, the password among it: once, protected, and gone after a minute. */
export async function sendPhoneCard(deps: PhoneCardDeps, card: PhoneCard): Promise<void> {
  const { phone, sendVanishing } = deps;
  const { chatId, number, name } = card;
  const words = deps.words(card.locale);
  const password = card.password.reveal();
  const copy = (key: string, text: string) => ({ label: words(key), copy: text });
  await sendVanishing(
    chatId,
    {
      text: words('phone-card', {
        number,
        name,
        server: phone.server,
        domain: phone.domain,
        port: String(phone.port),
        password,
      }),
      protect: true,
      buttons: [
        [copy('phone-card-copy-password', password)],
        [copy('phone-card-copy-number', number), copy('phone-card-copy-server', phone.server)],
      ],
    },
    secretShownMs,
  );
}
