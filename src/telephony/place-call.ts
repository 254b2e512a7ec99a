import type { AriRest, EndpointState } from '../asterisk/ari-rest.ts';
import type { Clock } from '../lib/clock.ts';
import { Refused, Stop } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { createMinuteLimit } from '../lib/minute-limit.ts';
import { createMutex } from '../lib/mutex.ts';
import { dialStringOf, isAllowed, readDialled, waysToDial, type Party } from './dialled-number.ts';

/** A standing button that calls a number; `features/dial` answers it. Its args are `{ number }`. */
export const dialAction = 'dial.number';

/** Who is to talk to whom. The phone of `extension` rings first, then `number` is called. */
export type CallOrder = {
  /** A staff phone; for a test an outside number too. */
  readonly extension: string;
  /** As a person wrote it, or as Asterisk told it. */
  readonly number: string;
  readonly purpose: 'callBack' | 'dial' | 'test';
  /** The person's id, for the limit on calls a minute. */
  readonly requestedBy: number;
};

/** Why no call was made; `place-call-refused-<because>` says it. */
export type PlaceRefusal =
  | 'badNumber'
  | 'prefixNotAllowed'
  | 'noTrunk'
  | 'phoneOffline'
  | 'phoneBusy'
  | 'tooMany'
  | 'unreachable';

/** `placed`: the phone rings, or will in a moment. The call's id is the one its events and card carry. */
export type PlacedCall =
  | { readonly type: 'placed'; readonly callId: string }
  | { readonly type: 'refused'; readonly because: PlaceRefusal };

/** Places a call. What stands in its way is told as a refusal; it throws bugs only. */
export type PlaceCall = (order: CallOrder) => Promise<PlacedCall>;

export type DialPolicy = {
  /** The dialplan context that takes the second number, as if the phone had dialled it. */
  readonly context: string;
  /** The endpoint of the line outside; only a test that begins outside needs to know it. */
  readonly trunk: string | undefined;
  /** E.164 numbers that may be called begin with one of these. */
  readonly prefixes: readonly string[];
  /** Of one person. */
  readonly maxPerMinute: number;
  /** Calls of the bot that are going on, all together. */
  readonly maxAtOnce: number;
};

/** What the dialplan does with a number. `unknown`: that cannot be seen. */
export type WayOut =
  { readonly type: 'taken'; readonly way: string } | { readonly type: 'nowhere' | 'unknown' };

export type PlaceCallDeps = {
  readonly ari: Pick<AriRest, 'getEndpoint' | 'listChannels' | 'originate'>;
  /** Which of these ways to dial the context takes. */
  readonly findWay: (ways: readonly string[]) => Promise<WayOut>;
  readonly policy: DialPolicy;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
};

/** Begins the id of every channel that the bot makes, and so of every call. */
export const placedCallPrefix = 'navbatchi-';

/** As long as a person needs to reach for the phone. */
const ringTimeoutSeconds = 30;

/** What the ringing phone shows beside the number: it rings because the bot was asked to. ASCII: desk phones. */
const marks = { callBack: 'Navbatchi', dial: 'Navbatchi', test: 'Navbatchi test' } as const;

/**
 * Places calls by ARI: the first phone rings, and when it is picked up the dialplan goes on as if that
 * phone had dialled the number itself. So a call takes the company's own routes, and is one call to
 * Asterisk (docs/decisions/0011). One at a time, so that the limits hold whoever presses together.
 */
export function createPlaceCall(deps: PlaceCallDeps): PlaceCall {
  const { policy, clock, log } = deps;
  const inTurn = createMutex();
  const limit = createMinuteLimit(policy.maxPerMinute, clock);

  const place = async (order: CallOrder): Promise<PlacedCall> => {
    const parties = await readParties(deps, order);
    if ('because' in parties) return refused(parties.because);
    if (limit.isUsedUp(order.requestedBy)) return refused('tooMany');
    const channelIds = (await deps.ari.listChannels()).map(({ id }) => id);
    const ours = channelIds.filter((id) => id.startsWith(placedCallPrefix));
    if (ours.length >= policy.maxAtOnce) return refused('tooMany');
    const phone = await whyNotRing(deps, parties.from, channelIds);
    if (phone) return refused(phone);
    const out = await deps.findWay(waysToDial(parties.to));
    if (out.type === 'nowhere') return refused('noTrunk');
    const callId = `${placedCallPrefix}${order.purpose}-${deps.newId()}`;
    limit.note(order.requestedBy);
    await deps.ari.originate({
      channelId: callId,
      endpoint: parties.endpoint,
      context: policy.context,
      extension: out.type === 'taken' ? out.way : parties.to.number,
      ringTimeoutSeconds,
      // Of the first leg alone: what the second one is shown is the phone's own number, as ever.
      shown: { number: parties.to.number, name: marks[order.purpose] },
    });
    return { type: 'placed', callId };
  };
  return (order) =>
    inTurn(async () => {
      try {
        return await place(order);
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        const status = error instanceof Refused ? error.status : undefined;
        log.warn({ cause: error.message, status }, 'a call could not be placed');
        return refused('unreachable');
      }
    });
}

type Parties = {
  readonly from: Party;
  readonly to: Party;
  /** To ring first. */
  readonly endpoint: string;
};

/** Both sides, as far as the policy lets them be called; a staff phone must be one that Asterisk knows. */
async function readParties(
  { ari, policy }: PlaceCallDeps,
  { extension, number, purpose }: CallOrder,
): Promise<Parties | { readonly because: PlaceRefusal }> {
  const [from, to] = [readDialled(extension), readDialled(number)];
  if (!from || !to || from.number === to.number) return { because: 'badNumber' };
  if (from.type === 'outside' && purpose !== 'test') return { because: 'badNumber' };
  for (const party of [from, to]) {
    const isOutside = party.type === 'outside';
    if (isOutside && !isAllowed(party.number, policy.prefixes)) {
      return { because: 'prefixNotAllowed' };
    }
  }
  // Short numbers that are no phone of ours may be the police.
  if (to.type === 'extension' && !(await ari.getEndpoint(to.number))) {
    return { because: 'badNumber' };
  }
  const endpoint = dialStringOf(from, policy.trunk);
  return endpoint === undefined ? { because: 'noTrunk' } : { from, to, endpoint };
}

/** Asterisk says the same of a phone that is away, unknown, or not to be called: so it is asked before. */
async function whyNotRing(
  { ari }: PlaceCallDeps,
  { type, number }: Party,
  channelIds: readonly string[],
): Promise<PlaceRefusal | undefined> {
  if (type === 'outside') return undefined;
  const phone = await ari.getEndpoint(number);
  if (phone?.state !== 'online') return 'phoneOffline';
  return isBusy(phone, channelIds) ? 'phoneBusy' : undefined;
}

/** Asterisk takes a channel that ended from its phone a moment later than from its list of channels. */
export function isBusy(
  phone: Pick<EndpointState, 'channelIds'>,
  channelIds: readonly string[],
): boolean {
  return phone.channelIds.some((id) => channelIds.includes(id));
}

function refused(because: PlaceRefusal): PlacedCall {
  return { type: 'refused', because };
}
