import { messageOf, Stop } from '../../lib/error.ts';
import { cleanLine, escapeHtml } from '../../lib/html.ts';
import { backoffMs } from '../../lib/retry.ts';
import type { Screen, Words } from '../../telegram/door.ts';
import { markEmoji, replyReasons } from './reply.ts';
import type { RepliesDeps, Talk } from './replies-deps.ts';
import type { OpenMark, Reply } from './store.ts';

export type OutcomesRun = { readonly wake: () => void; readonly stop: () => Promise<void> };

const atOnce = 20;
const mostTries = 5;
const retryWait = { baseMs: 1000, capMs: 30_000 };
const idleMs = 30_000;
/** Of an answer that is told again where it does not stand. */
const quotedSigns = 100;
/** After a 429 that does not say how long. */
const unsaidWaitSeconds = 30;

/**
 * Shows operators how their replies fare: a reaction on their message, the newest state wins; and words with
 * buttons where one failed or nobody knows.
 */
export function showOutcomes(deps: RepliesDeps): OutcomesRun {
  const { store, clock, log } = deps;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let woken = new AbortController();

  const run = async (): Promise<void> => {
    while (!isStopping()) {
      woken = new AbortController();
      let waitMs = idleMs;
      try {
        waitMs = await showAll();
      } catch (error) {
        if (isStopping()) return;
        waitMs = waitOf(error);
        log.warn({ cause: messageOf(error) }, 'how replies fare cannot be shown now');
        await deps.pause(waitMs, stopping.signal);
        continue;
      }
      await deps.pause(waitMs, AbortSignal.any([stopping.signal, woken.signal]));
    }
  };

  const showAll = async (): Promise<number> => {
    const untold = await store.listUntold(atOnce);
    for (const reply of untold) await tell(reply);
    const marks = await store.listMarks(clock.now(), atOnce);
    for (const mark of marks) await showMark(mark);
    if (untold.length === atOnce || marks.length === atOnce) return 0;
    return untold.length + marks.length > 0 ? 1000 : idleMs;
  };

  const tell = async (reply: Reply): Promise<void> => {
    const { replyId, state } = reply;
    const talk = await deps.findTalk(reply.talkId);
    try {
      if (talk && !(await tellInTopic(reply, talk))) await tellWriter(reply, talk);
    } catch (error) {
      if (isPassing(error)) throw error;
      log.warn({ replyId, cause: messageOf(error) }, 'how a reply ended could not be told');
    }
    await store.change(replyId, [state], { isTold: 1 });
  };

  /** False: there is no topic any more. */
  const tellInTopic = async (reply: Reply, { place }: Talk): Promise<boolean> => {
    if (!place) return false;
    const { chatId, messageId } = reply;
    const isThere = place.chatId === chatId;
    const screen = outcomeScreen(reply, await deps.groupWords(), {
      quoteOf: isThere ? undefined : '',
    });
    const placement = { topicId: place.topicId, ...(isThere && { replyTo: messageId }) };
    try {
      await deps.chat.sendMessage(place.chatId, screen, placement);
      return true;
    } catch (error) {
      if (isPassing(error)) throw error;
      log.info({ chatId: place.chatId, cause: messageOf(error) }, 'a reply has lost its topic');
      return false;
    }
  };

  /** Whoever wrote it believes that it went. */
  const tellWriter = async (reply: Reply, { name }: Talk): Promise<void> => {
    const person = reply.isAutomatic ? undefined : await deps.people.byTelegramId(reply.telegramId);
    if (!person) return;
    const screen = outcomeScreen(reply, deps.wordsOf(person.locale), { quoteOf: name });
    await deps.chat.sendMessage(reply.telegramId, screen);
  };

  const showMark = async (mark: OpenMark): Promise<void> => {
    const { chatId, messageId, wanted, tries } = mark;
    const emoji = Object.entries(markEmoji).find(([name]) => name === wanted)?.[1];
    try {
      await deps.topics.react(chatId, messageId, emoji);
    } catch (error) {
      if (isPassing(error)) throw error;
      // A group may forbid reactions; what failed is told in words as well.
      if (!(error instanceof Stop) || tries + 1 >= mostTries || error.code === 'Refused') {
        log.warn({ chatId, cause: messageOf(error) }, 'a reply could not be marked');
      } else {
        const wait = backoffMs(tries + 1, deps.random, retryWait);
        await store.postponeMark(mark, clock.now() + wait);
        return;
      }
    }
    await store.settleMark(mark);
  };

  const running = run();
  return {
    wake: () => {
      woken.abort();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Telegram cannot be reached, or wants no calls now. */
function isPassing(error: unknown): boolean {
  return error instanceof Stop && error.code === 'Unreachable';
}

function waitOf(error: unknown): number {
  const details = error instanceof Stop ? error.details : {};
  if (details['trouble'] !== 'wait') return retryWait.baseMs;
  const said = details['retryAfterSeconds'];
  return (typeof said === 'number' ? said : unsaidWaitSeconds) * 1000;
}

/** `quoteOf`: the message that it is about cannot be seen there; to whom it was, '' where that is plain. */
function outcomeScreen(
  { replyId, state, because = '', content }: Reply,
  words: Words,
  { quoteOf }: { readonly quoteOf: string | undefined },
): Screen {
  const args = { replyId };
  const quote = quoteOf === undefined ? '' : quoteText(quoteOf, content);
  if (state === 'asked') {
    return {
      text: `${quote}${words('replies-asked')}`,
      buttons: [
        [
          { label: words('replies-arrived'), action: 'replies.arrived', args, isShared: true },
          { label: words('replies-again'), action: 'replies.again', args, isShared: true },
        ],
      ],
    };
  }
  const reason = replyReasons.find((one) => one === because) ?? 'refused';
  const said = because.startsWith('refused ') ? because.slice('refused '.length) : '';
  const why = words(`replies-because-${reason}`);
  return {
    text: `${quote}${words('replies-failed')} ${why}${said === '' ? '' : ` ${words('replies-said', { said })}`}`,
    buttons: [[{ label: words('replies-retry'), action: 'replies.retry', args, isShared: true }]],
  };
}

function quoteText(name: string, content: Reply['content']): string {
  const whose = name === '' ? '' : `👤 <b>${escapeHtml(name)}</b>\n`;
  const said = cleanLine(content.type === 'text' ? content.text : content.name, quotedSigns);
  return said === '' ? whose : `${whose}<blockquote>${escapeHtml(said)}</blockquote>\n`;
}
