import { cannedPart } from './canned-part.ts';
import type { CannedDeps } from './canned-deps.ts';
import { cannedOnTelegram } from './on-telegram.ts';

export { createCannedStore } from './store.ts';

/** What is answered often: written once, sent with two taps. */
export function createCannedReplies(deps: CannedDeps) {
  return {
    telegram: cannedOnTelegram(deps),
    /** For the head of the topic. */
    headPart: async (talkId: number, words: Parameters<typeof cannedPart>[1]['words']) =>
      cannedPart(talkId, { words, hasAny: (await deps.store.list()).length > 0 }),
  };
}
