import { Stop } from '../../lib/error.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';

/** Asterisk as it runs. `consoleTrouble`: why it cannot be restarted from here. */
export type AsteriskState =
  | {
      readonly type: 'running';
      readonly version: string;
      /** Wall milliseconds. */
      readonly startedAt: number;
      readonly reloadedAt: number;
      readonly calls: number;
      readonly consoleTrouble: string | undefined;
    }
  | { readonly type: 'away'; readonly because: string };

/** Asks ARI how Asterisk does, and whether its console would listen. */
export async function readState({
  ari,
  cli,
}: Pick<AsteriskDeps, 'ari' | 'cli'>): Promise<AsteriskState> {
  try {
    const { version, startupTime, lastReloadTime } = await ari.info();
    const counted = await countByConsole(cli);
    return {
      type: 'running',
      version: version.replace(/[~+].*$/, ''),
      startedAt: startupTime.getTime(),
      reloadedAt: lastReloadTime.getTime(),
      // Without the console: a call that is talked has two legs, one that waits has one.
      calls: counted.calls ?? Math.ceil((await ari.listChannels()).length / 2),
      consoleTrouble: counted.trouble,
    };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'away', because: error.message };
  }
}

type Counted = { readonly calls: number | undefined; readonly trouble: string | undefined };

async function countByConsole(cli: AsteriskDeps['cli']): Promise<Counted> {
  try {
    const { calls } = await cli.showLiveCalls();
    return { calls, trouble: undefined };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { calls: undefined, trouble: error.message };
  }
}
