/** One message that follows a state, as it is and as it should be. Times in milliseconds since 1970. */
export type CardRow = {
  readonly key: string;
  readonly chatId: number;
  readonly topicId: number | null;
  readonly messageId: number | null;
  /** An older message of the card, which has to go. */
  readonly staleMessageId: number | null;
  /** A send had no answer: the newest message known in the chat before it; 0 when none was. */
  readonly uncertainAfter: number | null;
  /** JSON of a screen; '' when the message should not be there. */
  readonly wanted: string;
  readonly shown: string;
  readonly wantedSince: number | null;
  /** 0 goes before all else. */
  readonly urgency: number;
  readonly isSilent: number;
  /** A new message should take the place of the old one. */
  readonly isAnew: number;
  /** What was not shown by then need not be shown any more. */
  readonly dropAt: number | null;
  readonly nextAt: number;
  readonly tries: number;
};

export type CardStore = {
  /** The chats in which there is something to do. */
  readonly listChats: () => Promise<readonly number[]>;
  /** What is to be done next in the chat, perhaps later than `now`; undefined: nothing at all. */
  readonly next: (chatId: number, now: number) => Promise<CardRow | undefined>;
  /** The newest message of a card in the chat; 0 when there is none. */
  readonly newest: (chatId: number) => Promise<number>;
  /** Messages that may be a card's, lost with the answer to its send; those of other cards are left out. */
  readonly suspect: (
    chatId: number,
    ids: readonly number[],
    suspicion: {
      readonly keyOf: (messageId: number) => string;
      readonly wanted: string;
      readonly at: number;
    },
  ) => Promise<void>;
  /** A first send begins, or had no answer. */
  readonly setUncertain: (key: string, after: number | null) => Promise<void>;
  /** The message shows `wanted`; `stale` is the older one it took the place of. */
  readonly setShown: (
    key: string,
    shown: { readonly messageId: number; readonly wanted: string; readonly stale: number | null },
  ) => Promise<void>;
  /** The message is not there any more: what is wanted needs a new one. */
  readonly setLost: (key: string) => Promise<void>;
  readonly forgetStale: (key: string) => Promise<void>;
  /** Nothing is to be done, unless something else is wanted meanwhile. */
  readonly settle: (key: string, wanted: string) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  readonly postpone: (key: string, at: number) => Promise<void>;
  /** Given up, unless something else is wanted meanwhile. */
  readonly setAside: (key: string, wanted: string, failure: string) => Promise<void>;
  /** A group became a supergroup: its messages have new ids, which nobody tells. */
  readonly moveChat: (from: number, to: number) => Promise<void>;
  /** The topic is gone, and its messages with it; or, `isClosed`, nothing new can come into it. */
  readonly leaveTopic: (chatId: number, topicId: number) => Promise<void>;
  /** Nothing can be said in the chat any more. */
  readonly clearChat: (chatId: number) => Promise<void>;
  /** Forgets the messages that were last touched before, apart from each chat's newest. */
  readonly prune: (at: number) => Promise<void>;
};
