import type { Screen } from './door.ts';
import type { FlowCalls } from './flow-calls.ts';
import { printFlowData } from './flow-data.ts';
import type { FlowJudge } from './flow-judge.ts';
import { isSecretWanted, type FlowPass, type Question } from './flow-pass.ts';
import { placementOf, type FlowSeat } from './flow-row.ts';
import type { Outgoing, Pressers } from './outgoing.ts';
import type { SecretPrompts } from './secret-prompts.ts';

/** The values of the room's own buttons; no feature's value begins so. */
export const backValue = '\u0000back';
export const cancelValue = '\u0000cancel';

export type FlowStage = {
  /** Shows a screen in the flow's message. Resolves to that message's id. */
  readonly show: (
    pass: FlowPass,
    seat: FlowSeat,
    screen: Screen,
    question?: Question,
  ) => Promise<number | undefined>;
  readonly send: (pass: FlowPass, seat: FlowSeat, screen: Screen) => Promise<number>;
  /** What this update says to the question. */
  readonly judge: FlowJudge;
};

export type FlowStageDeps = {
  readonly outgoing: Outgoing;
  readonly calls: FlowCalls;
  readonly judge: FlowJudge;
  readonly prompts: Pick<SecretPrompts, 'open' | 'close'>;
};

/** What flows do in the outside world. Each of these runs once an update, never in a replay. */
export function createFlowStage({ outgoing, calls, judge, prompts }: FlowStageDeps): FlowStage {
  return {
    show: async (pass, seat, screen, question) => {
      if (question && isSecretWanted(question.wanted)) await prompts.open(seat.chatId);
      const { chatId } = seat;
      const pressers = pressersOf(seat, question);
      const before = pass.messageId;
      if (before !== undefined && !pass.isBuried) {
        const edited = await calls.deliver(pass, () =>
          outgoing.edit(chatId, before, screen, pressers),
        );
        if (edited !== 'gone') return before;
      }
      const sent = await calls.deliver(pass, () =>
        outgoing.send(chatId, screen, pressers, placementOf(seat)),
      );
      if (sent === 'blocked') return before;
      if (before !== undefined && pass.isBuried) {
        calls.aside(pass, outgoing.delete(chatId, before));
      }
      pass.messageId = sent;
      pass.isBuried = false;
      return sent;
    },
    send: async (pass, seat, screen) => {
      const sent = await calls.deliver(pass, () =>
        outgoing.send(seat.chatId, screen, pressersOf(seat), placementOf(seat)),
      );
      return sent === 'blocked' ? 0 : sent;
    },
    judge: async (pass, seat, question) => {
      const verdict = await judge(pass, seat, question);
      if (verdict.type !== 'ignored') await prompts.close(seat.chatId);
      return verdict;
    },
  };
}

function pressersOf({ telegramId, flowId }: FlowSeat, question?: Question): Pressers {
  if (!question) return { telegramId };
  const { step, values } = question;
  return {
    telegramId,
    dataOf: (value) => {
      if (value === backValue) return printFlowData(flowId, step, 'back');
      if (value === cancelValue) return printFlowData(flowId, step, 'cancel');
      return printFlowData(flowId, step, values.indexOf(value));
    },
  };
}
