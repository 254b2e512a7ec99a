import type { Screen, ScreenButton, Words } from '../../telegram/door.ts';
import { hasRegistered, type CardVerdict } from './card-verdict.ts';

/** Of a card that nobody looks at any more: another card took its place, or its time is over. */
export type CardEnd = 'replaced' | 'over';

/** How it goes with a phone, for the person who sets it up; without any secret. */
export function cardScreen(
  words: Words,
  card: { readonly number: string; readonly name: string; readonly isSettled: boolean },
  verdict: CardVerdict,
  end?: CardEnd,
): Screen {
  const { number, name } = card;
  const title = words('phone-card-title', { label: name === '' ? number : `${number} · ${name}` });
  if (end === 'replaced') return { text: `${title}\n${words('phone-card-replaced')}` };
  const isInVain = end === 'over' && !card.isSettled && !hasRegistered(verdict);
  return {
    text: [
      `${title}\n${verdictText(words, number, verdict)}`,
      ...(isInVain ? [words('phone-card-over')] : []),
    ].join('\n\n'),
    buttons: card.isSettled || end ? [[toList(words)]] : openButtons(words, number, verdict),
  };
}

function verdictText(words: Words, number: string, verdict: CardVerdict): string {
  switch (verdict.type) {
    case 'waiting':
      return words('phone-card-waiting');
    case 'registered': {
      const { address, agent, roundTripMs } = verdict;
      const details = [
        ...(address ? [words('phone-card-address', { address })] : []),
        ...(agent ? [words('phone-card-agent', { agent })] : []),
        ...(roundTripMs === undefined
          ? []
          : [
              words('phone-card-round-trip', {
                milliseconds: Math.max(1, Math.round(roundTripMs)),
              }),
            ]),
      ];
      return [words('phone-card-registered'), ...details].join('\n');
    }
    case 'unreachable':
      return words('phone-card-unreachable', { address: verdict.address ?? '' });
    case 'wrongPassword':
      return words('phone-card-wrong-password', { number, address: verdict.address });
    case 'unknownUser':
      return words('phone-card-unknown-user', {
        number,
        user: verdict.user,
        address: verdict.address,
      });
    case 'notListening':
    case 'nothingArrived': {
      const way = { protocol: verdict.protocol.toUpperCase(), port: String(verdict.port) };
      return verdict.type === 'notListening'
        ? words('phone-card-not-listening', way)
        : words('phone-card-nothing-arrived', way);
    }
    case 'gone':
      return words('phone-card-gone');
    case 'unknown':
      return words(unknownKeys[verdict.because]);
  }
}

const unknownKeys = {
  noLog: 'phone-card-no-log',
  noAsterisk: 'phone-card-no-asterisk',
  emulated: 'phone-card-emulated',
} as const;

function openButtons(
  words: Words,
  number: string,
  { type }: CardVerdict,
): readonly (readonly ScreenButton[])[] {
  const check: ScreenButton = {
    label: words('phone-card-check'),
    action: 'phoneCard.check',
    args: { number },
  };
  const password: ScreenButton = {
    label: words('phone-card-new-password'),
    action: 'phoneCard.password',
    args: { number },
  };
  if (type === 'registered') return [];
  return type === 'waiting' || type === 'unreachable' ? [[check]] : [[check], [password]];
}

function toList(words: Words): ScreenButton {
  return { label: words('phone-card-to-list'), action: 'extensions.list', args: { page: 0 } };
}
