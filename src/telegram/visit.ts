import type { Deliver } from './deliver.ts';
import type { Member, Screen, Visit, Words } from './door.ts';
import type { CommandEntrance, PressEntrance } from './entrance.ts';
import type { Flows } from './flows.ts';
import type { Outgoing } from './outgoing.ts';

export type VisitDeps = {
  readonly outgoing: Outgoing;
  readonly deliver: Deliver;
  readonly flows: Pick<Flows, 'start'>;
  /** Ends the person's running flow in this chat, if there is one. */
  readonly endFlow: (chatId: number, member: Member) => Promise<void>;
};

/** The spinner on a pressed button must not turn longer than this, whatever the handler does. */
const silentPressMs = 2000;

/** Lets the handler of a command or a standing button do its work, and answers the press. */
export async function receiveVisit(
  deps: VisitDeps,
  guest: {
    readonly entrance: CommandEntrance | PressEntrance;
    readonly member: Member;
    readonly words: Words;
  },
  handle: (visit: Visit) => Promise<void>,
): Promise<void> {
  const { outgoing, deliver } = deps;
  const { entrance, member, words } = guest;
  const { chatId, topicId } = entrance;
  const pressers = { telegramId: member.telegramId };
  const placement = topicId === undefined ? {} : { topicId };
  const press = createPressAnswer(outgoing, entrance);
  let shownIn = entrance.type === 'press' ? entrance.messageId : undefined;

  const send = async (screen: Screen): Promise<number> => {
    const sent = await deliver(() => outgoing.send(chatId, screen, pressers, placement));
    return sent === 'blocked' ? 0 : sent;
  };
  const visit: Visit = {
    member,
    chatId,
    topicId,
    isForum: entrance.isForum,
    updateId: entrance.updateId,
    pressedId: entrance.type === 'press' ? entrance.messageId : undefined,
    commandId: entrance.type === 'command' ? entrance.messageId : undefined,
    words,
    argument: entrance.type === 'command' ? entrance.argument : '',
    send,
    show: async (screen) => {
      const before = shownIn;
      if (before !== undefined) {
        const edited = await deliver(() => outgoing.edit(chatId, before, screen, pressers));
        if (edited !== 'gone') return;
      }
      shownIn = (await send(screen)) || undefined;
    },
    shownId: () => shownIn,
    toast: async (text) => {
      if (!(await press.answer(text))) await send({ text });
    },
    startFlow: async (name, start) => {
      await deps.endFlow(chatId, member);
      // In private the pressed message becomes the flow's; in a group it may be everybody's card.
      const messageId = entrance.isPrivate ? shownIn : undefined;
      await deps.flows.start({ entrance, member, messageId }, name, start);
    },
    sendDocument: async (file) => {
      await deliver(() => outgoing.sendFile(chatId, 'document', file, pressers, placement));
    },
  };
  try {
    await handle(visit);
  } finally {
    await press.answer();
  }
}

/** Answers a press once; false when that has been done, or there was no press. */
function createPressAnswer(outgoing: Outgoing, entrance: CommandEntrance | PressEntrance) {
  if (entrance.type === 'command') return { answer: () => Promise.resolve(false) };
  let isAnswered = false;
  const answer = async (text?: string): Promise<boolean> => {
    if (isAnswered) return false;
    isAnswered = true;
    clearTimeout(timer);
    // A lost answer leaves a spinner for a while; what the press did is told by the screen.
    await outgoing.answerPress(entrance.queryId, text).catch(() => undefined);
    return true;
  };
  const timer = setTimeout(() => void answer(), silentPressMs);
  return { answer };
}
