import type { Answer, AskForDocument, Member } from './door.ts';
import type {
  CommandEntrance,
  DocumentEntrance,
  OtherEntrance,
  PressEntrance,
  SecretEntrance,
  TextEntrance,
} from './entrance.ts';

/** The handling of one update by a flow. */
export type FlowPass = {
  readonly entrance:
    | CommandEntrance
    | PressEntrance
    | TextEntrance
    | SecretEntrance
    | DocumentEntrance
    | OtherEntrance;
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

/** What a question takes besides a press. */
export type Wanted = { readonly accepts: 'press' | 'text' | 'secret' } | AskForDocument;

/** What is being asked. `values` stand in the order of their buttons. */
export type Question = {
  readonly step: number;
  readonly values: readonly string[];
  readonly wanted: Wanted;
};

export type Verdict =
  | { readonly type: 'answered'; readonly answer: Answer; readonly member: Member }
  | { readonly type: 'ignored' }
  | { readonly type: 'cancelled' };

/** Whether what the person sends must not be stored or stay in the chat. */
export function isSecretWanted(wanted: Wanted): boolean {
  return wanted.accepts === 'document' ? wanted.isSecret === true : wanted.accepts === 'secret';
}
