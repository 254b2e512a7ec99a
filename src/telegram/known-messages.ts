/** Which messages of ours stand in a group besides its cards, as far as this process knows. */
export type KnownMessages = {
  readonly note: (chatId: number, messageId: number) => void;
  readonly has: (chatId: number, messageId: number) => boolean;
  /** 0 when none is known. */
  readonly newest: (chatId: number) => number;
};

/** Far more than can be sent between a card's lost answer and its second try. */
const keptPerChat = 50;

export function createKnownMessages(): KnownMessages {
  const known = new Map<number, readonly number[]>();
  return {
    note: (chatId, messageId) => {
      if (chatId > 0) return;
      known.set(chatId, [...(known.get(chatId) ?? []), messageId].slice(-keptPerChat));
    },
    has: (chatId, messageId) => known.get(chatId)?.includes(messageId) ?? false,
    newest: (chatId) => Math.max(0, ...(known.get(chatId) ?? [])),
  };
}
