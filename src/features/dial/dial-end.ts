import { rootOf, stateOf, type Call, type Leg, type MissedBecause } from '../../telephony/call.ts';

/** How a call ended that was placed for somebody of the staff. */
export type DialEnd =
  | { readonly type: 'talked'; readonly talkMs: number }
  /** Their own phone was never picked up: nobody else was called. */
  | { readonly type: 'ownPhone'; readonly because: 'declined' | 'noAnswer' | 'unreachable' }
  | { readonly type: 'otherPhone'; readonly because: MissedBecause }
  /** Nobody saw how. */
  | { readonly type: 'over' };

/** Undefined while it is going on. */
export function dialEndOf(call: Call): DialEnd | undefined {
  const state = stateOf(call);
  if (state.type !== 'answered' && state.type !== 'missed') return undefined;
  if (call.isEndUnseen || call.isPast === true) return { type: 'over' };
  if (state.type === 'answered') return { type: 'talked', talkMs: state.talkMs };
  const own = rootOf(call);
  if (!own || own.state === 'answered' || call.legs.size > 1) {
    return { type: 'otherPhone', because: state.because };
  }
  return { type: 'ownPhone', because: whyNotPickedUp(own) };
}

/** SIP's status for a phone whose owner does not want the call. Source: RFC 3261, RFC 8197. */
const declined: readonly number[] = [486, 600, 603, 607];

function whyNotPickedUp({ state, techCause = 0 }: Leg): 'declined' | 'noAnswer' | 'unreachable' {
  if (state === 'busy' || declined.includes(techCause)) return 'declined';
  return state === 'unreachable' ? 'unreachable' : 'noAnswer';
}
