import type { MetaConfig } from './config.ts';
import type { Secret } from './lib/secret.ts';
import type { Platform } from './meta/customer-event.ts';
import { createGraph, type Graph, type GraphAccess } from './meta/graph.ts';

/** The Graph API as it is configured. */
export function graphOf(meta: MetaConfig, lookEveryMs?: number): Graph {
  return createGraph({
    ...{ graphRoot: meta.graphRoot, instagramRoot: meta.instagram.graphRoot },
    ...{ version: meta.graphVersion, appSecret: meta.appSecret },
    ...{ instagramAppSecret: meta.instagram.appSecret, lookEveryMs },
  });
}

export type MetaAccesses = ReturnType<typeof accessesOf>;

/**
 * An Instagram account speaks by a token of its own where there is one, else by its page's. Whoever has an
 * access goes over to another token with it.
 */
export function accessesOf({ pageToken, instagram }: MetaConfig) {
  const page: GraphAccess | undefined = pageToken && { kind: 'page', token: pageToken };
  const login = instagram.token && loginOf(instagram.token);
  return {
    all: [page, login?.access].filter((one) => one !== undefined),
    accessOf: (platform: Platform): GraphAccess | undefined =>
      platform === 'instagram' ? (login?.access ?? page) : page,
    login,
  };
}

function loginOf(first: Secret) {
  let token = first;
  const access: GraphAccess = {
    kind: 'instagramLogin',
    get token() {
      return token;
    },
  };
  return {
    access,
    useInstead: (next: Secret): void => {
      token = next;
    },
  };
}

/** Keys of `.env` without which what is set there does not work; none when nothing is. */
export function missingKeysOf({ appSecret, verifyToken, pageToken, instagram }: MetaConfig) {
  const isWanted = [appSecret, verifyToken, pageToken, instagram.token, instagram.appSecret].some(
    (one) => one !== undefined,
  );
  if (!isWanted) return undefined;
  const isOnlyInstagram = instagram.token !== undefined && !pageToken;
  const needed = [
    ['FACEBOOK_VERIFY_TOKEN', verifyToken],
    ...(isOnlyInstagram
      ? ([['INSTAGRAM_APP_SECRET', instagram.appSecret ?? appSecret]] as const)
      : ([
          ['FACEBOOK_APP_SECRET', appSecret],
          ['FACEBOOK_PAGE_ACCESS_TOKEN', pageToken],
        ] as const)),
  ] as const;
  return needed.flatMap(([key, value]) => (value === undefined ? [key] : []));
}
