import type { RepliesDeps } from './replies-deps.ts';
import type { Reply } from './store.ts';

/** What the account sent, as Meta tells it. */
export type Echo = {
  readonly mid: string;
  readonly metadata: string | undefined;
  readonly text: string;
  readonly hasFile: boolean;
  readonly at: number;
};

const unsure = ['queued', 'sending', 'uncertain', 'asked', 'sent', 'dead'] as const;

/** How far Meta's clock may be from ours. */
const skewMs = 60_000;

/**
 * Whether what the account sent is a reply of ours; then it surely arrived. Messenger gives back our token;
 * on Instagram only the words tell, among what we began and know no end of.
 */
export async function followEcho(
  { store }: Pick<RepliesDeps, 'store'>,
  talkId: number,
  echo: Echo,
): Promise<boolean> {
  const { mid, metadata } = echo;
  if (await store.byMid(mid)) return true;
  const named = metadata === undefined ? undefined : await store.byToken(metadata);
  const reply =
    named ??
    (metadata === undefined
      ? (await store.listUnsure(talkId)).find((one) => isSame(one, echo))
      : undefined);
  if (!reply) return false;
  await store.change(reply.replyId, unsure, { state: 'sent', mid, because: null, isTold: 1 });
  return true;
}

function isSame({ content, begunAt = Infinity }: Reply, { text, hasFile, at }: Echo): boolean {
  // Somebody may have said the same before.
  if (at < begunAt - skewMs) return false;
  return content.type === 'text'
    ? content.text.normalize().trim() === text.normalize().trim()
    : hasFile;
}
