import { z } from 'zod';
import { conversationId, conversationPage, messagePage, shownMessage } from './conversations.ts';
import type { CallName } from './faults.ts';
import { graphErrors } from './graph-error.ts';
import type { RateLimits } from './rate-limits.ts';
import { sendMessage, type SendDeps, type Sent } from './send-message.ts';
import type { Tokens } from './tokens.ts';
import type { Form } from '../telegram/read-multipart.ts';
import { accountsOf, type Account, type Customer } from './world.ts';

export type GraphCall = {
  readonly method: string;
  /** After the version, without slashes around. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly json: unknown;
  readonly form: Form | undefined;
  /** Whose token came with the call: a page's or an account's id. */
  readonly ownerId: string;
};

export type GraphDeps = SendDeps & {
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly cdnRoot: () => string;
};

export type Answer = { readonly body: object; readonly sent?: Sent };

type Route = {
  readonly name: CallName;
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (deps: GraphDeps, call: GraphCall, id: string) => Answer;
};

/** What the product asks of the Graph API; anything else is `Unknown path components`. */
export const routes: readonly Route[] = [
  { name: 'send', method: 'POST', path: /^([^/]+)\/messages$/, answer: send },
  { name: 'upload', method: 'POST', path: /^([^/]+)\/message_attachments$/, answer: upload },
  { name: 'debugToken', method: 'GET', path: /^(debug_token)$/, answer: debugToken },
  { name: 'refreshToken', method: 'GET', path: /^(refresh_access_token)$/, answer: refreshToken },
  {
    name: 'subscribedApps',
    method: 'GET',
    path: /^([^/]+)\/subscribed_apps$/,
    answer: listSubscriptions,
  },
  { name: 'subscribedApps', method: 'POST', path: /^([^/]+)\/subscribed_apps$/, answer: subscribe },
  {
    name: 'conversations',
    method: 'GET',
    path: /^([^/]+)\/conversations$/,
    answer: listConversations,
  },
  { name: 'messages', method: 'GET', path: /^(t_[^/]+)$/, answer: showConversation },
  { name: 'messages', method: 'GET', path: /^(t_[^/]+)\/messages$/, answer: listMessages },
  { name: 'message', method: 'GET', path: /^((?:m_|aWdf)[^/]+)$/, answer: showMessage },
  { name: 'profile', method: 'GET', path: /^([^/]+)$/, answer: showObject },
];

function send(deps: GraphDeps, call: GraphCall, id: string): Answer {
  const accounts = ownAccounts(deps, call, id);
  deps.limits.spend('send', call.ownerId);
  const sent = sendMessage(deps, { body: call.json, accounts });
  return { body: sent.answer, sent };
}

const UploadMessage = z.object({
  attachment: z.object({ type: z.enum(['image', 'video', 'audio', 'file']) }),
});

/** Source: Attachment Upload API; Instagram: image 8 MB, others 25 MB. */
const largestBytes = { image: 8 * 1024 * 1024, other: 25 * 1024 * 1024 } as const;

function upload(deps: GraphDeps, call: GraphCall, id: string): Answer {
  const [account] = ownAccounts(deps, call, id);
  const message = call.form?.fields.get('message');
  const file = call.form?.files.get('filedata');
  if (!account || message === undefined || !file) {
    throw graphErrors.badParameter('message and filedata are required');
  }
  const read = UploadMessage.safeParse(JSON.parse(message));
  if (!read.success) throw graphErrors.badParameter('message.attachment.type is wrong');
  const { type } = read.data.attachment;
  const { bytes, contentType } = file;
  const largest = type === 'image' ? largestBytes.image : largestBytes.other;
  if (bytes.length === 0 || bytes.length > largest) {
    throw graphErrors.badParameter('The file size is not allowed');
  }
  const { world } = deps;
  const attachmentId = world.nextId();
  world.files.set(attachmentId, { bytes, contentType });
  const url = `${deps.cdnRoot()}/${attachmentId}`;
  world.uploads.set(attachmentId, { pageId: id, type, url });
  return { body: { attachment_id: attachmentId } };
}

function debugToken({ tokens }: GraphDeps, { query }: GraphCall): Answer {
  return { body: { data: tokens.describe(query.get('input_token') ?? '') } };
}

function refreshToken({ tokens }: GraphDeps, { query }: GraphCall): Answer {
  if (query.get('grant_type') !== 'ig_refresh_token') {
    throw graphErrors.badParameter('grant_type must be ig_refresh_token');
  }
  return { body: tokens.refresh(query.get('access_token') ?? '') };
}

function listSubscriptions(deps: GraphDeps, call: GraphCall, id: string): Answer {
  const fields = [...new Set(ownAccounts(deps, call, id).flatMap((account) => account.fields))];
  const app = { id: deps.appId, name: 'Navbatchi', subscribed_fields: fields };
  return { body: { data: fields.length === 0 ? [] : [app] } };
}

function subscribe(deps: GraphDeps, call: GraphCall, id: string): Answer {
  const given = call.query.get('subscribed_fields') ?? fieldsIn(call.json);
  const fields = given.split(',').filter((field) => field !== '');
  if (fields.length === 0) throw graphErrors.badParameter('subscribed_fields is required');
  for (const account of ownAccounts(deps, call, id)) account.fields = fields;
  return { body: { success: true } };
}

function fieldsIn(json: unknown): string {
  const read = z
    .object({ subscribed_fields: z.union([z.string(), z.array(z.string())]) })
    .safeParse(json);
  return read.success ? [read.data.subscribed_fields].flat().join(',') : '';
}

function listConversations(deps: GraphDeps, call: GraphCall, id: string): Answer {
  deps.limits.spend('conversations', call.ownerId);
  return { body: conversationPage(deps.world, ownAccounts(deps, call, id), call.query) };
}

/** The conversation with its first page of messages inside. */
function showConversation(deps: GraphDeps, call: GraphCall, id: string): Answer {
  deps.limits.spend('conversations', call.ownerId);
  const messages = messagePage(ownConversation(deps, call, id), new URLSearchParams());
  return { body: { id, messages } };
}

function listMessages(deps: GraphDeps, call: GraphCall, id: string): Answer {
  deps.limits.spend('conversations', call.ownerId);
  return { body: messagePage(ownConversation(deps, call, id), call.query) };
}

function showMessage(deps: GraphDeps, call: GraphCall, id: string): Answer {
  deps.limits.spend('conversations', call.ownerId);
  for (const customer of deps.world.customers) {
    const shown = isOwn(customer.account, call) ? shownMessage(customer, id) : undefined;
    if (shown) return { body: shown };
  }
  throw graphErrors.noObject(id);
}

function ownConversation({ world }: GraphDeps, call: GraphCall, id: string): Customer {
  const customer = world.customers.find((one) => conversationId(one) === id);
  if (!customer || !isOwn(customer.account, call)) throw graphErrors.noObject(id);
  return customer;
}

/** A person's profile, or an account's own. */
function showObject(deps: GraphDeps, call: GraphCall, id: string): Answer {
  const wanted = id === 'me' ? call.ownerId : id;
  const account = deps.world.accounts.find((one) => one.id === wanted && isOwn(one, call));
  if (account) {
    const instagram = deps.world.accounts.find(({ pageId }) => pageId === account.id);
    return {
      body: {
        ...{ id: account.id, name: account.name },
        ...(account.pageId === undefined &&
          account.platform === 'instagram' && { user_id: account.id, username: account.name }),
        ...(instagram && { instagram_business_account: { id: instagram.id } }),
      },
    };
  }
  const customer = deps.world.customers.find(
    (one) => one.id === wanted && isOwn(one.account, call),
  );
  if (!customer?.hasProfile) throw graphErrors.noObject(id);
  const { name, username } = customer;
  const [first = '', ...rest] = name.split(' ');
  const picture = `${deps.cdnRoot()}/picture-${customer.id}`;
  return {
    body:
      customer.account.platform === 'messenger'
        ? { id: wanted, name, first_name: first, last_name: rest.join(' '), profile_pic: picture }
        : { id: wanted, name, username, profile_pic: picture },
  };
}

function ownAccounts({ world }: GraphDeps, { ownerId }: GraphCall, id: string): readonly Account[] {
  if (id !== 'me' && id !== ownerId) throw graphErrors.noObject(id);
  return accountsOf(world, ownerId);
}

function isOwn({ id, pageId }: Account, { ownerId }: GraphCall): boolean {
  return id === ownerId || pageId === ownerId;
}
