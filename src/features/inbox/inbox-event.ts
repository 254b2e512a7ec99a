import { z } from 'zod';
import { readAttachment, type Attachment } from './attachment.ts';

export type Platform = 'messenger' | 'instagram';

/** Where in a webhook's entry an item stood: `messaging` is for us, `standby` for another app of the page. */
export type Slot = 'messaging' | 'standby' | 'changes';

/** What a message answers. */
export type ReplyTo =
  | { readonly type: 'message'; readonly mid: string }
  | { readonly type: 'story'; readonly url: string };

/** How somebody found the way here: an ad, a link with `ref`, a button. */
export type Referral = {
  readonly ref: string;
  readonly source: string;
  readonly adTitle: string;
};

export type MessageContent = {
  readonly text: string;
  readonly attachments: readonly Attachment[];
};

/** What happened, apart from to whom and when. */
export type Happening =
  | (MessageContent & {
      readonly type: 'message';
      readonly mid: string;
      readonly replyTo: ReplyTo | undefined;
      readonly referral: Referral | undefined;
      /** The payload of the quick reply that was tapped. */
      readonly quickReply: string | undefined;
    })
  /** What the page itself sent: by us, by another app, or by a colleague in Meta's own inbox, which is an app too. */
  | (MessageContent & {
      readonly type: 'echo';
      readonly mid: string;
      readonly appId: string | undefined;
      /** What we gave with the send. */
      readonly metadata: string | undefined;
    })
  | { readonly type: 'edit'; readonly mid: string; readonly text: string; readonly edits: number }
  /** The message is gone for both sides; what we have of it must go too. */
  | { readonly type: 'unsent'; readonly mid: string; readonly isEcho: boolean }
  | {
      readonly type: 'reaction';
      readonly mid: string;
      /** Undefined: it was taken back. */
      readonly emoji: string | undefined;
      readonly isOurs: boolean;
    }
  | {
      readonly type: 'postback';
      readonly mid: string | undefined;
      readonly title: string;
      readonly payload: string;
      readonly referral: Referral | undefined;
    }
  | { readonly type: 'referral'; readonly referral: Referral }
  /** Messenger tells a time up to which all is read, Instagram the last message. */
  | { readonly type: 'read'; readonly upTo: number | undefined; readonly mid: string | undefined }
  | {
      readonly type: 'delivery';
      readonly upTo: number | undefined;
      readonly mids: readonly string[];
    }
  /** Something that Meta tells and this house does not know, by Meta's name. */
  | { readonly type: 'unsupported'; readonly what: string };

export type InboxEvent = {
  readonly platform: Platform;
  /** The page's id, or that of the Instagram account. */
  readonly accountId: string;
  /** PSID or IGSID; '' when it concerns no one person. */
  readonly customerId: string;
  /** By Meta's clock; by ours where Meta gave none. */
  readonly at: number;
  readonly happening: Happening;
};

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
export function readEvent({ platform, accountId, slot, item, receivedAt }: RawEvent): InboxEvent {
  const read = Item.safeParse(item);
  const data: Item = read.success ? read.data : {};
  const { sender, recipient } = data;
  const isOurs = data.message?.is_echo === true || sender?.id === accountId;
  return {
    platform,
    accountId,
    customerId: (isOurs ? recipient?.id : sender?.id) ?? '',
    at: soundTime(data.timestamp, receivedAt),
    happening:
      slot === 'messaging'
        ? happeningOf(data, item, isOurs)
        : { type: 'unsupported', what: nameOf(slot, item) },
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
