import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Mutex } from '../lib/mutex.ts';
import type { FileEdit, PlanFault, ReloadTarget } from './plan.ts';
import type { Snapshots } from './snapshots.ts';
import type { Journal } from './store.ts';

/** Whether the running Asterisk is as the files say. `what` is one plain sentence without secrets. */
export type ProofResult =
  { readonly type: 'agrees' } | { readonly type: 'differs'; readonly what: string };

/**
 * Compares the running Asterisk with what the files say now about `subject`.
 * Throws Unreachable or Refused when Asterisk cannot be asked.
 */
export type Prover = (subject: readonly string[]) => Promise<ProofResult>;

/**
 * Reads all the files as the edits would leave them and names what Asterisk would not load as meant.
 * What it trips over today already is not named again, unless it would empty the PBX.
 */
export type Preflight = (edits: readonly FileEdit[]) => Promise<readonly PlanFault[]>;

/** What the engine works with. One mutex: changes go one after the other. */
export type ChangeDeps = {
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  readonly reload: (module: ReloadTarget) => Promise<void>;
  /** By kind of proof. */
  readonly provers: Readonly<Record<string, Prover>>;
  readonly preflights: Readonly<Record<string, Preflight>>;
  readonly mutex: Mutex;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * How a change ends. `stuck.willRetry`: Asterisk could not be asked; the files are as before and the
 * engine goes on by itself as soon as Asterisk answers.
 */
export type ChangeEnd =
  | { readonly type: 'done'; readonly changeId: number }
  | { readonly type: 'putBack'; readonly changeId: number; readonly because: string }
  | {
      readonly type: 'stuck';
      readonly changeId: number;
      readonly because: string;
      readonly willRetry: boolean;
    };
