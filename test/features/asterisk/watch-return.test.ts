import { expect, test } from 'vitest';
import type { LinkState } from '../../../src/asterisk/ari-events.ts';
import { watchReturn } from '../../../src/features/asterisk/watch-return.ts';
import { Refused, Unreachable } from '../../../src/lib/error.ts';

const before = new Date('2026-11-21T04:00:00.000Z');
const after = new Date('2026-11-21T05:00:00.000Z');
const gone = () => Promise.reject(new Unreachable('Nobody is there.'));

function asteriskOf({
  startupTime = () => Promise.resolve(after),
  console = () => Promise.resolve('22'),
  link = { type: 'up', at: after.getTime() + 1, blindSince: undefined },
}: {
  readonly startupTime?: () => Promise<Date>;
  readonly console?: () => Promise<string>;
  readonly link?: LinkState;
}) {
  return {
    ari: {
      info: async () => ({
        ...{ version: '22.10.1', systemName: '', lastReloadTime: after },
        startupTime: await startupTime(),
      }),
      listChannels: () => Promise.resolve([]),
    },
    cli: {
      version: console,
      showLiveCalls: () => Promise.resolve({ channels: 0, calls: 0, processed: 0 }),
      waitFullyBooted: async () => {
        await console();
      },
      restart: () => Promise.resolve(),
      abortRestart: () => Promise.resolve(),
    },
    linkState: () => link,
    comeBackMs: 10,
  };
}

const watch = (parts: Parameters<typeof asteriskOf>[0]) =>
  watchReturn(asteriskOf(parts), before.getTime());

test('another Asterisk, booted, with events from it, is back', async () => {
  expect(await watch({})).toEqual({ type: 'back' });
});

test('what is missing at the end of the time is told apart', async () => {
  const what = async (parts: Parameters<typeof asteriskOf>[0]) => {
    const end = await watch(parts);
    return end.type === 'trouble' ? end.what : end.type;
  };
  expect(await what({ startupTime: gone, console: gone })).toBe('down');
  expect(await what({ startupTime: () => Promise.resolve(before) })).toBe('hangs');
  expect(
    await what({ startupTime: () => Promise.reject(new Refused('No.', { status: 401 })) }),
  ).toBe('ari');
});

test('a link that has not noticed the end of the Asterisk before does not count', async () => {
  const stale: LinkState = { type: 'up', at: after.getTime() - 1, blindSince: before.getTime() };
  expect(await watch({ link: stale })).toMatchObject({ type: 'trouble', what: 'events' });
});
