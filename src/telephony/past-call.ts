import type { Direction, MissedBecause } from './call.ts';

/** A call that is over, as people read of it. Times in milliseconds since 1970. */
export type PastCall = {
  readonly callId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly direction: Direction;
  /** As Asterisk had it: any text a phone sent; '' when hidden. */
  readonly outsideNumber: string;
  readonly outsideName: string;
  /** The staff phone that began it; '' for calls from outside. */
  readonly fromExtension: string;
  readonly answeredBy: readonly string[];
  /** Until somebody talked, or until the end. */
  readonly waitedMs: number;
  readonly talkMs: number;
  /** Undefined when somebody talked. */
  readonly missedBecause: MissedBecause | undefined;
  readonly isEndUnseen: boolean;
};
