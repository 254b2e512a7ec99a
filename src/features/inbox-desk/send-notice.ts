import { messageOf, Refused, Unreachable } from '../../lib/error.ts';
import type { Person } from '../../storage/people.ts';
import type { Screen } from '../../telegram/door.ts';
import type { Answer, DeskDeps } from './desk-deps.ts';

/**
 * Says under an answer whose customer it is; where its topic was deleted since, in the customer's new one.
 * False: there is none, or nothing can be said now. It is no matter to wait for: the next answer says it.
 */
export async function sendNotice(
  deps: Pick<DeskDeps, 'chat' | 'groupWords' | 'findTalk' | 'log'>,
  { talkId, chatId, topicId, messageId }: Answer,
  owner: Person,
): Promise<boolean> {
  const words = await deps.groupWords();
  const screen: Screen = {
    text: words('desk-anothers-answer', { who: owner.name }),
    buttons: [
      [
        {
          ...{ label: words('desk-take-over'), action: 'desk.claim', isShared: true },
          args: { talkId },
        },
      ],
    ],
  };
  try {
    try {
      await deps.chat.sendMessage(chatId, screen, { topicId, replyTo: messageId, silent: true });
    } catch (error) {
      const place = (await deps.findTalk(talkId))?.place;
      const isElsewhere = place && (place.chatId !== chatId || place.topicId !== topicId);
      if (!(error instanceof Refused) || !isElsewhere) throw error;
      await deps.chat.sendMessage(place.chatId, screen, { topicId: place.topicId, silent: true });
    }
    return true;
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
    deps.log.info({ talkId, cause: messageOf(error) }, 'whose customer it is was not said');
    return false;
  }
}
