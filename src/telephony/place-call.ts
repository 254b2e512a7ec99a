/** Who is to talk to whom. The phone of `extension` rings first, then `number` is called. */
export type CallOrder = {
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
