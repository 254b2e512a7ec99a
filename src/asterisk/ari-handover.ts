/** One stream of events out of two sockets that, for a moment, tell the same. */
export type Handover = {
  readonly fromOld: (data: Buffer) => void;
  readonly fromNew: (data: Buffer) => void;
  /** The old one has told all that the new one has brought: nothing older is on its way to it. */
  readonly isLevel: () => boolean;
  /** The old socket has ended: from now on the new one's are told. */
  readonly finish: () => void;
};

/** The new socket tells what the old one told too within this time, on a machine that is very busy. */
const echoMs = 10_000;

/**
 * Goes from one socket to another with no event lost or doubled. The two belong to two applications
 * and each hears everything, but not in step: so the old one is told until its end, what the new one
 * brings meanwhile waits, and then only what the old one had not told goes on. Begins before the new
 * socket is opened.
 */
export function createHandover(tell: (data: Buffer) => void): Handover {
  const told = new Map<string, number>();
  let waiting: Buffer[] | undefined = [];
  let forgetAt = Infinity;

  const tellUnlessTold = (data: Buffer): void => {
    if (told.size > 0 && performance.now() > forgetAt) told.clear();
    if (told.size === 0) {
      tell(data);
      return;
    }
    const event = withoutApplication(data);
    const times = told.get(event) ?? 0;
    if (times === 0) tell(data);
    else if (times === 1) told.delete(event);
    else told.set(event, times - 1);
  };
  return {
    fromOld: (data) => {
      const event = withoutApplication(data);
      told.set(event, (told.get(event) ?? 0) + 1);
      tell(data);
    },
    fromNew: (data) => {
      if (waiting) waiting.push(data);
      else tellUnlessTold(data);
    },
    isLevel: () => {
      const left = new Map(told);
      return (waiting ?? []).every((data) => {
        const event = withoutApplication(data);
        const times = left.get(event) ?? 0;
        left.set(event, times - 1);
        return times > 0;
      });
    },
    finish: () => {
      const early = waiting ?? [];
      waiting = undefined;
      forgetAt = performance.now() + echoMs;
      for (const data of early) tellUnlessTold(data);
    },
  };
}

/** Asterisk writes an event once and adds whom it is for; a quote inside a value is escaped. */
function withoutApplication(data: Buffer): string {
  return data.toString('latin1').replace(/"application":"[^"]*"/, '');
}
