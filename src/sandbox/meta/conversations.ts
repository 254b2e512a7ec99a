import { graphErrors } from './graph-error.ts';
import type { Account, Customer, Message, World } from './world.ts';

/** Of an edge of the Graph API, when it is not said. */
const usualLimit = 25;

/** Asked for more, Meta gives so many. */
const mostAtOnce = 100;

/** Of each conversation Meta shows the last twenty messages in full. Source: Messenger, "Conversations API". */
const shownInFull = 20;

type Page = { readonly data: readonly object[]; readonly paging?: object };

/** `/{page or account}/conversations`: those of one platform, the last changed first. */
export function conversationPage(
  world: World,
  accounts: readonly Account[],
  query: URLSearchParams,
): Page {
  const platform = query.get('platform') ?? 'messenger';
  const userId = query.get('user_id');
  const wanted = (query.get('fields') ?? 'id,updated_time').split(',');
  const all = world.customers
    .filter(({ account, messages }) => accounts.includes(account) && messages.length > 0)
    .filter(({ account, id }) => account.platform === platform && (userId ?? id) === id)
    .sort((one, other) => lastAt(other) - lastAt(one));
  return pageOf(all, query, (customer) => ({
    id: conversationId(customer),
    ...(wanted.includes('updated_time') && { updated_time: printTime(lastAt(customer)) }),
    ...(wanted.includes('participants') && {
      participants: { data: [partyOf(customer), accountParty(customer.account)] },
    }),
  }));
}

/** `/{conversation}/messages`, newest first; of the older ones only id and time. */
export function messagePage(customer: Customer, query: URLSearchParams): Page {
  const all = visible(customer);
  return pageOf(all, query, (message) =>
    all.indexOf(message) < shownInFull
      ? printMessage(customer, message)
      : { id: message.mid, created_time: printTime(message.at) },
  );
}

/** One message; one that is not among the last ones is said to be gone. */
export function shownMessage(customer: Customer, mid: string): object | undefined {
  const message = visible(customer)
    .slice(0, shownInFull)
    .find((one) => one.mid === mid);
  return message && printMessage(customer, message);
}

export function conversationId({ id }: Customer): string {
  return `t_${id}`;
}

function visible({ messages }: Customer): readonly Message[] {
  return messages.filter(({ isDeleted }) => !isDeleted).toReversed();
}

function lastAt({ messages }: Customer): number {
  return messages.at(-1)?.at ?? 0;
}

/** Pages go by what stood last on the page before, as Meta's cursors do; a made-up cursor is refused. */
function pageOf<Item extends Customer | Message>(
  all: readonly Item[],
  query: URLSearchParams,
  print: (item: Item) => object,
): Page {
  const limit = Number(query.get('limit') ?? usualLimit);
  if (!Number.isInteger(limit) || limit < 1) throw graphErrors.badParameter('limit is wrong');
  const after = query.get('after');
  const from = after === null ? 0 : all.findIndex((item) => cursorOf(item) === after) + 1;
  if (after !== null && from === 0) throw graphErrors.badParameter('Invalid cursors values');
  const items = all.slice(from, from + Math.min(limit, mostAtOnce));
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return { data: [] };
  return {
    data: items.map(print),
    paging: {
      cursors: { before: cursorOf(first), after: cursorOf(last) },
      ...(from + items.length < all.length && { next: 'https://graph.facebook.com/next' }),
    },
  };
}

function cursorOf(item: Customer | Message): string {
  return Buffer.from('mid' in item ? item.mid : item.id).toString('base64url');
}

function printMessage(customer: Customer, message: Message): object {
  const isTheirs = message.from === 'customer';
  return {
    id: message.mid,
    created_time: printTime(message.at),
    from: isTheirs ? partyOf(customer) : accountParty(customer.account),
    to: { data: [isTheirs ? accountParty(customer.account) : partyOf(customer)] },
    message: message.text,
    ...(message.attachments.length > 0 && {
      attachments: { data: message.attachments.map(printAttachment) },
    }),
  };
}

/** Pictures and videos have a shape of their own. Source: Conversations API, fields of `attachments`. */
function printAttachment({ type, url }: Message['attachments'][number]): object {
  switch (type) {
    case 'image':
      return { mime_type: 'image/jpeg', image_data: { url, preview_url: url } };
    case 'video':
      return { mime_type: 'video/mp4', video_data: { url, preview_url: url } };
    case 'audio':
      return { mime_type: 'audio/mpeg', file_url: url };
    default:
      return { mime_type: 'application/octet-stream', file_url: url };
  }
}

function partyOf({ id, name, username, account }: Customer): object {
  return account.platform === 'messenger' ? { id, name } : { id, username };
}

function accountParty({ id, name, platform }: Account): object {
  return platform === 'messenger' ? { id, name } : { id, username: name };
}

/** As in `2026-11-21T10:00:00+0000`: whole seconds, no colon. */
function printTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '+0000');
}
