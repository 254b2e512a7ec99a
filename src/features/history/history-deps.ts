import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { UndoDeps } from '../../change/plan-undo.ts';
import type { Clock } from '../../lib/clock.ts';
import type { People } from '../../storage/people.ts';

/** Everything this feature works with. */
export type HistoryDeps = ConfirmDeps & {
  readonly undo: UndoDeps;
  readonly people: Pick<People, 'byTelegramId'>;
  readonly clock: Clock;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
};
