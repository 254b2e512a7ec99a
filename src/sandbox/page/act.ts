import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { messageOf } from '../../lib/error.ts';
import type { CallbackAnswer } from '../telegram/callback-queries.ts';
import { inlineRows } from '../telegram/keyboard.ts';
import type { StoredMessage } from '../telegram/message.ts';
import { chatOf } from '../telegram/people.ts';
import { actAsCustomer, customerActions } from './customer-action.ts';
import { fileToSend } from './file-to-send.ts';
import type { PhonePageDeps } from './page-deps.ts';
import { actOnPhone, phoneActions } from './phone-action.ts';
import { placesOf, type Place } from './place.ts';

const person = z.object({
  person: z.number(),
  /** The private chat unless told. */
  chat: z.number().optional(),
  thread: z.number().optional(),
});

const action = z.discriminatedUnion('type', [
  person.extend({ type: z.literal('start') }),
  person.extend({ type: z.literal('say'), text: z.string().trim().min(1).max(4096) }),
  person.extend({
    type: z.literal('press'),
    messageId: z.number(),
    row: z.number(),
    column: z.number(),
  }),
  person.extend({
    type: z.literal('sendFile'),
    name: z.string().min(1).max(200),
    /** As the browser guesses it from the name. */
    mimeType: z.string().max(100).optional(),
    /** base64 */
    bytes: z.string(),
  }),
  z.object({ type: z.literal('addPerson'), name: z.string().trim().min(1).max(64) }),
  person.extend({ type: z.literal('setTopic'), isClosed: z.boolean() }),
  ...phoneActions,
  ...customerActions,
]);

type Action = z.output<typeof action>;

/** Does what the page asks for, as a person, and answers with what that person would notice. */
export async function act(
  deps: PhonePageDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    // A form of another page cannot send JSON without asking first.
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json') {
      response.writeHead(415).end();
      return;
    }
    const wanted = action.parse(JSON.parse(await readText(request)));
    const outcome = await run(deps, wanted);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(outcome));
  } catch (error) {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(messageOf(error));
  }
}

async function run(deps: PhonePageDeps, wanted: Action): Promise<object> {
  const { people } = deps.telegram;
  switch (wanted.type) {
    case 'start': {
      const parameter = deps.startParameter(wanted.person);
      people.say(wanted.person, parameter === '' ? '/start' : `/start ${parameter}`);
      return {};
    }
    case 'say':
      people.say(wanted.person, wanted.text, placeOf(deps, wanted));
      return {};
    case 'press':
      return press(deps, wanted);
    case 'sendFile': {
      const { name, mimeType } = wanted;
      const bytes = Buffer.from(wanted.bytes, 'base64');
      const file = fileToSend({ name, mimeType, bytes });
      people.sendFile(wanted.person, file, placeOf(deps, wanted));
      return {};
    }
    case 'setTopic':
      setTopic(deps, wanted);
      return {};
    case 'addPerson':
      return { personId: addPerson(deps, wanted.name) };
    case 'connectPhone':
    case 'disconnectPhone':
    case 'dial':
    case 'callIn':
    case 'answer':
    case 'hangUp':
      return actOnPhone(deps.phones, wanted);
    case 'customerWrites':
    case 'customerSends':
    case 'customerRepliesToStory':
    case 'customerReacts':
    case 'customerUnsends':
    case 'customerReads':
    case 'customerBlocks':
      return actAsCustomer(deps.customers, wanted);
  }
}

/** Colleagues are in the operators' group from the start. */
function addPerson({ telegram }: PhonePageDeps, name: string): number {
  const { world, groups } = telegram;
  const { id } = world.addPerson({ name, languageCode: 'uz' });
  const open = [...world.chats.values()].filter(({ type }) => type !== 'private');
  for (const chat of open) groups.join(chat.id, id);
  return id;
}

/** Throws when the person may not, as Telegram would not offer it. */
function setTopic(
  { telegram }: PhonePageDeps,
  wanted: Extract<Action, { type: 'setTopic' }>,
): void {
  const { chatId, threadId, mayClose, isClosed } = foundPlace({ telegram }, wanted);
  if (threadId === undefined || !mayClose) throw new Error('only administrators may');
  if (isClosed === wanted.isClosed) return;
  const { closeTopic, reopenTopic } = telegram.groups;
  const set = wanted.isClosed ? closeTopic : reopenTopic;
  set(chatId, wanted.person, threadId);
}

/** Throws when the person is not there, or may not write there. */
function placeOf(deps: Pick<PhonePageDeps, 'telegram'>, wanted: z.output<typeof person>): Place {
  const { chatId, threadId, mayWrite } = foundPlace(deps, wanted);
  if (!mayWrite) throw new Error('the topic is closed');
  return { chatId, threadId };
}

function foundPlace(
  { telegram }: Pick<PhonePageDeps, 'telegram'>,
  wanted: z.output<typeof person>,
): ReturnType<typeof placesOf>[number] {
  const place = { chatId: wanted.chat ?? wanted.person, threadId: wanted.thread };
  const found = placesOf(telegram.world, wanted.person).find(
    ({ chatId, threadId }) => chatId === place.chatId && threadId === place.threadId,
  );
  if (found === undefined) throw new Error('this person is not there');
  return found;
}

/** As long as the phone shows a spinner. */
const pressDeadlineMs = 15_000;

async function press(
  { telegram }: PhonePageDeps,
  wanted: Extract<Action, { type: 'press' }>,
): Promise<Partial<CallbackAnswer>> {
  const message = findMessage(telegram.world, wanted.messageId, foundPlace({ telegram }, wanted));
  const button = inlineRows(message.markup)[wanted.row]?.[wanted.column];
  if (button?.callback_data === undefined) throw new Error('that button is gone');
  const answered = telegram.people.tap(wanted.person, message, button);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Partial<CallbackAnswer>>((resolve) => {
    timer = setTimeout(resolve, pressDeadlineMs, {});
    // The page must not keep a stopping process.
    timer.unref();
  });
  return Promise.race([answered, tooLong]).finally(() => {
    clearTimeout(timer);
  });
}

function findMessage(
  world: PhonePageDeps['telegram']['world'],
  messageId: number,
  { chatId }: Place,
): StoredMessage {
  const message = chatOf(world, chatId).messages.find(({ id }) => id === messageId);
  if (message === undefined || message.deletedAt !== undefined) {
    throw new Error('that message is gone');
  }
  return message;
}

/** 20 MB, what a bot may download, in base64. */
const maxBodyBytes = 28 * 1024 * 1024;

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error('too big');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
