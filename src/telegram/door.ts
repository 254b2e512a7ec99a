import type { Locale } from '../lib/locale.ts';
import type { Role } from '../lib/role.ts';
import type { Json } from './json.ts';
import type { TopicTalk } from './topic-talk.ts';

export type { Json } from './json.ts';

/** Somebody of the company, as the gate found them when this update was handled. */
export type Member = {
  readonly telegramId: number;
  readonly name: string;
  readonly role: Role;
  readonly locale: Locale;
};

/** Text for a message (it is escaped), a number, or HTML made with care by ourselves. */
export type WordArgument = string | number | { readonly html: string };

/**
 * The Fluent message of that key in the person's language, as HTML. Text arguments are escaped here:
 * do not escape them before. A missing key is logged and shown as the key itself.
 */
export type Words = (key: string, args?: Readonly<Record<string, WordArgument>>) => string;

/**
 * A button. `label` may come from `words`: entities in it are turned back into characters.
 * `value` answers the flow's `ask`. `action` is a standing button: one use, bound to person, chat and
 * message, the role read when it is pressed, dead after two days. With `isShared` it is for everybody
 * in the chat whose role suffices, bound to chat and message, for as many presses as come in 90 days,
 * through every edit of the message: its deed must judge who came first, and what is over.
 * `copy`: 1–256 characters.
 */
export type ScreenButton =
  | { readonly label: string; readonly value: string; readonly style?: ButtonStyle }
  | {
      readonly label: string;
      readonly action: string;
      readonly args?: Json;
      readonly style?: ButtonStyle;
      readonly isShared?: boolean;
    }
  | { readonly label: string; readonly copy: string }
  | { readonly label: string; readonly url: string };

export type ButtonStyle = 'danger' | 'success' | 'primary';

/**
 * One message. `text` is Telegram's HTML. Telegram shows at most 4,096 characters: a longer new
 * message is split between lines, a longer edit is cut with "…". `protect` (no forwarding or saving)
 * counts for new messages only: an edit cannot change it.
 */
export type Screen = {
  readonly text: string;
  readonly buttons?: readonly (readonly ScreenButton[])[];
  readonly protect?: boolean;
};

export type Answer =
  | { readonly type: 'pressed'; readonly value: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'secret'; readonly handle: string }
  /** `name` is the sender's word for it. The bytes: `Bot.documents`, gone after a restart. */
  | { readonly type: 'document'; readonly handle: string; readonly name: string }
  | { readonly type: 'back' };

export type AskOptions = {
  /** Adds the Back button; pressing it answers `{ type: 'back' }`. */
  readonly back?: boolean;
} & (
  | {
      /** 'secret': the person's message is deleted at once and only a vault handle goes on. */
      readonly accepts?: 'text' | 'secret';
    }
  | AskForDocument
);

/** The person sends a file. What is no file, too big, or cannot be had gets a hint. */
export type AskForDocument = {
  readonly accepts: 'document';
  /**
   * A written text is an answer too: `text`, or `secret` when the question is. Telegram's apps cut a
   * long text into messages of 4,096 characters; the first of them answers.
   */
  readonly orText?: boolean;
  /** The person's message is deleted at once, whether the file could be had or not. */
  readonly isSecret?: boolean;
  /** 1 MiB unless told; Telegram gives bots at most 20 MB. */
  readonly maxBytes?: number;
};

export type Attachment = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** HTML, at most 1,024 characters; longer ones are cut. */
  readonly caption?: string;
  readonly buttons?: Screen['buttons'];
  /** No forwarding or saving. */
  readonly protect?: boolean;
};

/**
 * What a command or a standing button gets. After a crash, or when Telegram could not be reached,
 * the same update is handled again: a deed that must not happen twice remembers `updateId`.
 */
export type Visit = {
  readonly member: Member;
  readonly chatId: number;
  /** The forum topic it happened in; undefined in the general one, and where there are none. */
  readonly topicId: number | undefined;
  /** The group has topics. */
  readonly isForum: boolean;
  readonly updateId: number;
  /** The message whose button was pressed; undefined for a command. */
  readonly pressedId: number | undefined;
  /** The message that is the command; undefined for a button. */
  readonly commandId: number | undefined;
  readonly words: Words;
  /** The text after the command; '' if none, and for buttons. */
  readonly argument: string;
  /** A button edits its own message; a command sends a new one, which later calls then edit. */
  readonly show: (screen: Screen) => Promise<void>;
  /** The message that `show` showed: another one when its own is gone. Undefined: nobody can read it. */
  readonly shownId: () => number | undefined;
  /** Always a new message. Resolves to its id. */
  readonly send: (screen: Screen) => Promise<number>;
  /** A short answer to the button (at most 200 characters, plain), or a message when there was none. */
  readonly toast: (text: string) => Promise<void>;
  /** Ends the person's running flow in this chat, if any, and starts the named one. */
  readonly startFlow: (name: string, start: Json) => Promise<void>;
  readonly sendDocument: (file: Attachment) => Promise<void>;
};

/**
 * What a guided flow gets: one message, edited from step to step.
 *
 * The body of a flow is run again from its start at every answer, with the results of what it asked
 * and did taken from its log. So outside `once` it does nothing but decide: no clock, no
 * randomness, no files, no stores. About a dozen steps at most, and no endless loops: the log grows
 * with each.
 */
export type Talk = {
  /** As of the newest answer. */
  readonly member: Member;
  readonly chatId: number;
  readonly words: Words;
  /**
   * Shows the screen in the flow's message and waits. Cancel is always added. Cancel, /cancel, ten
   * quiet minutes and another command end the flow: then this never returns. A text or a file where
   * none is accepted gets a hint and is not an answer.
   */
  readonly ask: (screen: Screen, options?: AskOptions) => Promise<Answer>;
  /**
   * Does the work once and keeps its result in the flow's log: never return a secret. `key` is the
   * same when this step has to be done again after a crash: hand it on where a deed must not happen
   * twice. Thrown Stops are thrown again from the log, with code and message. Nothing else of Talk
   * may be called inside.
   */
  readonly once: <Result extends Json | undefined>(
    work: (key: string) => Promise<Result>,
  ) => Promise<Result>;
  /** Edits the flow's message without waiting. May show a secret: what is shown is not in the log. */
  readonly progress: (screen: Screen) => Promise<void>;
  /** The last edit of the flow's message. Only standing buttons make sense here. */
  readonly finish: (screen: Screen) => Promise<void>;
  /** A new message beside the flow's own. Resolves to its id. */
  readonly send: (screen: Screen) => Promise<number>;
};

/** Somebody who came by a deep link and may be nobody yet. Private chats only. */
export type Stranger = {
  readonly telegramId: number;
  /** As the person calls themselves in Telegram: clean it before use. */
  readonly name: string;
  readonly languageCode?: string;
  readonly chatId: number;
  readonly updateId: number;
  /** What stood behind `/start `: 1–64 characters of A-Z a-z 0-9 _ and -. */
  readonly parameter: string;
  readonly words: Words;
  readonly send: (screen: Screen) => Promise<number>;
};

export type DoorCommand = {
  /** 1–32 of a-z, 0-9 and _, without the slash. */
  readonly command: string;
  readonly minimumRole: Role;
  /** Fluent key of the line in the command menu (at most 256 characters). */
  readonly descriptionKey: string;
  /** `topic`: of a customer, in the group. */
  readonly where: 'private' | 'group' | 'topic' | 'both';
  readonly handle: (visit: Visit) => Promise<void>;
};

export type DoorButton = {
  readonly minimumRole: Role;
  readonly handle: (visit: Visit, args: Json) => Promise<void>;
};

export type DoorFlow = {
  readonly minimumRole: Role;
  /** 1 unless told. Raise it when the flow asks or does things in another order than before. */
  readonly version?: number;
  readonly run: (talk: Talk, start: Json) => Promise<void>;
  /** The button under a flow that was cancelled or left alone: back to where it came from. */
  readonly wayOn?: (words: Words, start: Json) => ScreenButton;
};

/** What a feature offers in Telegram. Names of commands, actions and flows are unique in the house. */
export type TelegramDoor = {
  readonly commands?: readonly DoorCommand[];
  readonly buttons?: Readonly<Record<string, DoorButton>>;
  readonly flows?: Readonly<Record<string, DoorFlow>>;
  /** `/start <parameter>`, from members too. True: taken care of, nobody else is asked. */
  readonly start?: (visitor: Stranger) => Promise<boolean>;
  /**
   * What anybody writes in a topic of a group. True: it was for this feature, nobody else is asked. The
   * same talk comes again after a crash.
   */
  readonly topicTalk?: (talk: TopicTalk) => Promise<boolean>;
};
