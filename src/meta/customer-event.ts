export type Platform = 'messenger' | 'instagram';

/** What came with a message. A `url` of Meta's dies, on Instagram within a day, and only leads; it is not to be kept. */
export type Attachment =
  | { readonly type: 'image' | 'video' | 'audio' | 'file'; readonly url: string }
  | { readonly type: 'sticker'; readonly url: string; readonly stickerId: string }
  | { readonly type: 'location'; readonly latitude: number; readonly longitude: number }
  /** A link or a post that somebody passed on. */
  | { readonly type: 'share'; readonly url: string; readonly title: string }
  /** The customer showed this account in a story of theirs. */
  | { readonly type: 'storyMention'; readonly url: string }
  /** Something with its own name at Meta that this house does not know. */
  | { readonly type: 'unsupported'; readonly what: string; readonly url: string };

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
  /** Something that Meta tells and this house does not know, by Meta's name; `mid` of a message. */
  | { readonly type: 'unsupported'; readonly what: string; readonly mid?: string };

/** Somebody who writes, as one account of ours knows them. */
export type CustomerKey = {
  readonly platform: Platform;
  /** The page's id, or that of the Instagram account. */
  readonly accountId: string;
  /** PSID or IGSID; '' when it concerns no one person. */
  readonly customerId: string;
};

/** One thing that a customer did, or that was done to what stands in the talk with them. */
export type CustomerEvent = CustomerKey & {
  /** By Meta's clock; by ours where Meta gave none. */
  readonly at: number;
  readonly happening: Happening;
};
