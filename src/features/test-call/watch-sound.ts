import { setTimeout as wait } from 'node:timers/promises';
import { Stop } from '../../lib/error.ts';
import type { TestCallDeps } from './test-call-deps.ts';

type Listening = {
  readonly channelIds: readonly string[];
  readonly forMs: number;
  readonly isOver: () => boolean;
};

/**
 * A phone sends 50 packets a second, one that saves silence up some each second. Fewer than this many
 * in a second are none: a stray one comes from a phone's first try.
 */
const fewestPerSecond = 3;

const lookEveryMs = 500;

/**
 * Counts the packets of sound that come from each channel. 'silent': for the whole time none came.
 * What ended before could be told is left out.
 */
export async function watchSound(
  { ari }: Pick<TestCallDeps, 'ari'>,
  { channelIds, forMs, isOver }: Listening,
): Promise<ReadonlyMap<string, 'heard' | 'silent'>> {
  const before = new Map<string, number>();
  const sounds = new Map<string, 'heard' | 'silent'>();
  try {
    for (const id of channelIds) before.set(id, await countPackets(ari, id));
    const looks = Math.max(2, Math.ceil(forMs / lookEveryMs));
    const wanted = (fewestPerSecond * forMs) / 1000;
    for (let look = 1; look <= looks && sounds.size < channelIds.length; look += 1) {
      await wait(forMs / looks);
      for (const id of channelIds) {
        if (isOver()) return sounds;
        const came = (await countPackets(ari, id)) - (before.get(id) ?? 0);
        if (came >= wanted) sounds.set(id, 'heard');
        else if (look === looks) sounds.set(id, 'silent');
      }
    }
  } catch (error) {
    // The channel ended, or Asterisk is away: the test shows what it has.
    if (!(error instanceof Stop)) throw error;
  }
  return sounds;
}

async function countPackets(ari: TestCallDeps['ari'], channelId: string): Promise<number> {
  const statistics = await ari.getRtpStatistics(channelId);
  return statistics?.receivedPackets ?? 0;
}
