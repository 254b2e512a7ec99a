import { outsideNumberOf } from '../../telephony/call.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import type { PlacedCall } from '../../telephony/place-call.ts';
import type { CustomerCallsDeps } from './customer-calls-deps.ts';

export type CallOutcome =
  | PlacedCall
  | { readonly type: 'noExtension' }
  /** This same press began it before the process died: it is not begun twice. */
  | { readonly type: 'begun' }
  /** The customer is on the line with us already. */
  | { readonly type: 'onLine' }
  /** The number is not this customer's any more. */
  | { readonly type: 'notTied' };

/** Has a customer called by the number that is tied to them: the operator's own phone rings first. */
export async function callCustomer(
  deps: Pick<CustomerCallsDeps, 'store' | 'people' | 'live' | 'placeCall' | 'beginCall' | 'clock'>,
  press: {
    readonly talkId: number;
    readonly number: string;
    readonly telegramId: number;
    readonly updateId: number;
  },
): Promise<CallOutcome> {
  const { talkId, number, updateId } = press;
  const person = await deps.people.byTelegramId(press.telegramId);
  if (person?.extension === undefined) return { type: 'noExtension' };
  const ties = await deps.store.listTies(talkId);
  const isTied = ties.some((tie) => tie.number === number && tie.state === 'tied');
  if (!isTied) return { type: 'notTied' };
  const isOnLine = deps
    .live()
    .some((call) => readDialled(outsideNumberOf(call))?.number === number);
  if (isOnLine) return { type: 'onLine' };
  // Before anything rings: killed after that, the next life must not ring the phone again.
  if (!(await deps.beginCall(updateId, deps.clock.now()))) return { type: 'begun' };
  const { extension, personId } = person;
  return deps.placeCall({ extension, number, purpose: 'dial', requestedBy: personId });
}
