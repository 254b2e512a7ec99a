/** How long phones ring before nobody has answered, milliseconds. */
export type RingTimes = {
  /** All of them, for a customer. */
  readonly groupMs: number;
  readonly staffMs: number;
  readonly outsideMs: number;
};

/** Those of the captures; asterisk-config/extensions.conf lets outside ring for 60 s. */
export const usualRingTimes: RingTimes = { groupMs: 20_000, staffMs: 20_000, outsideMs: 60_000 };
