import { messageOf, Stop } from '../../lib/error.ts';
import type { Call } from '../../telephony/call.ts';
import { placedCallPrefix } from '../../telephony/place-call.ts';
import { dialEndOf, type DialEnd } from './dial-end.ts';
import type { DialDeps } from './dial-deps.ts';
import { endScreen } from './dial-screen.ts';
import type { DialMessage } from './store.ts';

type EndDeps = Pick<DialDeps, 'store' | 'chat' | 'wordsOf' | 'clock' | 'log'>;

export type EndWatch = {
  /** This message says that a phone rings: it is to say, too, how that call ended. */
  readonly follow: (message: DialMessage) => Promise<void>;
  /** These calls were written down as they stand now. */
  readonly hear: (calls: readonly Call[]) => void;
  /** Shows what ended while the process was away, and from then on what could not be shown at once. */
  readonly start: () => void;
  /** Waits until nothing is being shown. */
  readonly stop: () => Promise<void>;
};

/** A call may end before its message is written down; far more than that can be in a moment. */
const mostEnds = 100;

/** What Telegram did not take, and what nobody saw end. */
const lookedAgainMs = 30_000;

/** Keeps the messages of calls that were placed true to their end. */
export function watchEnds(deps: EndDeps): EndWatch {
  const { store, clock, log } = deps;
  const ends = new Map<string, DialEnd>();
  const showing = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  const tell = async (callId: string): Promise<void> => {
    const end = ends.get(callId);
    const message = end && (await store.findMessage(callId));
    if (end && message) await showEnd(deps, message, end);
  };
  const beside = (work: Promise<void>): void => {
    const shown = work
      .catch((error: unknown) => {
        log.error({ cause: messageOf(error) }, 'the end of a call could not be shown');
      })
      .finally(() => showing.delete(shown));
    showing.add(shown);
  };
  const remember = (callId: string, end: DialEnd): void => {
    ends.set(callId, end);
    const oldest = ends.size > mostEnds ? ends.keys().next().value : undefined;
    if (oldest !== undefined) ends.delete(oldest);
  };
  let isLooking = false;
  const showLeft = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      for (const message of await store.listOver(clock.now())) {
        await showEnd(deps, message, ends.get(message.callId) ?? { type: 'over' });
      }
    } finally {
      isLooking = false;
    }
  };
  return {
    follow: async (message) => {
      await store.addMessage(message, clock.now());
      await tell(message.callId);
    },
    hear: (calls) => {
      for (const call of calls) {
        const end = call.callId.startsWith(placedCallPrefix) ? dialEndOf(call) : undefined;
        if (!end) continue;
        remember(call.callId, end);
        beside(tell(call.callId));
      }
    },
    start: () => {
      beside(showLeft());
      timer = setInterval(() => {
        beside(showLeft());
      }, lookedAgainMs);
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(showing);
    },
  };
}

async function showEnd(deps: EndDeps, message: DialMessage, end: DialEnd): Promise<void> {
  const { callId, chatId, messageId, locale } = message;
  try {
    const screen = endScreen(deps.wordsOf(locale), message, end);
    await deps.chat.editMessage(chatId, messageId, screen);
    await deps.store.removeMessage(callId);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    // It is tried again soon.
    deps.log.warn({ cause: error.message }, 'the end of a call could not be shown');
  }
}
