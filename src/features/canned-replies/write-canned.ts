import { isSameTitle, mostCanned } from './canned-reply.ts';
import type { CannedDeps } from './canned-deps.ts';

export type WriteOutcome =
  | { readonly type: 'written'; readonly cannedId: number }
  /** Another one is called so. */
  | { readonly type: 'titleTaken' }
  | { readonly type: 'full' }
  /** It was removed meanwhile. */
  | { readonly type: 'gone' };

/** A new one, or a change of one. Done again after a crash, it ends the same. */
export async function writeCanned(
  { store, clock }: Pick<CannedDeps, 'store' | 'clock'>,
  wanted: { readonly cannedId?: number; readonly title: string; readonly text: string },
): Promise<WriteOutcome> {
  const { cannedId, title, text } = wanted;
  const all = await store.list();
  const named = all.find((one) => one.cannedId !== cannedId && isSameTitle(one.title, title));
  if (named) {
    const isThis = cannedId === undefined && named.title === title && named.text === text;
    return isThis ? { type: 'written', cannedId: named.cannedId } : { type: 'titleTaken' };
  }
  const at = clock.now();
  if (cannedId !== undefined) {
    const isChanged = await store.change(cannedId, { title, text, changedAt: at });
    return isChanged ? { type: 'written', cannedId } : { type: 'gone' };
  }
  if (all.length >= mostCanned) return { type: 'full' };
  return { type: 'written', cannedId: await store.add({ title, text, at }) };
}
