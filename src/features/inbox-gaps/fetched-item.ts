/** A message as a conversation shows it; its time is in whole seconds. `fromId` '': Meta shows no more of it. */
export type ShownMessage = {
  readonly mid: string;
  readonly at: number;
  readonly fromId: string;
  readonly text: string;
  readonly attachments: readonly { readonly contentType: string; readonly url: string }[];
};

/** The webhook that would have told it. */
export function fetchedItem(
  { mid, at, fromId, text, attachments }: ShownMessage,
  { accountId, customerId }: { readonly accountId: string; readonly customerId: string },
): object {
  const isTheirs = fromId === customerId;
  return {
    sender: { id: isTheirs ? customerId : accountId },
    recipient: { id: isTheirs ? accountId : customerId },
    timestamp: at,
    message: {
      mid,
      ...(!isTheirs && { is_echo: true }),
      ...(text !== '' && { text }),
      ...(attachments.length > 0 && {
        attachments: attachments.map(({ contentType, url }) => ({
          type: /^(image|video|audio)\//.exec(contentType)?.[1] ?? 'file',
          payload: { url },
        })),
      }),
    },
  };
}

/** Something stands there that Meta shows no more: one line for all of it. */
export function unseenItem(
  unseen: readonly ShownMessage[],
  { accountId, customerId }: { readonly accountId: string; readonly customerId: string },
): object {
  return {
    ...{ sender: { id: customerId }, recipient: { id: accountId } },
    timestamp: unseen.at(-1)?.at,
    unseen: { mids: unseen.map(({ mid }) => mid) },
  };
}
