import type { Clock } from '../../lib/clock.ts';
import type { CannedStore } from './store.ts';

export type CannedDeps = {
  readonly store: CannedStore;
  readonly findTalkAt: (
    chatId: number,
    topicId: number,
  ) => Promise<{ readonly talkId: number } | undefined>;
  /**
   * Sends it to the customer like an operator's own words; `messageId` is the message in the topic that
   * shows it. The same message is sent once, however often it is told.
   */
  readonly answer: (answer: {
    readonly talkId: number;
    readonly telegramId: number;
    readonly chatId: number;
    readonly messageId: number;
    readonly text: string;
  }) => Promise<
    | { readonly type: 'sent' | 'gone' }
    /** It has been sent before, with this text. */
    | { readonly type: 'again'; readonly text: string }
  >;
  readonly clock: Clock;
};
