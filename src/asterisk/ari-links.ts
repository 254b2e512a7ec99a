import type { AriSettings } from './ari-http.ts';
import type { EventSettings } from './ari-socket.ts';

/** Something of ours that signs in to ARI, and can do so at another address while it works. */
export type AriLink = { readonly moveTo: (settings: EventSettings) => Promise<void> | void };

/** With what this process signs in to ARI, and all of it that does. */
export type AriLinks = {
  readonly inUse: () => EventSettings;
  /** From now on it moves with the others. */
  readonly join: (link: AriLink) => void;
  /**
   * Everybody goes over, in the order of their joining; `inUse` tells the new address when all have.
   * Throws what the first one throws that cannot: move back then.
   */
  readonly moveTo: (settings: EventSettings) => Promise<void>;
  /** Only notes it: whoever signs in was told by other ways. */
  readonly changeCredentials: (pair: Pick<AriSettings, 'username' | 'password'>) => void;
};

export function createAriLinks(settings: EventSettings): AriLinks {
  const links: AriLink[] = [];
  let inUse = settings;
  return {
    inUse: () => inUse,
    join: (link) => {
      links.push(link);
    },
    moveTo: async (next) => {
      for (const link of links) await link.moveTo(next);
      inUse = next;
    },
    changeCredentials: ({ username, password }) => {
      inUse = { ...inUse, username, password };
    },
  };
}
