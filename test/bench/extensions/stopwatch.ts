/** How long a piece of work took, in milliseconds. */
export type Spent = {
  /** What it took by itself, processor and disk. */
  readonly ownMs: number;
  /** Its own processor time, which says the same on a busy machine. */
  readonly processorMs: number;
  /** What it waited for Asterisk. */
  readonly asteriskMs: number;
};

export type Stopwatch = {
  /** The same work, its time told apart as Asterisk's. */
  readonly on: <Args extends readonly unknown[], Result>(
    work: (...args: Args) => Promise<Result>,
  ) => (...args: Args) => Promise<Result>;
  readonly time: <Result>(
    work: () => Promise<Result>,
  ) => Promise<Spent & { readonly result: Result }>;
};

export function createStopwatch(): Stopwatch {
  let asteriskMs = 0;
  // Questions asked side by side are waited for once.
  let waiting = 0;
  let since = 0;
  return {
    on:
      (work) =>
      async (...args) => {
        if (waiting === 0) since = performance.now();
        waiting += 1;
        try {
          return await work(...args);
        } finally {
          waiting -= 1;
          if (waiting === 0) asteriskMs += performance.now() - since;
        }
      },
    time: async (work) => {
      asteriskMs = 0;
      const [start, before] = [performance.now(), process.threadCpuUsage()];
      const result = await work();
      const { user, system } = process.threadCpuUsage(before);
      const ms = performance.now() - start;
      return { result, asteriskMs, ownMs: ms - asteriskMs, processorMs: (user + system) / 1000 };
    },
  };
}
