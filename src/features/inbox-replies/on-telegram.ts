import { z } from 'zod';
import type { DoorButton, Json, TelegramDoor, Visit } from '../../telegram/door.ts';
import { receiveReply } from './receive-reply.ts';
import type { RepliesDeps } from './replies-deps.ts';
import type { Reply, ReplyChange } from './store.ts';

const Args = z.object({ replyId: z.number() });

/** Operators answer by writing in the topic; the buttons are for what did not go through. */
export function repliesOnTelegram(deps: RepliesDeps, wake: () => void): TelegramDoor {
  const { store, clock } = deps;
  const button = (
    from: Reply['state'],
    change: () => ReplyChange,
    words: { readonly done: string; readonly late: string },
  ): DoorButton => ({
    minimumRole: 'operator',
    handle: async (visit: Visit, args: Json) => {
      const reply = await store.byId(Args.parse(args).replyId);
      const isChanged = reply && (await store.change(reply.replyId, [from], change()));
      // The later parts of a text go out behind the one that held them up.
      if (isChanged && from === 'dead') await store.changeRest(reply, 'dead', change());
      wake();
      const text = visit.words(isChanged ? words.done : words.late);
      await visit.show({ text });
    },
  });
  const late = 'replies-late-press';
  const again = (): ReplyChange => ({
    ...{ state: 'queued', because: null, nextAt: clock.now(), isTold: 1 },
  });
  return {
    topicTalk: async (talk) => {
      try {
        return await receiveReply(deps, talk);
      } finally {
        // What was written down leaves now, also when something could not be said about it.
        wake();
      }
    },
    buttons: {
      'replies.retry': button('dead', again, { done: 'replies-retry-done', late }),
      'replies.again': button('asked', again, { done: 'replies-retry-done', late }),
      'replies.arrived': button('asked', () => ({ state: 'sent', isTold: 1 }), {
        done: 'replies-arrived-done',
        late,
      }),
    },
  };
}
