import { z } from 'zod';
import { graphErrors } from './graph-error.ts';
import {
  newMessage,
  type Account,
  type Customer,
  type Message,
  type SentAttachment,
  type World,
} from './world.ts';

const Recipient = z.object({ id: z.string().min(1) });

const Attachment = z.strictObject({
  type: z.enum(['image', 'video', 'audio', 'file']),
  payload: z.strictObject({
    url: z.string().optional(),
    attachment_id: z.string().optional(),
    is_reusable: z.boolean().optional(),
  }),
});

const SendRequest = z.strictObject({
  recipient: Recipient,
  messaging_type: z.enum(['RESPONSE', 'UPDATE', 'MESSAGE_TAG']).optional(),
  tag: z.string().optional(),
  message: z
    .strictObject({
      text: z.string().optional(),
      attachment: Attachment.optional(),
      metadata: z.string().optional(),
    })
    .optional(),
  /** Instagram's way of answering one message; Messenger takes it too. */
  reply_to: z.strictObject({ mid: z.string() }).optional(),
  sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact']).optional(),
  payload: z.strictObject({ message_id: z.string(), reaction: z.string().optional() }).optional(),
  access_token: z.string().optional(),
  appsecret_proof: z.string().optional(),
});

type SendRequest = z.output<typeof SendRequest>;

export type SendDeps = {
  readonly world: World;
  readonly appId: string;
  /** Meta approved Human Agent for the app. */
  readonly hasHumanAgent: () => boolean;
};

export type Sent = {
  readonly answer: object;
  readonly customer: Customer;
  /** Undefined for what is no message: typing, seen, a reaction. */
  readonly message: Message | undefined;
};

const hourMs = 60 * 60_000;

/** After the customer's last word. Source: Messenger Platform, "Send Messages"; "Human Agent". */
const windowMs = { response: 24 * hourMs, humanAgent: 7 * 24 * hourMs } as const;

/** Source: Send API: "less than 2000 characters"; Instagram: 1000 bytes of UTF-8. */
const longest = { messengerCharacters: 2000, instagramBytes: 1000, metadata: 1000 } as const;

/** `POST /{page or account}/messages`, refused where Meta refuses. */
export function sendMessage(
  deps: SendDeps,
  { body, accounts }: { readonly body: unknown; readonly accounts: readonly Account[] },
): Sent {
  const read = SendRequest.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw graphErrors.badParameter(`Param ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const request = read.data;
  const customer = deps.world.customers.find(
    ({ id, account }) => id === request.recipient.id && accounts.includes(account),
  );
  if (!customer) throw graphErrors.noMatchingUser();
  if (customer.hasBlocked) throw graphErrors.personUnavailable();
  if (request.sender_action !== undefined) {
    const done = act(customer, request);
    deps.world.changed.emit();
    return done;
  }
  checkPolicy(deps, customer, request);
  const message = newMessage(deps.world, customer, {
    ...contentOf(deps.world, customer.account, request),
    from: 'account',
    replyTo: request.reply_to?.mid,
    metadata: request.message?.metadata,
    appId: deps.appId,
    messagingType: request.messaging_type ?? '',
    tag: request.tag,
  });
  return {
    answer: { recipient_id: customer.id, message_id: message.mid },
    ...{ customer, message },
  };
}

function act(customer: Customer, { sender_action: action, payload }: SendRequest): Sent {
  if (action === 'react' || action === 'unreact') {
    const message = customer.messages.find(({ mid }) => mid === payload?.message_id);
    if (!message) throw graphErrors.badParameter('Message not found.');
    if (action === 'react') message.reactions.set('account', payload?.reaction ?? 'love');
    else message.reactions.delete('account');
  }
  return { answer: { recipient_id: customer.id }, customer, message: undefined };
}

function checkPolicy(
  { world, hasHumanAgent }: SendDeps,
  { account, lastSaidAt }: Customer,
  { messaging_type: type, tag }: SendRequest,
): void {
  if (account.platform === 'messenger' && type === undefined) {
    throw graphErrors.badParameter('The parameter messaging_type is required');
  }
  if ((type === 'MESSAGE_TAG') !== (tag !== undefined)) {
    throw graphErrors.badParameter('messaging_type MESSAGE_TAG and tag belong together');
  }
  if (tag !== undefined && tag !== 'HUMAN_AGENT') throw graphErrors.retiredTag();
  if (tag !== undefined && !hasHumanAgent()) throw graphErrors.notApproved();
  const since = lastSaidAt === undefined ? Infinity : world.clock.now() - lastSaidAt;
  const allowed = tag === undefined ? windowMs.response : windowMs.humanAgent;
  if (since > allowed) throw graphErrors.outsideWindow(account.platform);
}

function contentOf(
  world: World,
  { platform }: Account,
  { message }: SendRequest,
): { readonly text: string; readonly attachments: readonly SentAttachment[] } {
  const { text, attachment, metadata = '' } = message ?? {};
  if ((text === undefined) === (attachment === undefined)) {
    throw graphErrors.badParameter('A message has either text or an attachment');
  }
  if (metadata.length > longest.metadata) throw graphErrors.badParameter('metadata is too long');
  if (text === undefined) return { text: '', attachments: attachmentsOf(world, attachment) };
  if (text.trim() === '') throw graphErrors.badParameter('Param message[text] must be non-empty');
  const isTooLong =
    platform === 'messenger'
      ? [...text].length > longest.messengerCharacters
      : Buffer.byteLength(text) > longest.instagramBytes;
  if (isTooLong) {
    throw graphErrors.badParameter(
      'Length of param message[text] must be less than or equal to 2000',
    );
  }
  return { text, attachments: [] };
}

function attachmentsOf(
  world: World,
  attachment: z.output<typeof Attachment> | undefined,
): readonly SentAttachment[] {
  if (!attachment) return [];
  const { type, payload } = attachment;
  const uploaded = world.uploads.get(payload.attachment_id ?? '');
  if (payload.attachment_id !== undefined && uploaded?.type !== type) {
    throw graphErrors.badParameter('Invalid attachment_id');
  }
  const url = uploaded?.url ?? payload.url ?? '';
  if (!URL.canParse(url))
    throw graphErrors.badParameter('attachment needs a url or an attachment_id');
  return [{ type, url }];
}
