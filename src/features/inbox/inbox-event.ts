import { z } from 'zod';
import type {
  CustomerEvent,
  Happening,
  MessageContent,
  Platform,
  Referral,
} from '../../meta/customer-event.ts';
import { readAttachment } from './attachment.ts';

/** Where in a webhook's entry an item stood: `messaging` is for us, `standby` for another app of the page. */
export type Slot = 'messaging' | 'standby' | 'changes';

export type RawEvent = {
  readonly platform: Platform;
  readonly accountId: string;
  readonly slot: Slot;
  readonly item: unknown;
  readonly receivedAt: number;
};

const id = z.union([z.string(), z.number()]).transform(String);
const text = z.string().catch('');
const maybeText = z.string().optional().catch(undefined);
const time = z.coerce.number().optional().catch(undefined);
const Party = z.object({ id }).optional().catch(undefined);

const ReferralShape = z
  .object({
    ref: text,
    source: text,
    ads_context_data: z.object({ ad_title: text }).optional().catch(undefined),
  })
  .transform(({ ref, source, ads_context_data: ad }): Referral => ({
    ref,
    source,
    adTitle: ad?.ad_title ?? '',
  }));

const maybeReferral = ReferralShape.optional().catch(undefined);

const Message = z.object({
  mid: z.string().min(1),
  text,
  attachments: z.array(z.unknown()).catch([]),
  is_echo: z.literal(true).optional().catch(undefined),
  is_deleted: z.literal(true).optional().catch(undefined),
  is_unsupported: z.literal(true).optional().catch(undefined),
  app_id: id.optional().catch(undefined),
  metadata: maybeText,
  quick_reply: z.object({ payload: text }).optional().catch(undefined),
  reply_to: z
    .object({ mid: maybeText, story: z.object({ url: text }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  referral: maybeReferral,
});

const Item = z.object({
  sender: Party,
  recipient: Party,
  timestamp: time,
  message: Message.optional().catch(undefined),
  message_edit: z
    .object({ mid: z.string().min(1), text, num_edit: z.coerce.number().catch(1) })
    .optional()
    .catch(undefined),
  reaction: z
    .object({
      mid: z.string().min(1),
      action: text,
      emoji: maybeText,
      reaction: maybeText,
    })
    .optional()
    .catch(undefined),
  postback: z
    .object({ mid: maybeText, title: text, payload: text, referral: maybeReferral })
    .optional()
    .catch(undefined),
  referral: maybeReferral,
  read: z.object({ watermark: time, mid: maybeText }).optional().catch(undefined),
  delivery: z
    .object({ watermark: time, mids: z.array(z.string()).catch([]) })
    .optional()
    .catch(undefined),
});

type Item = z.output<typeof Item>;

/** Reads one item of a webhook. Never fails: what it does not know is `unsupported`, with Meta's name for it. */
export function readEvent({
  platform,
  accountId,
  slot,
  item,
  receivedAt,
}: RawEvent): CustomerEvent {
  const read = Item.safeParse(slot === 'changes' ? valueOf(item) : item);
  const data: Item = read.success ? read.data : {};
  const { sender, recipient } = data;
  const isOurs = data.message?.is_echo === true || sender?.id === accountId;
  return {
    platform,
    accountId,
    customerId: (isOurs ? recipient?.id : sender?.id) ?? '',
    at: soundTime(data.timestamp, receivedAt),
    happening:
      slot === 'messaging' || isMark(slot, data)
        ? happeningOf(data, item, isOurs)
        : elsewhere(slot, item, data),
  };
}

/** Who did it stands one step deeper there. Source: Graph webhooks, the `changes` of an entry. */
function valueOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'value' in item ? item.value : item;
}

/** While another app has the talk, its reads and deliveries are no news to anybody. */
function isMark(slot: Slot, { message, read, delivery }: Item): boolean {
  return slot === 'standby' && !message && (read !== undefined || delivery !== undefined);
}

/** Of a message the id is kept: it was told, and is not missing when the conversation shows it. */
function elsewhere(slot: Slot, item: unknown, { message }: Item): Happening {
  return {
    ...{ type: 'unsupported', what: nameOf(slot, item) },
    ...(message && { mid: message.mid }),
  };
}

function happeningOf(data: Item, item: unknown, isOurs: boolean): Happening {
  const { message, message_edit: edit, reaction, postback, read, delivery, referral } = data;
  if (message) return ofMessage(message, isOurs);
  if (edit) return { type: 'edit', mid: edit.mid, text: edit.text, edits: edit.num_edit };
  if (reaction) {
    const emoji = reaction.emoji ?? reaction.reaction ?? '❤';
    const isTaken = reaction.action === 'unreact';
    return { type: 'reaction', mid: reaction.mid, emoji: isTaken ? undefined : emoji, isOurs };
  }
  if (postback) {
    const { mid, title, payload } = postback;
    return { type: 'postback', mid, title, payload, referral: postback.referral };
  }
  if (read) return { type: 'read', upTo: read.watermark, mid: read.mid };
  if (delivery) return { type: 'delivery', upTo: delivery.watermark, mids: delivery.mids };
  if (referral) return { type: 'referral', referral };
  return { type: 'unsupported', what: nameOf('messaging', item) };
}

function ofMessage(message: z.output<typeof Message>, isOurs: boolean): Happening {
  const { mid, reply_to: replyTo } = message;
  if (message.is_deleted) return { type: 'unsent', mid, isEcho: isOurs };
  const attachments = message.attachments.map((one) => readAttachment(one));
  const isNothing = message.text === '' && attachments.length === 0;
  const content: MessageContent = {
    text: message.text,
    attachments:
      message.is_unsupported === true || isNothing
        ? [...attachments, { type: 'unsupported', what: 'message', url: '' }]
        : attachments,
  };
  if (isOurs) {
    return { type: 'echo', mid, ...content, appId: message.app_id, metadata: message.metadata };
  }
  return {
    type: 'message',
    mid,
    ...content,
    replyTo: replyTo?.story
      ? { type: 'story', url: replyTo.story.url }
      : replyTo?.mid === undefined
        ? undefined
        : { type: 'message', mid: replyTo.mid },
    referral: message.referral,
    quickReply: message.quick_reply?.payload,
  };
}

/** Names that Meta gives to what goes with everything. */
const common = ['sender', 'recipient', 'timestamp', 'field'];

/** Long enough for any name of Meta's, and short enough for a screen. */
const longestName = 60;

function nameOf(slot: Slot, item: unknown): string {
  if (typeof item !== 'object' || item === null) return slot;
  if (slot === 'changes') {
    const field = 'field' in item && typeof item.field === 'string' ? item.field : '';
    return `changes ${field}`.trim().slice(0, longestName);
  }
  const name = Object.keys(item).find((key) => !common.includes(key)) ?? '';
  return (slot === 'standby' ? `standby ${name}`.trim() : name).slice(0, longestName);
}

const dayMs = 24 * 60 * 60_000;

/** In milliseconds such a time would be in 1973. */
const surelySeconds = 100_000_000_000;

/** What is ordered by time must not be held up for ever by a date in the future. */
function soundTime(given: number | undefined, receivedAt: number): number {
  if (given === undefined || !Number.isSafeInteger(given) || given <= 0) return receivedAt;
  const at = given < surelySeconds ? given * 1000 : given;
  return at < receivedAt + dayMs ? at : receivedAt;
}
