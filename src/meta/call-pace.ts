export type CallPace = {
  /**
   * Resolves when the next call may leave; false: never again. What somebody waits for goes before
   * what is done by the way.
   */
  readonly turn: (isUrgent: boolean) => Promise<boolean>;
  readonly close: () => void;
};

/** Calls of all who share it, so many milliseconds apart. */
export function createCallPace(everyMs: number): CallPace {
  const urgent: ((mayGo: boolean) => void)[] = [];
  const patient: ((mayGo: boolean) => void)[] = [];
  let nextAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const pump = (): void => {
    if (timer || urgent.length + patient.length === 0) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        nextAt = performance.now() + everyMs;
        (urgent.shift() ?? patient.shift())?.(true);
        pump();
      },
      Math.max(0, nextAt - performance.now()),
    );
  };

  return {
    turn: (isUrgent) =>
      new Promise((resolve) => {
        if (isClosed) {
          resolve(false);
          return;
        }
        (isUrgent ? urgent : patient).push(resolve);
        pump();
      }),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      for (const resolve of [...urgent.splice(0), ...patient.splice(0)]) resolve(false);
    },
  };
}
