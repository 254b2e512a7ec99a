import { z } from 'zod';
import { escapeHtml } from '../../lib/html.ts';
import type { TelegramDoor, Visit } from '../../telegram/door.ts';
import type { CannedDeps } from './canned-deps.ts';
import { findCanned } from './canned-reply.ts';
import { pickScreen } from './canned-screen.ts';

const OpenArgs = z.object({ talkId: z.number().int() });
const TurnArgs = OpenArgs.extend({ page: z.number().int().nonnegative(), wanted: z.string() });
const SendArgs = OpenArgs.extend({ cannedId: z.number().int() });

/** A button's arguments are kept; what is looked for is short. */
const longestWanted = 30;

/** `/javob` in a customer's topic: the message with the choice becomes what was said to the customer. */
export function pickOnTelegram(deps: CannedDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'javob',
        minimumRole: 'operator',
        descriptionKey: 'canned-pick-command',
        where: 'topic',
        handle: async (visit) => {
          const { chatId, topicId, words, argument } = visit;
          const talk = topicId === undefined ? undefined : await deps.findTalkAt(chatId, topicId);
          if (talk) await offer(deps, visit, talk.talkId, argument.slice(0, longestWanted));
          else await visit.send({ text: words('canned-no-customer') });
        },
      },
    ],
    buttons: {
      'canned.open': {
        minimumRole: 'operator',
        handle: (visit, args) => offer(deps, visit, OpenArgs.parse(args).talkId, ''),
      },
      'canned.turn': {
        minimumRole: 'operator',
        handle: async (visit, args) => {
          const { talkId, page, wanted } = TurnArgs.parse(args);
          const found = findCanned(await deps.store.list(), wanted);
          await visit.show(pickScreen(found, visit.words, { talkId, page, wanted }));
        },
      },
      'canned.send': {
        minimumRole: 'operator',
        handle: (visit, args) => send(deps, visit, SendArgs.parse(args)),
      },
      'canned.drop': {
        minimumRole: 'operator',
        handle: (visit) => visit.show({ text: visit.words('canned-dropped') }),
      },
    },
  };
}

async function offer(
  { store }: CannedDeps,
  { words, send: say }: Visit,
  talkId: number,
  wanted: string,
): Promise<void> {
  const all = await store.list();
  const found = findCanned(all, wanted);
  if (all.length === 0) await say({ text: words('canned-none-yet') });
  else if (found.length === 0) await say({ text: words('canned-not-found', { wanted }) });
  else await say(pickScreen(found, words, { talkId, page: 0, wanted }));
}

async function send(
  { store, answer }: CannedDeps,
  visit: Visit,
  { talkId, cannedId }: z.output<typeof SendArgs>,
): Promise<void> {
  const { words, chatId, pressedId, member } = visit;
  const reply = await store.find(cannedId);
  if (!reply || pressedId === undefined) {
    await visit.show({ text: words('canned-gone') });
    return;
  }
  const { text } = reply;
  const { telegramId } = member;
  const outcome = await answer({ talkId, telegramId, chatId, messageId: pressedId, text });
  if (outcome.type === 'gone') {
    await visit.show({ text: words('canned-no-customer') });
    return;
  }
  // Two pressed in one message, or a crash in between: the first press counts.
  const said = outcome.type === 'again' ? outcome.text : text;
  await visit.show({ text: `${words('canned-sent', { who: member.name })}\n${escapeHtml(said)}` });
}
