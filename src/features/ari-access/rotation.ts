import type { Secret } from '../../lib/secret.ts';
import { printOf } from '../../lib/secret-print.ts';

/**
 * `alternating`: two users take turns, so that both passwords are good while programs move over.
 * `leaked`: the same without any grace, and open sessions are cut. `single`: one user keeps its name;
 * for a moment the programs' password and Asterisk's differ.
 */
export type RotationKind = 'alternating' | 'leaked' | 'single';

/**
 * `prepared`: the next user has its new password, `.env` still names the previous one.
 * `switched`: `.env` names the next one. `grace`: all moved over, both are good. `retired`: the
 * previous password is dead. `aborting`, `goingBack`, `wentBack`: on the way back. The last three
 * are ends: all new; all old; or neither, and a person must look.
 */
export type RotationState =
  | 'prepared'
  | 'switched'
  | 'grace'
  | 'retired'
  | 'aborting'
  | 'goingBack'
  | 'wentBack'
  | 'done'
  | 'putBack'
  | 'stuck';

export const rotationStates = [
  ...['prepared', 'switched', 'grace', 'retired', 'aborting', 'goingBack', 'wentBack'],
  ...['done', 'putBack', 'stuck'],
] as readonly RotationState[];

/** Something the person must be told at the end besides the end itself: a key of words and its values. */
export type Remark = {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
};

/** One rotation as the journal has it: names and fingerprints, never a password. */
export type Rotation = {
  readonly rotationId: string;
  readonly kind: RotationKind;
  readonly state: RotationState;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
  /** Who asked for it; also the private chat in which it is told. */
  readonly telegramId: number;
  /** The one message about it. */
  readonly messageId: number | undefined;
  readonly previousUser: string;
  readonly nextUser: string;
  readonly salt: string;
  readonly previousPrint: string;
  readonly nextPrint: string;
  /** Event sessions that were open when `.env` changed: they ride the previous password. */
  readonly sessions: readonly string[];
  readonly graceUntil: number | undefined;
  readonly because: string | undefined;
  readonly remarks: readonly Remark[];
};

export function isOpen({ state }: Pick<Rotation, 'state'>): boolean {
  return state !== 'done' && state !== 'putBack' && state !== 'stuck';
}

/** Whose pair `.env` names now. `elsewhere`: nobody's of this rotation; somebody edited it. */
export type EnvSide = 'previous' | 'next' | 'elsewhere';

/** What the world says, whatever the journal thinks. */
export function sideOf(
  rotation: Pick<Rotation, 'salt' | 'previousUser' | 'nextUser' | 'previousPrint' | 'nextPrint'>,
  pair: { readonly username: string; readonly password: Secret } | undefined,
): EnvSide {
  if (!pair) return 'elsewhere';
  const print = printOf(rotation.salt, pair.password);
  if (pair.username === rotation.nextUser && print === rotation.nextPrint) return 'next';
  if (pair.username === rotation.previousUser && print === rotation.previousPrint) {
    return 'previous';
  }
  return 'elsewhere';
}
