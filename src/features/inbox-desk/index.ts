import type { DeskDeps } from './desk-deps.ts';
import { followAnswer } from './follow-answer.ts';
import { makePart } from './make-part.ts';
import { deskOnTelegram } from './on-telegram.ts';

export { createDeskStore } from './store.ts';

/** Who answers which customer, and which talks are over. */
export function createInboxDesk(deps: DeskDeps) {
  return {
    telegram: deskOnTelegram(deps),
    /** Somebody of ours wrote to a customer. */
    noteAnswer: (answer: Parameters<typeof followAnswer>[1]) => followAnswer(deps, answer),
    /** For the head of the topic. */
    headPart: (talkId: number, words: Parameters<typeof makePart>[2]) =>
      makePart(deps, talkId, words),
  };
}
