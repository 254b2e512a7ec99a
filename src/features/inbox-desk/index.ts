import type { DeskDeps } from './desk-deps.ts';
import { findClaim } from './find-claim.ts';
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
    /** Since when somebody has this customer; undefined: nobody has. */
    claimedAt: async (talkId: number): Promise<number | undefined> => {
      const talk = await deps.findTalk(talkId);
      return talk && (await findClaim(deps, talk))?.at;
    },
    /** For the head of the topic. */
    headPart: (talkId: number, words: Parameters<typeof makePart>[2]) =>
      makePart(deps, talkId, words),
  };
}
