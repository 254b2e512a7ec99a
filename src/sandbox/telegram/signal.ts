/** Tells listeners that something changed, not what: they look for themselves. */
export type Signal = {
  readonly emit: () => void;
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: () => void) => () => void;
};

export function createSignal(): Signal {
  const listeners = new Set<() => void>();
  return {
    emit: () => {
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
