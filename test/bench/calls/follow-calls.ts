import { startAriEvents } from '../../../src/asterisk/ari-events.ts';
import type { CallsDeps } from '../../../src/features/calls/index.ts';
import { trackCalls } from '../../../src/features/calls/track-calls.ts';
import { createLog } from '../../../src/lib/log.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { noCards, noChat } from '../../support/no-chat.ts';

/** Our own way from the socket to the calls' states; no chat has asked for cards. Tells how many go on. */
export async function followCalls(
  wsUrl: string,
  onEvent: (event: unknown) => void,
  store: Pick<CallsDeps['store'], 'save' | 'listOpen'>,
): Promise<() => number> {
  const log = createLog({ level: 'error' });
  const url = wsUrl.replace('ws', 'http').replace(/\/events$/, '');
  const settings = { url, wsUrl, username: 'bench', password: new Secret('bench') };
  const events = startAriEvents({
    ...{ settings, app: 'bench', log, now: Date.now, random: () => 0.5 },
  });
  events.listen(onEvent);
  const isUp = new Promise<void>((resolve) => {
    events.onState((state) => {
      if (state.type === 'up') resolve();
    });
  });
  const tracking = await trackCalls({
    ...noChat,
    ...{ events, log, clock: { now: Date.now }, timeZone: 'Asia/Tashkent' },
    ari: { listChannels: () => Promise.resolve([]) },
    cdr: { listSince: () => Promise.resolve({ type: 'none' }) },
    store: {
      ...noCards,
      ...store,
      listAwaited: () => Promise.resolve([]),
      findKnown: () => Promise.resolve(new Set()),
      seenUntil: () => Promise.resolve(undefined),
      noteSeen: () => Promise.resolve(),
    },
  });
  await isUp;
  return () => tracking.live().length;
}
