import type { AsteriskCli } from '../asterisk/cli.ts';
import type { DialplanContext } from '../asterisk/dialplan-answer.ts';
import { InvalidInput, Stop } from '../lib/error.ts';
import { dialplanOf, type Dialplan } from './dialplan.ts';

/** One console command for each; a dialplan of a call centre has a handful. */
const mostContexts = 20;

/**
 * The context from which the phones dial, with all that it includes, as the running Asterisk has it.
 * Undefined when the console cannot be asked: it needs more rights than ARI does.
 */
export async function readDialplan(
  cli: Pick<AsteriskCli, 'showDialplanContext'>,
  start: string,
): Promise<Dialplan | undefined> {
  const contexts = new Map<string, DialplanContext>();
  const asked = new Set<string>();
  const waiting = [start];
  let isWhole = true;
  try {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      if (asked.has(name)) continue;
      if (asked.size === mostContexts) return dialplanOf(start, contexts, false);
      asked.add(name);
      const context = await showContext(cli, name);
      if (context === 'unnameable') isWhole = false;
      else if (context) {
        contexts.set(name, context);
        waiting.push(...context.includes);
      }
    }
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
  return dialplanOf(start, contexts, isWhole);
}

/** Asterisk allows names that we do not say to its console. */
async function showContext(cli: Pick<AsteriskCli, 'showDialplanContext'>, name: string) {
  try {
    return await cli.showDialplanContext(name);
  } catch (error) {
    if (error instanceof InvalidInput) return 'unnameable';
    throw error;
  }
}
