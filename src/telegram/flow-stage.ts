import { messageOf } from '../lib/error.ts';
import type { Locale } from '../lib/locale.ts';
import type { Log } from '../lib/log.ts';
import type { BotAuditEntry } from './audit-entry.ts';
import type { Placement } from './chat.ts';
import type { Deliver } from './deliver.ts';
import type { Answer, Member, Screen, Words } from './door.ts';
import type {
  OtherEntrance,
  CommandEntrance,
  PressEntrance,
  SecretEntrance,
  TextEntrance,
} from './entrance.ts';
import { printFlowData, readFlowData } from './flow-data.ts';
import type { FlowSeat } from './flow-row.ts';
import type { Outgoing, Pressers } from './outgoing.ts';
import type { SecretPrompts } from './secret-prompts.ts';
import type { SecretVault } from './secret-vault.ts';

/** The handling of one update by a flow. */
export type FlowPass = {
  readonly entrance:
    CommandEntrance | PressEntrance | TextEntrance | SecretEntrance | OtherEntrance;
  readonly member: Member;
  /** The flow's message. */
  messageId: number | undefined;
  /** The person wrote below it: the next question goes below that, and the old one away. */
  isBuried: boolean;
  /** The bot stopped in the middle: what was stored before this update stays. */
  isAbandoned: boolean;
  /** Calls whose end nobody in the flow waits for. */
  readonly asides: Promise<void>[];
};

/** What is being asked. `values` stand in the order of their buttons. */
export type Question = {
  readonly step: number;
  readonly values: readonly string[];
  readonly accepts: 'press' | 'text' | 'secret';
};

export type Verdict =
  | { readonly type: 'answered'; readonly answer: Answer; readonly member: Member }
  | { readonly type: 'ignored' }
  | { readonly type: 'cancelled' };

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
  readonly judge: (pass: FlowPass, seat: FlowSeat, question: Question) => Promise<Verdict>;
};

export type FlowStageDeps = {
  readonly outgoing: Outgoing;
  readonly deliver: Deliver;
  readonly prompts: SecretPrompts;
  readonly vault: SecretVault;
  readonly words: (locale: Locale) => Words;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
  readonly log: Log;
  readonly stopping: AbortSignal;
};

/** What flows do in the outside world. Each of these runs once an update, never in a replay. */
export function createFlowStage(deps: FlowStageDeps): FlowStage {
  const { outgoing, prompts, vault, stopping, log } = deps;

  const deliver = async <Sent>(
    pass: FlowPass,
    call: () => Promise<Sent>,
  ): Promise<Sent | 'blocked'> => {
    try {
      return await deps.deliver(call);
    } catch (error) {
      if (stopping.aborted) pass.isAbandoned = true;
      throw error;
    }
  };
  const aside = (pass: FlowPass, call: Promise<void>): void => {
    pass.asides.push(
      call.catch((error: unknown) => {
        log.warn({ cause: messageOf(error) }, 'a small answer was lost');
      }),
    );
  };
  const hint = (pass: FlowPass, seat: FlowSeat, key: string): Verdict => {
    const screen = { text: deps.words(pass.member.locale)(key) };
    aside(
      pass,
      outgoing.send(seat.chatId, screen, noPressers, placementOf(seat)).then(() => undefined),
    );
    return { type: 'ignored' };
  };

  const judgePress = async (
    pass: FlowPass,
    entrance: PressEntrance,
    seat: FlowSeat,
    question: Question,
  ): Promise<Verdict> => {
    const data = readFlowData(entrance.data);
    const isOurs =
      data?.flowId === seat.flowId &&
      data.step === question.step &&
      entrance.messageId === pass.messageId;
    if (!isOurs) {
      const words = deps.words(pass.member.locale);
      aside(pass, outgoing.answerPress(entrance.queryId, words('telegram-button-dead')));
      const { telegramId, chatId } = entrance;
      await deps.audit({ telegramId, chatId, action: 'telegram.press', outcome: 'refused' });
      return { type: 'ignored' };
    }
    aside(pass, outgoing.answerPress(entrance.queryId));
    const { member } = pass;
    if (data.press === 'cancel') return { type: 'cancelled' };
    if (data.press === 'back') return { type: 'answered', answer: { type: 'back' }, member };
    const value = question.values[data.press];
    if (value === undefined) return { type: 'ignored' };
    return { type: 'answered', answer: { type: 'pressed', value }, member };
  };

  const judgeSecret = (
    pass: FlowPass,
    entrance: SecretEntrance,
    seat: FlowSeat,
    question: Question,
  ): Verdict => {
    aside(pass, outgoing.delete(entrance.chatId, entrance.messageId));
    if (question.accepts !== 'secret') return hint(pass, seat, 'telegram-hint-press');
    // Typed before a restart: only memory had it.
    if (!vault.open(entrance.handle)) return hint(pass, seat, 'telegram-secret-lost');
    const answer = { type: 'secret', handle: entrance.handle } as const;
    return { type: 'answered', answer, member: pass.member };
  };

  const judge = async (pass: FlowPass, seat: FlowSeat, question: Question): Promise<Verdict> => {
    const { entrance } = pass;
    switch (entrance.type) {
      case 'press':
        return judgePress(pass, entrance, seat, question);
      case 'secret':
        return judgeSecret(pass, entrance, seat, question);
      case 'text': {
        if (question.accepts !== 'text') return hint(pass, seat, 'telegram-hint-press');
        pass.isBuried = true;
        const answer = { type: 'text', text: entrance.text } as const;
        return { type: 'answered', answer, member: pass.member };
      }
      case 'other': {
        const isPress = question.accepts === 'press';
        return hint(pass, seat, isPress ? 'telegram-hint-press' : 'telegram-hint-text');
      }
      case 'command':
        return { type: 'ignored' };
    }
  };

  return {
    show: async (pass, seat, screen, question) => {
      if (question?.accepts === 'secret') await prompts.open(seat.chatId);
      const { chatId } = seat;
      const pressers = pressersOf(seat, question);
      const before = pass.messageId;
      if (before !== undefined && !pass.isBuried) {
        const edited = await deliver(pass, () => outgoing.edit(chatId, before, screen, pressers));
        if (edited !== 'gone') return before;
      }
      const sent = await deliver(pass, () =>
        outgoing.send(chatId, screen, pressers, placementOf(seat)),
      );
      if (sent === 'blocked') return before;
      if (before !== undefined && pass.isBuried) aside(pass, outgoing.delete(chatId, before));
      pass.messageId = sent;
      pass.isBuried = false;
      return sent;
    },
    send: async (pass, seat, screen) => {
      const sent = await deliver(pass, () =>
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

const noPressers: Pressers = { telegramId: 0 };

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

function placementOf({ topicId }: FlowSeat): Placement {
  return topicId === undefined ? {} : { topicId };
}
