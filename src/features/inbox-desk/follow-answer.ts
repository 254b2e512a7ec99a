import type { Answer, DeskDeps } from './desk-deps.ts';
import { findClaim } from './find-claim.ts';
import { sendNotice } from './send-notice.ts';

/**
 * Who answers first has the customer. Others are not held up; they are told once whose customer it is.
 * The same answer may come again.
 */
export async function followAnswer(deps: DeskDeps, answer: Answer): Promise<void> {
  const { talkId, telegramId } = answer;
  const { store, people, clock } = deps;
  const person = await people.byTelegramId(telegramId);
  const talk = await deps.findTalk(talkId);
  if (!person || !talk) return;
  const claim = await findClaim(deps, talk);
  if (!claim) await store.setClaim(talkId, { personId: person.personId, at: clock.now() });
  if (!claim || claim.person.personId === person.personId) {
    await deps.refreshHead(talkId);
    return;
  }
  if (await store.isTold(talkId, person.personId, claim.at)) return;
  if (!(await sendNotice(deps, answer, claim.person))) return;
  await store.noteTold(talkId, person.personId, claim.at);
}
