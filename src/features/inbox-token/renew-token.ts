import { applyChange } from '../../change/apply-change.ts';
import type { Plan } from '../../change/plan.ts';
import { printEnvDocument, setEnv } from '../../files/env-document.ts';
import type { Secret } from '../../lib/secret.ts';
import { printOf } from '../../lib/secret-print.ts';
import type { Graph, GraphAccess } from '../../meta/graph.ts';
import { remedyOf, type GraphFailure } from '../../meta/graph-failure.ts';
import { tokenKey, type StandingToken } from './read-token.ts';
import { renewedEffect } from './store.ts';
import type { TokenDeps } from './token-deps.ts';
import { isWritable, type TokenLife } from './token-life.ts';

export type AccountAnswer = Awaited<ReturnType<Graph['readAccount']>>;

/**
 * `refused`: Meta does not renew it now, as when it is younger than a day, or what came cannot be used.
 * `later`: trouble on the way; the same again soon. In each of them the old one goes on.
 */
export type Renewal =
  | { readonly type: 'renewed' }
  | { readonly type: 'dead' }
  | { readonly type: 'refused'; readonly because: string }
  | { readonly type: 'later'; readonly because: string };

/** By which kind of proof the engine asks for it. */
export const tokenProof = 'inboxToken';

/**
 * Gets another token from Meta for the one that stands in `.env`, tries it, and puts it there, as one
 * change of the engine: the file must still be as it was before Meta was asked. The old one lives until
 * its own end, so that whatever happens on the way, `.env` names a good one.
 */
export async function renewToken(
  deps: TokenDeps,
  standing: StandingToken,
  { salt }: Pick<TokenLife, 'salt'>,
): Promise<Renewal> {
  const { graph, store, clock } = deps;
  const access: GraphAccess = { kind: 'instagramLogin', token: standing.token };
  const answer = await graph.refreshToken(access);
  if (answer.type !== 'found') return judgeFailure(deps, access, answer);
  const { token, livesSeconds } = answer.value;
  deps.hideInLog(token);
  const renewedAt = clock.now();
  const endsAt = renewedAt + livesSeconds * 1000;
  const renewed = { salt, print: printOf(salt, token), renewedAt, endsAt };
  // Meta may as well let the same one live longer.
  if (token.equals(standing.token)) {
    await store.noteRenewed(renewed);
    return { type: 'renewed' };
  }
  if (!isWritable(token.reveal())) return { type: 'refused', because: 'unreadable' };
  const account = await graph.readAccount({ ...access, token });
  if (account.type !== 'found') return { type: 'later', because: account.type };
  const outcome = await applyChange(deps.change, {
    plan: planOf(deps, standing, { token, renewed }),
    // Nobody ordered it.
    telegramId: undefined,
  });
  switch (outcome.type) {
    case 'done':
      deps.useInstead(token);
      return { type: 'renewed' };
    case 'busy':
    case 'stale':
      return { type: 'later', because: outcome.type };
    case 'putBack':
    case 'stuck':
    case 'unsafe':
      // Each try is a line of the history: not one a minute.
      return { type: 'refused', because: outcome.type };
  }
}

/** Nobody knows with what code a young one is refused: only what cannot even say whose it is is dead. */
async function judgeFailure(
  { graph }: TokenDeps,
  access: GraphAccess,
  failure: GraphFailure,
): Promise<Renewal> {
  const because = failure.type;
  if (because === 'tokenDead') {
    const account = await graph.readAccount(access);
    return account.type === 'tokenDead' ? { type: 'dead' } : { type: 'refused', because };
  }
  const isPassing = ['again', 'reconcile'].includes(remedyOf(failure));
  return { type: isPassing ? 'later' : 'refused', because };
}

function planOf(
  { envFile }: TokenDeps,
  { text, document, token: old }: StandingToken,
  {
    token,
    renewed,
  }: { readonly token: Secret; readonly renewed: Parameters<typeof renewedEffect>[0] },
): Plan {
  const after = printEnvDocument(setEnv(document, tokenKey, token.reveal()));
  return {
    title: { key: 'change-inbox-token', args: {} },
    // An older one would end sooner, and undo knows nothing of those who speak with it.
    edits: [{ path: envFile, before: text, after, isKeptByUndo: true }],
    reload: [],
    proof: { kind: tokenProof, subject: [renewed.salt, renewed.print, printOf(renewed.salt, old)] },
    effect: renewedEffect(renewed),
  };
}
