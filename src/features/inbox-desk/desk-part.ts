import { cleanLine } from '../../lib/html.ts';
import type { ScreenButton, Words } from '../../telegram/door.ts';

/** What the desk knows of a customer. */
export type DeskState =
  | { readonly type: 'free' }
  | { readonly type: 'claimed'; readonly who: string }
  /** Undefined: closed in Telegram itself. */
  | { readonly type: 'closed'; readonly who: string | undefined };

export type DeskPart = {
  readonly lines: readonly string[];
  readonly buttons: readonly (readonly ScreenButton[])[];
  readonly titleMark: string;
};

/** Of a person's name, behind a customer's in a title. */
const shortName = 12;

/** The desk's lines and buttons in the head of a topic, and its mark in the title. */
export function deskPart(talkId: number, state: DeskState, words: Words): DeskPart {
  const button = (key: string, action: string): ScreenButton => ({
    ...{ label: words(key), action: `desk.${action}`, args: { talkId }, isShared: true },
  });
  switch (state.type) {
    case 'free':
      return {
        lines: [words('desk-free')],
        buttons: [[button('desk-claim', 'claim'), button('desk-close', 'close')]],
        titleMark: '',
      };
    case 'claimed':
      return {
        lines: [words('desk-claimed', { who: state.who })],
        buttons: [
          [button('desk-take-over', 'claim'), button('desk-release', 'release')],
          [button('desk-close', 'close')],
        ],
        titleMark: `✋ ${cleanLine(state.who.split(' ')[0] ?? '', shortName)}`,
      };
    case 'closed':
      return {
        lines: [
          state.who === undefined
            ? words('desk-closed')
            : words('desk-closed-by', { who: state.who }),
        ],
        buttons: [[button('desk-reopen', 'reopen')]],
        titleMark: '',
      };
  }
}
