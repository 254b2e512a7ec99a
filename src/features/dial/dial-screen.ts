import type { Screen, Words } from '../../telegram/door.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { showNumber } from '../../telephony/phone-number.ts';
import { timeText } from '../../telephony/talk-time.ts';
import type { DialEnd } from './dial-end.ts';

export const againAction = 'dial.again';

/** Whose phone rings, and who is called then; the number as the person wrote it. */
export type Dialling = { readonly extension: string; readonly number: string };

export function ringingScreen(words: Words, { extension, number }: Dialling): Screen {
  return {
    text: words('dial-ringing', { extension, number: shownNumber(number) }),
    buttons: againButtons(words, number),
  };
}

/** The same message when the call is over. */
export function endScreen(words: Words, dialling: Dialling, end: DialEnd): Screen {
  return { text: endText(words, dialling, end), buttons: againButtons(words, dialling.number) };
}

export function againButtons(words: Words, number: string): NonNullable<Screen['buttons']> {
  return [[{ label: words('dial-again'), action: againAction, args: { number } }]];
}

function endText(words: Words, { extension, number: written }: Dialling, end: DialEnd): string {
  const number = shownNumber(written);
  switch (end.type) {
    case 'talked':
      return words('dial-end-talked', { number, talk: timeText(end.talkMs) });
    case 'ownPhone':
      return words(`dial-end-${end.because}`, { extension, number });
    case 'otherPhone': {
      const because = { html: words(`calls-missed-${end.because}`) };
      return words('dial-end-missed', { number, because });
    }
    case 'over':
      return words('dial-end-over', { number });
  }
}

function shownNumber(number: string): string {
  return showNumber(readDialled(number)?.number ?? number);
}
