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
    const channels = await ari.listChannels();
    return {
      type: 'running',
      version: version.replace(/[~+].*$/, ''),
      startedAt: startupTime.getTime(),
      reloadedAt: lastReloadTime.getTime(),
      // A call that is talked has two legs; one that waits has one.
      calls: Math.ceil(channels.length / 2),
      consoleTrouble: await findConsoleTrouble(cli),
    };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'away', because: error.message };
  }
}

async function findConsoleTrouble(cli: AsteriskDeps['cli']): Promise<string | undefined> {
  try {
    await cli.version();
    return undefined;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return error.message;
  }
}
