import { messageOf } from '../../lib/error.ts';
import { printOf } from '../../lib/secret-print.ts';
import { readToken } from './read-token.ts';
import { renewToken, type Renewal } from './renew-token.ts';
import { usualTokenPace, type TokenDeps } from './token-deps.ts';
import { isDue, refusedWaitMs, troubleWaitMs, type TokenLife } from './token-life.ts';

export type RenewalsRun = { readonly stop: () => Promise<void> };

/** Looks from time to time whether the token has to be renewed. */
export function runRenewals(deps: TokenDeps): RenewalsRun {
  const { store, clock, log } = deps;
  const pace = { ...usualTokenPace, ...deps.pace };
  const stopping = new AbortController();

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await look();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.error({ cause: messageOf(error) }, 'the Instagram token cannot be looked after now');
      }
      // A full disk cannot keep when to try again, and Meta must not be asked each minute meanwhile.
      const waitMs = failures > 0 ? troubleWaitMs(failures) : 0;
      await deps.pause(Math.max(pace.renewLookMs, waitMs), stopping.signal);
    }
  };

  const look = async (): Promise<void> => {
    const inUse = deps.inUse();
    const known = await store.find();
    const isOf = (token: typeof inUse): boolean =>
      known?.print === printOf(known?.salt ?? '', token);
    const standing = deps.isFixed ? undefined : await readToken(deps.envFile);
    if (standing && !standing.token.equals(inUse)) {
      // Ours, when its change came to its end in other hands; else a person's, for the next start.
      if (isOf(standing.token)) {
        deps.hideInLog(standing.token);
        deps.useInstead(standing.token);
      }
      return;
    }
    if (!known || !isOf(inUse)) {
      const salt = deps.newSalt();
      const seenAt = clock.now();
      const tryAt = seenAt + pace.firstRenewMs;
      await store.see({ salt, print: printOf(salt, inUse), seenAt, tryAt });
      return;
    }
    if (!standing || !isDue(known, clock.now())) return;
    await note(known, await renewToken(deps, standing, known));
  };

  const note = async (known: TokenLife, renewal: Renewal): Promise<void> => {
    if (renewal.type === 'renewed') {
      log.info({}, 'the Instagram token was renewed');
      return;
    }
    const isPassing = renewal.type === 'later';
    const because = renewal.type === 'dead' ? 'tokenDead' : renewal.because;
    const waitMs = isPassing ? troubleWaitMs(known.tries) : refusedWaitMs;
    const tries = isPassing ? known.tries + 1 : 0;
    log.warn({ because, waitMs }, 'the Instagram token could not be renewed');
    await store.noteTrouble({ tryAt: clock.now() + waitMs, tries, because });
    if (renewal.type === 'dead') deps.onDead();
  };

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
