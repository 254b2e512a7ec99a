import {
  newMessage,
  type Customer,
  type Message,
  type SentAttachment,
  type World,
} from './world.ts';
import type { Webhooks } from './webhooks.ts';

export type MediaKind = 'image' | 'video' | 'audio' | 'file';

export type Said = {
  readonly text?: string;
  /** The mid of the message that is answered. */
  readonly replyTo?: string;
  readonly attachments?: readonly SentAttachment[];
  /** The tapped quick reply's payload. */
  readonly quickReply?: string;
};

/** What a customer can do, as the webhooks tell it. All return at once; Meta tells in its own time. */
export type Acts = {
  readonly writes: (said: string | Said) => Message;
  /** With a file that Meta's CDN serves; `contentType` as the CDN says. */
  readonly sends: (kind: MediaKind, bytes: Buffer, contentType: string) => Message;
  readonly sticker: () => Message;
  readonly location: (latitude: number, longitude: number) => Message;
  /** A post or reel that is passed on: `share`, `ig_reel`, `post`, … */
  readonly shares: (type: string, title: string, url: string) => Message;
  readonly mentionsInStory: () => Message;
  readonly repliesToStory: (text: string) => Message;
  /** A kind that Meta's API does not carry. */
  readonly sendsUnsupported: () => Message;
  readonly edits: (mid: string, text: string) => void;
  readonly unsends: (mid: string) => void;
  readonly reacts: (mid: string, emoji: string) => void;
  readonly takesReactionBack: (mid: string) => void;
  readonly taps: (title: string, payload: string) => void;
  readonly comesBy: (ref: string, source: string) => void;
  /** All that the account wrote. */
  readonly reads: () => void;
  readonly blocks: (hasBlocked?: boolean) => void;
  /** Any item of `messaging`, whatever it is. */
  readonly does: (field: string, item: object) => void;
};

/** What the account's own people do in Meta's app, beside our API. */
export type ColleagueActs = { readonly writes: (text: string) => Message };

/** The app that Meta's own inbox writes as. Source: Handover Protocol, "Page Inbox". */
const pageInboxApp = '263902037430900';

export function actsOf(
  { world, webhooks, cdnRoot }: { world: World; webhooks: Webhooks; cdnRoot: () => string },
  customer: Customer,
): Acts {
  const { account } = customer;
  const isMessenger = account.platform === 'messenger';
  const told = (field: string, item: object, at = world.now()): void => {
    webhooks.tell({
      account,
      field,
      item: { sender: { id: customer.id }, recipient: { id: account.id }, timestamp: at, ...item },
    });
  };
  const say = (said: Said, more: object = {}): Message => {
    const { text = '', replyTo, attachments = [], quickReply } = said;
    const message = newMessage(world, customer, { from: 'customer', text, attachments, replyTo });
    told(
      'messages',
      {
        message: {
          mid: message.mid,
          ...(text !== '' && { text }),
          ...(attachments.length > 0 && { attachments: attachments.map(printAttachment) }),
          ...(replyTo !== undefined && { reply_to: { mid: replyTo } }),
          ...(quickReply !== undefined && { quick_reply: { payload: quickReply } }),
          ...more,
        },
      },
      message.at,
    );
    return message;
  };
  const file = (bytes: Buffer, contentType: string): string => {
    const path = world.nextId();
    world.files.set(path, { bytes, contentType });
    return `${cdnRoot()}/${path}?asid=1&oe=66AA`;
  };
  const find = (mid: string): Message => {
    const message = customer.messages.find((one) => one.mid === mid);
    if (!message) throw new Error(`${customer.name} sees no message ${mid}`);
    return message;
  };
  const react = (mid: string, emoji: string | undefined): void => {
    const { reactions } = find(mid);
    const before = reactions.get('customer');
    if (emoji === undefined) reactions.delete('customer');
    else reactions.set('customer', emoji);
    told('message_reactions', {
      reaction: {
        mid,
        action: emoji === undefined ? 'unreact' : 'react',
        reaction: emoji === '❤' ? 'love' : 'other',
        emoji: emoji ?? before,
      },
    });
  };
  return {
    writes: (said) => say(typeof said === 'string' ? { text: said } : said),
    sends: (kind, bytes, contentType) =>
      say({ attachments: [{ type: kind, url: file(bytes, contentType) }] }),
    sticker: () =>
      say({
        attachments: [
          {
            ...{ type: 'image', stickerId: 369_239_263_222_822 },
            url: file(tinyPng, 'image/png'),
          },
        ],
      }),
    location: (lat, long) =>
      say({ attachments: [{ type: 'location', url: '', coordinates: { lat, long } }] }),
    shares: (type, title, url) => say({ attachments: [{ type, title, url }] }),
    mentionsInStory: () =>
      say({ attachments: [{ type: 'story_mention', url: file(tinyPng, 'image/png') }] }),
    repliesToStory: (text) =>
      say(
        { text },
        { reply_to: { story: { id: world.nextId(), url: file(tinyPng, 'image/png') } } },
      ),
    sendsUnsupported: () => say({}, { is_unsupported: true }),
    edits: (mid, text) => {
      const message = find(mid);
      if (message.edits >= 5) throw new Error('Meta allows five edits.');
      message.text = text;
      message.edits += 1;
      told('message_edits', { message_edit: { mid, text, num_edit: message.edits } });
    },
    unsends: (mid) => {
      find(mid).isDeleted = true;
      told('messages', { message: { mid, is_deleted: true } });
    },
    reacts: (mid, emoji) => {
      react(mid, emoji);
    },
    takesReactionBack: (mid) => {
      react(mid, undefined);
    },
    taps: (title, payload) => {
      customer.lastSaidAt = world.now();
      const mid = world.nextMid(account.platform);
      told('messaging_postbacks', { postback: { mid, title, payload } });
    },
    comesBy: (ref, source) => {
      const field = isMessenger ? 'messaging_referrals' : 'messaging_referral';
      told(field, { referral: { ref, source, type: 'OPEN_THREAD' } });
    },
    reads: () => {
      const last = customer.messages.findLast(({ from }) => from === 'account');
      if (!last) return;
      if (isMessenger) told('message_reads', { read: { watermark: last.at } });
      else told('messaging_seen', { read: { mid: last.mid } });
    },
    blocks: (hasBlocked = true) => {
      customer.hasBlocked = hasBlocked;
    },
    does: told,
  };
}

export function colleagueActsOf(
  { world, webhooks }: { world: World; webhooks: Webhooks },
  customer: Customer,
): ColleagueActs {
  return {
    writes: (text) => {
      const message = newMessage(world, customer, { from: 'account', text, appId: pageInboxApp });
      webhooks.tell(echoOf(customer, message));
      return message;
    },
  };
}

/** The webhook that tells what the account sent. On Instagram nobody saw `metadata` in it yet, so there is none. */
export function echoOf(customer: Customer, message: Message) {
  const { account } = customer;
  const isMessenger = account.platform === 'messenger';
  return {
    account,
    field: isMessenger ? 'message_echoes' : 'messages',
    item: {
      ...{ sender: { id: account.id }, recipient: { id: customer.id }, timestamp: message.at },
      message: {
        ...{ mid: message.mid, is_echo: true },
        ...(message.appId !== undefined && isMessenger && { app_id: Number(message.appId) }),
        ...(message.metadata !== undefined && isMessenger && { metadata: message.metadata }),
        ...(message.text !== '' && { text: message.text }),
        ...(message.attachments.length > 0 && {
          attachments: message.attachments.map(printAttachment),
        }),
      },
    },
  };
}

function printAttachment({ type, url, title, stickerId, coordinates }: SentAttachment): object {
  return {
    type,
    payload: {
      ...(url !== '' && { url }),
      ...(title !== undefined && { title }),
      ...(stickerId !== undefined && { sticker_id: stickerId }),
      ...(coordinates && { coordinates }),
    },
  };
}

/** One black pixel. */
const tinyPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);
