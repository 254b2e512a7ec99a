import { createHash } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { PhoneAccount } from './phone-account.ts';

export type LinkDeps = {
  /** Where strangers reach our HTTP server, without a slash at the end; without it there are no links. */
  readonly publicUrl: string | undefined;
  /** At least 126 random bits, in A-Z a-z 0-9 _ and -. */
  readonly newToken: () => string;
  readonly clock: Clock;
};

/** One-time links under which a softphone fetches its settings. In memory only: a restart ends them. */
export type Links = {
  /** Ends an earlier link of that number. */
  readonly open: (account: PhoneAccount) => string | undefined;
  readonly isAlive: (token: string) => boolean;
  /** What the link is for; counts as a use. Undefined when it is used up, over, or was never there. */
  readonly take: (token: string) => PhoneAccount | undefined;
  /** The phone has registered: its link is dead. */
  readonly burn: (number: string) => void;
};

/** How long a link lives. */
export const linkLifeMs = 10 * 60_000;

/** Some apps fetch twice, and a fetch may break off. */
const maxUses = 5;

/** More at once would be no people setting up phones. */
const maxLinks = 1_000;

/** Only the hash of a token is kept, so that memory and time tell nothing of it. */
export function openLinks({ publicUrl, newToken, clock }: LinkDeps): Links {
  type Link = { readonly account: PhoneAccount; readonly endsAt: number; readonly uses: number };
  const links = new Map<string, Link>();
  const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

  const sweep = (isOver: (link: Link) => boolean): void => {
    for (const [hash, link] of links) if (isOver(link)) links.delete(hash);
  };
  const find = (token: string): Link | undefined => {
    sweep(({ endsAt }) => endsAt <= clock.now());
    return links.get(hashOf(token));
  };
  const burn = (number: string): void => {
    sweep(({ account }) => account.number === number);
  };
  return {
    open: (account) => {
      burn(account.number);
      sweep(({ endsAt }) => endsAt <= clock.now());
      if (publicUrl === undefined || links.size >= maxLinks) return undefined;
      const token = newToken();
      links.set(hashOf(token), { account, endsAt: clock.now() + linkLifeMs, uses: 0 });
      return `${publicUrl}/p/${token}`;
    },
    isAlive: (token) => find(token) !== undefined,
    take: (token) => {
      const link = find(token);
      if (!link) return undefined;
      const uses = link.uses + 1;
      if (uses >= maxUses) links.delete(hashOf(token));
      else links.set(hashOf(token), { ...link, uses });
      return link.account;
    },
    burn,
  };
}
