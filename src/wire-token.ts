import { nanoid } from 'nanoid';
import type { InboxCheckDeps } from './checks/check-inbox.ts';
import {
  createInboxToken,
  createTokenStore,
  findEnd,
  tokenKey,
  type TokenPace,
} from './features/inbox-token/index.ts';
import { pause } from './lib/retry.ts';
import type { Graph } from './meta/graph.ts';
import type { Storage } from './storage/database.ts';
import type { Shared } from './wire-deps.ts';

/** The token of Instagram Login lives on. Undefined: there is none. */
export function wireToken(
  { config, core, metaAccesses, hideInLog, clock, log }: Shared,
  {
    graph,
    pace,
    onDead,
  }: {
    readonly graph: Graph;
    readonly pace: Partial<TokenPace>;
    readonly onDead: () => void;
  },
) {
  const { login } = metaAccesses;
  if (!login) return undefined;
  return createInboxToken({
    ...{ change: core.change, envFile: config.envFile, graph, hideInLog, onDead, pace },
    isFixed: config.fixedByEnvironment.includes(tokenKey),
    inUse: () => login.access.token,
    useInstead: login.useInstead,
    store: createTokenStore(core.database),
    newSalt: () => nanoid(),
    ...{ clock, log, pause },
  });
}

/** What the doctor says of its end. */
export function readTokenEndOf(database: Storage): NonNullable<InboxCheckDeps['readTokenEnd']> {
  const store = createTokenStore(database);
  return (token) => findEnd(store, token);
}
