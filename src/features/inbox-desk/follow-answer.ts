import type { DeskDeps } from './desk-deps.ts';
import { findClaim } from './find-claim.ts';

/** Somebody of ours wrote to a customer. */
export type Answer = {
  readonly talkId: number;
  readonly telegramId: number;
  readonly chatId: number;
  readonly topicId: number;
  readonly messageId: number;
};

/**
 * Who answers first has the customer. Others are not held up; they are told once whose customer it is.
 * The same answer may come again.
 */
export async function followAnswer(
  deps: DeskDeps,
  { talkId, telegramId, chatId, topicId, messageId }: Answer,
): Promise<void> {
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
  const words = await deps.groupWords();
  await deps.chat.sendMessage(
    chatId,
    {
      text: words('desk-anothers-answer', { who: claim.person.name }),
      buttons: [
        [
          {
            ...{ label: words('desk-take-over'), action: 'desk.claim', isShared: true },
            args: { talkId },
          },
        ],
      ],
    },
    { topicId, replyTo: messageId, silent: true },
  );
  await store.noteTold(talkId, person.personId, claim.at);
}
