import type { Platform } from '../../meta/customer-event.ts';
import type { GraphAccess } from '../../meta/graph.ts';

/** What one comparison is about. */
export type Span = {
  readonly platform: Platform;
  readonly access: GraphAccess;
  /** As webhooks call the account, and all that Meta calls it by. */
  readonly accountId: string;
  readonly ownIds: readonly string[];
  readonly since: number;
  /** Up to here an earlier comparison came. */
  readonly fresh: number;
  /** What was written later may still be told. */
  readonly upTo: number;
};

/** Conversations have times of whole seconds: the thing itself may be so much later. */
const coarseMs = 1000;

/** Whether something of that time may be after `from`. */
export function isAfter(at: number, from: number): boolean {
  return at + coarseMs > from;
}
