import { runRenewals, type RenewalsRun } from './run-renewals.ts';
import type { TokenDeps } from './token-deps.ts';

export { findEnd } from './find-end.ts';
export { proveToken } from './prove-token.ts';
export { tokenKey } from './read-token.ts';
export { tokenProof } from './renew-token.ts';
export { createTokenEffect, createTokenStore, tokenEffect } from './store.ts';
export type { TokenPace } from './token-deps.ts';

/** The token of Instagram Login is renewed long before it ends, and the bot goes on with the new one. */
export function createInboxToken(deps: TokenDeps) {
  let run: RenewalsRun | undefined;
  return {
    start: (): void => {
      run = runRenewals(deps);
    },
    stop: async (): Promise<void> => {
      await run?.stop();
    },
  };
}
