import { messageOf } from '../../lib/error.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Board } from './board.ts';
import type { BoardDeps } from './board-deps.ts';
import { boardScreen } from './board-screen.ts';
import { readBoard, type PhoneStates } from './read-board.ts';

/** Where a board stands: one for each topic. */
export type BoardPlace = {
  readonly chatId: number;
  readonly topicId: number | undefined;
  readonly locale: Locale;
  readonly page: number;
};

export type BoardWatch = {
  /** Shows it, as a new message or in the one that is there, and keeps it true for a while. */
  readonly open: (place: BoardPlace, how: { readonly isAnew: boolean }) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Open = BoardPlace & { readonly until: number; shown: string };

/** Telegram takes about twenty edits a minute in a group, and the cards of the calls need them more. */
const lookEveryMs = 2000;
/** Asterisk answers for 5,000 endpoints with about a megabyte. */
const statesKeptMs = 12_000;
/** Nobody looks at a message longer without touching it. */
const watchedMs = 5 * 60_000;
/** The oldest stops moving when there are more. */
const mostBoards = 20;

/** The boards that people look at, each edited when something on it changes. */
export function watchBoards(
  deps: BoardDeps,
  limits: { readonly everyMs?: number; readonly watchedMs?: number } = {},
): BoardWatch {
  const { clock, store, outbox, log } = deps;
  const boards = new Map<string, Open>();
  let states: { readonly at: number; readonly read: Promise<PhoneStates> } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let asked = 0;

  const keptStates = (read: () => Promise<PhoneStates>): Promise<PhoneStates> => {
    if (!states || clock.now() - states.at >= statesKeptMs) {
      states = { at: clock.now(), read: read() };
      states.read.catch(() => {
        states = undefined;
      });
    }
    return states.read;
  };
  const draw = async (open: Open, board: Board, isAnew: boolean): Promise<void> => {
    const now = clock.now();
    const { chatId, topicId, locale, page, until } = open;
    const link = deps.linkState();
    const screen = boardScreen(board, {
      ...{ words: deps.wordsOf(locale), locale, now, timeZone: deps.timeZone, page },
      blindSince: link.type === 'down' ? link.at : undefined,
      liveUntil: until > now ? until : undefined,
    });
    const text = JSON.stringify(screen);
    if (text === open.shown && !isAnew) return;
    if (isAnew) asked += 1;
    await store.putCard(
      {
        ...{ key: keyOf(open), chatId, topicId },
        // Who asks again gets a new message, though it says the same.
        wanted: JSON.stringify({ ...screen, asked }),
        ...{ urgency: 3, isSilent: true, isAnew },
      },
      now,
    );
    open.shown = text;
    outbox.wake(chatId);
  };
  const takeBack = async (open: Open): Promise<void> => {
    const { chatId, topicId } = open;
    const card = { key: keyOf(open), chatId, topicId, wanted: '', urgency: 0 };
    await store.putCard({ ...card, isSilent: true, isAnew: false }, clock.now());
    outbox.wake(chatId);
  };
  const look = async (): Promise<void> => {
    try {
      const board = await readBoard(deps, keptStates);
      const people = await deps.people.list();
      for (const [key, open] of boards) {
        const { chatId } = open;
        // In private, chat and person have one id: who is not here any more sees nothing more.
        if (chatId > 0 && !people.some(({ telegramId }) => telegramId === chatId)) {
          boards.delete(key);
          await takeBack(open);
          continue;
        }
        const isOver = open.until <= clock.now();
        if (isOver) boards.delete(key);
        await draw(open, board, false);
      }
    } catch (error) {
      // The next look tries it again; the message says until when it can be believed.
      log.warn({ cause: messageOf(error) }, 'the board could not be kept up to date');
    }
    if (boards.size === 0) rest();
  };
  const rest = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    open: async (place, { isAnew }) => {
      const key = keyOf(place);
      const open = {
        ...place,
        until: clock.now() + (limits.watchedMs ?? watchedMs),
        shown: '',
      };
      boards.delete(key);
      boards.set(key, open);
      const [oldest] = boards.keys();
      if (boards.size > mostBoards && oldest !== undefined) boards.delete(oldest);
      timer ??= setInterval(() => {
        looking ??= look().finally(() => {
          looking = undefined;
        });
      }, limits.everyMs ?? lookEveryMs);
      await draw(open, await readBoard(deps, keptStates), isAnew);
    },
    stop: async () => {
      rest();
      await looking;
    },
  };
}

function keyOf({ chatId, topicId }: Pick<BoardPlace, 'chatId' | 'topicId'>): string {
  return `board ${chatId} ${topicId ?? ''}`;
}
