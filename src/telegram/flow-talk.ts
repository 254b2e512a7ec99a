import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import {
  Conflict,
  Denied,
  InvalidInput,
  Misconfigured,
  NotFound,
  Refused,
  Stop,
  Unreachable,
  messageOf,
  type StopCode,
} from '../lib/error.ts';
import type { Locale } from '../lib/locale.ts';
import type { AskOptions, Json, Screen, ScreenButton, Talk, Words } from './door.ts';
import type { FlowPass, Wanted } from './flow-pass.ts';
import type { FlowSeat } from './flow-row.ts';
import { backValue, cancelValue, type FlowStage } from './flow-stage.ts';

/** grammY's context of one update, with what the room knows about it. */
export type FlowContext = Context & { readonly pass: FlowPass };

/** What `once` leaves in the flow's log. */
type Outcome =
  | { readonly type: 'returned'; readonly value?: Json }
  | { readonly type: 'threw'; readonly code?: StopCode; readonly message: string };

/**
 * The feature's side of a flow, run again from the start at every update. Everything outside goes
 * through `external`, whose results the plugin logs: message ids, verdicts, outcomes; no screens and
 * no secrets. The plugin's own `ctx.api` is never used: its log would keep whole messages, and its
 * errors can end in an endless replay (grammyjs/conversations#155).
 */
export async function createTalk(
  conversation: Conversation<FlowContext>,
  seat: FlowSeat,
  deps: { readonly stage: FlowStage; readonly words: (locale: Locale) => Words },
  wayOn: (words: Words) => Screen['buttons'],
): Promise<Talk> {
  const { stage } = deps;
  const once = <Result>(work: (pass: FlowPass) => Promise<Result> | Result): Promise<Result> =>
    conversation.external((ctx) => work(ctx.pass));

  let member = await once((pass) => pass.member);
  let steps = 0;
  let deeds = 0;

  return {
    get member() {
      return member;
    },
    get words() {
      return deps.words(member.locale);
    },
    chatId: seat.chatId,

    ask: async (screen, options = {}) => {
      steps += 1;
      const question = { step: steps, values: valuesOf(screen), wanted: wantedOf(options) };
      const ends = endButtons(deps.words(member.locale), options.back === true);
      const asked = { ...screen, buttons: [...(screen.buttons ?? []), ends] };
      await once((pass) => stage.show(pass, seat, asked, question));
      await conversation.wait();
      const verdict = await once((pass) => stage.judge(pass, seat, question));
      if (verdict.type === 'ignored') return conversation.skip();
      if (verdict.type === 'cancelled') {
        const words = deps.words(member.locale);
        const text = words('telegram-flow-cancelled');
        await once((pass) => stage.show(pass, seat, { text, buttons: wayOn(words) ?? [] }));
        return conversation.halt();
      }
      member = verdict.member;
      return verdict.answer;
    },

    once: async <Result extends Json | undefined>(work: (key: string) => Promise<Result>) => {
      deeds += 1;
      const key = `${seat.flowId}:${deeds}`;
      let thrown: unknown;
      let returned: { readonly value: Result } | undefined;
      const outcome = await once(async (): Promise<Outcome> => {
        try {
          const value = await work(key);
          returned = { value };
          return value === undefined ? { type: 'returned' } : { type: 'returned', value };
        } catch (error) {
          thrown = error;
          return { type: 'threw', message: messageOf(error), ...codeOf(error) };
        }
      });
      // What the log gives back is what was put in: Json survives it.
      if (outcome.type === 'returned') return returned?.value ?? (outcome.value as Result);
      throw thrown instanceof Error ? thrown : errorOf(outcome);
    },

    progress: async (screen) => {
      await once((pass) => stage.show(pass, seat, screen));
    },
    finish: async (screen) => {
      await once((pass) => stage.show(pass, seat, screen));
    },
    send: (screen) => once((pass) => stage.send(pass, seat, screen)),
  };
}

function valuesOf({ buttons = [] }: Screen): readonly string[] {
  return buttons.flat().flatMap((button) => ('value' in button ? [button.value] : []));
}

function wantedOf(options: AskOptions): Wanted {
  return options.accepts === 'document' ? options : { accepts: options.accepts ?? 'press' };
}

function endButtons(words: Words, back: boolean): readonly ScreenButton[] {
  const cancel = { label: words('telegram-button-cancel'), value: cancelValue };
  return back ? [{ label: words('telegram-button-back'), value: backValue }, cancel] : [cancel];
}

function codeOf(error: unknown): { readonly code?: StopCode } {
  return error instanceof Stop ? { code: error.code } : {};
}

const stopClasses = {
  InvalidInput,
  NotFound,
  Conflict,
  Denied,
  Unreachable,
  Refused,
  Misconfigured,
} satisfies Record<StopCode, new (message: string) => Stop>;

function errorOf({ code, message }: Extract<Outcome, { type: 'threw' }>): Error {
  return code === undefined ? new Error(message) : new stopClasses[code](message);
}
