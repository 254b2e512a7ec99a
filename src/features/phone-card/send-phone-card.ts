import QRCode from 'qrcode';
import { messageOf } from '../../lib/error.ts';
import type { PhoneCard } from '../../pbx/phone-card.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import { linkLifeMs } from './open-links.ts';
import type { PhoneAccount } from './phone-account.ts';
import type { CardDeps, Patience } from './phone-card-deps.ts';
import { beforeOf } from './registration.ts';
import { transportsOf, wayIn } from './transport.ts';
import type { CardWatch } from './watch-cards.ts';

/** How long a secret stays on the screen. */
const secretShownMs = 60_000;

/**
 * Shows what a phone must be told, the password among it: once, protected, and gone after a minute or
 * when the phone has registered. Beside it a QR code, when there is a public address, and the message
 * that waits for the phone. Throws when the settings could not be shown; the rest is extra.
 */
export async function sendPhoneCard(
  deps: CardDeps & { readonly watch: CardWatch; readonly times: Patience },
  card: PhoneCard,
): Promise<void> {
  const { watch, log } = deps;
  const account = await accountOf(deps, card);
  // Before the phone can know its password: what is there now is not what we wait for.
  const [observation, logMark] = await Promise.all([
    watch.observe(card.number),
    deps.asteriskLog.mark(),
  ]);
  const before = beforeOf(card.number, observation);
  const secretMessageIds = [await showSettings(deps, card, account)];
  try {
    const qrMessageId = await showQr(deps, card, account);
    if (qrMessageId !== undefined) secretMessageIds.push(qrMessageId);
    await watchFor(deps, card, account, { secretMessageIds, before, logMark });
  } catch (error) {
    log.warn(
      { cause: messageOf(error) },
      'the message that tells how a phone does could not be shown',
    );
  }
}

async function accountOf(
  { phone, folder }: CardDeps,
  { kind, number, name, password }: PhoneCard,
): Promise<PhoneAccount> {
  const { server, domain, port } = phone;
  const { tree } = await readPbx(folder);
  const way = wayIn(kind, port, transportsOf(tree.objects));
  return { number, name, server, domain, password, ...way };
}

async function showSettings(
  { vanishing, words: wordsOf }: CardDeps,
  { chatId, locale }: PhoneCard,
  { number, name, server, domain, port, protocol, password }: PhoneAccount,
): Promise<number> {
  const words = wordsOf(locale);
  const copy = (key: string, text: string) => ({ label: words(key), copy: text });
  const text = words('phone-card', {
    ...{ number, name, server, domain },
    port: String(port),
    transport: protocol.toUpperCase(),
    password: password.reveal(),
  });
  const buttons = [
    [copy('phone-card-copy-password', password.reveal())],
    [copy('phone-card-copy-number', number), copy('phone-card-copy-server', server)],
  ];
  return await vanishing.sendVanishing(chatId, { text, protect: true, buttons }, secretShownMs);
}

async function showQr(
  { links, vanishing, words: wordsOf, log }: CardDeps,
  { chatId, locale }: PhoneCard,
  account: PhoneAccount,
): Promise<number | undefined> {
  const link = links.open(account);
  if (link === undefined) return undefined;
  const words = wordsOf(locale);
  const { number, name } = account;
  try {
    const bytes = await QRCode.toBuffer(link, { errorCorrectionLevel: 'M', scale: 8, margin: 4 });
    const photo = {
      ...{ name: `${number}.png`, bytes, protect: true },
      caption: words('phone-card-qr', { number, name }),
      buttons: [[{ label: words('phone-card-copy-link'), copy: link }]],
    };
    return await vanishing.sendVanishing(chatId, { photo }, linkLifeMs);
  } catch (error) {
    links.burn(number);
    log.warn({ cause: messageOf(error) }, 'the QR code of a phone card could not be shown');
    return undefined;
  }
}

async function watchFor(
  { clock, watch, times, isPbxEmulated }: Parameters<typeof sendPhoneCard>[0],
  { chatId, locale, number, name }: PhoneCard,
  { protocol, port }: PhoneAccount,
  seen: {
    readonly secretMessageIds: readonly number[];
    readonly before: ReturnType<typeof beforeOf>;
    readonly logMark: Awaited<ReturnType<CardDeps['asteriskLog']['mark']>>;
  },
): Promise<void> {
  const waiting = { type: 'waiting' } as const;
  const sentAt = clock.now();
  await watch.add({
    ...{ number, name, chatId, locale, protocol, port, sentAt },
    ...{ before: seen.before, logMark: seen.logMark },
    secretMessageIds: [...seen.secretMessageIds],
    explainAt: isPbxEmulated ? sentAt : sentAt + times.explainAfter,
    watchUntil: sentAt + times.watchFor,
    ...{ verdict: waiting, shown: waiting },
  });
}
