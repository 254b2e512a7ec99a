import { testCallOnHttp } from './on-http.ts';
import { testCallOnTelegram } from './on-telegram.ts';
import { openDesk } from './open-desk.ts';
import type { TestCallDeps } from './test-call-deps.ts';

export { createTestCallStore } from './store.ts';

/** Two phones joined for a moment, and what that showed. */
export function createTestCall(deps: TestCallDeps) {
  const desk = openDesk(deps);
  return {
    telegram: testCallOnTelegram(deps, desk),
    http: testCallOnHttp(deps, desk),
    /** Ends the tests of an earlier life: before the bot takes what came meanwhile. */
    start: () => desk.open(),
    stop: () => desk.close(),
  };
}
