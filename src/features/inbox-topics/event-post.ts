import { cleanLine, cleanText, escapeHtml } from '../../lib/html.ts';
import type {
  Attachment,
  CustomerEvent,
  Happening,
  MessageContent,
  Referral,
} from '../../meta/customer-event.ts';
import type { ScreenButton, Words } from '../../telegram/door.ts';

/** One message for the customer's topic. */
export type Post = {
  readonly html: string;
  /** What it belongs to: the customer's message or ours, by Meta's id. */
  readonly answers: string | undefined;
  readonly buttons: readonly ScreenButton[];
  /** What the message is about; then `html` is shown in its place when it cannot be had. */
  readonly file: Attachment | undefined;
  /** Nobody has to look up for it. */
  readonly isSilent: boolean;
};

/** Of what somebody else named; the whole of it is in Meta's own app. */
const longestTitle = 300;

const longestLink = 2048;

/** Of what something is called: long enough for some names of Meta's. */
const longestKind = 60;

/**
 * When the customer said it, if they may be answered from then on, for a while. Source: Messenger Platform,
 * "Send Messages".
 */
export function saidAt({ happening: { type }, at }: CustomerEvent): number | undefined {
  return type === 'message' || type === 'postback' ? at : undefined;
}

/** What Meta calls it, as far as it tells more than that it is a message. */
export function kindOf(happening: Happening): string {
  if (happening.type === 'unsupported') return happening.what;
  if (happening.type !== 'message' && happening.type !== 'echo') return happening.type;
  const kinds = happening.attachments.map((one) =>
    one.type === 'unsupported' ? one.what : one.type,
  );
  return [happening.type, ...new Set(kinds)].join(' ').slice(0, longestKind);
}

/** What operators are shown of it, in order. Nothing: reads, deliveries, and what is done elsewhere. */
export function postsOf(
  { happening, at }: CustomerEvent,
  words: Words,
  late: {
    readonly isLate: boolean;
    readonly isFetched: boolean;
    readonly timeText: (at: number) => string;
  },
): readonly Post[] {
  const posts = postsOfKind(happening, words);
  const [first, ...rest] = posts;
  if (!first || !(late.isLate || late.isFetched)) return posts;
  const mark = words(late.isFetched ? 'inbox-fetched' : 'inbox-late', { time: late.timeText(at) });
  return [{ ...first, html: `${mark}\n${first.html}` }, ...rest];
}

function postsOfKind(happening: Happening, words: Words): readonly Post[] {
  switch (happening.type) {
    case 'message':
      return ofMessage(happening, words);
    case 'echo':
      return ofContent(happening, words, words('inbox-elsewhere'), undefined);
    case 'edit': {
      const html = `${words('inbox-edited')}\n${shown(happening.text)}`;
      return [{ ...plain, html, answers: happening.mid }];
    }
    case 'unsent':
      return [];
    case 'reaction': {
      const { emoji, mid, isOurs } = happening;
      if (isOurs) return [];
      const html =
        emoji === undefined
          ? words('inbox-reaction-gone')
          : words('inbox-reaction', { emoji: cleanText(emoji).slice(0, 16) });
      return [{ ...plain, html, answers: mid, isSilent: true }];
    }
    case 'postback': {
      const { title, referral } = happening;
      const lines = [
        words('inbox-postback', { title: cleanLine(title, longestTitle) }),
        ...ofReferral(referral, words),
      ];
      return [{ ...plain, html: lines.join('\n') }];
    }
    case 'referral':
      return [{ ...plain, html: ofReferral(happening.referral, words).join('\n') }];
    case 'unsupported': {
      const { what } = happening;
      const html = what === 'unseen' ? words('inbox-unseen') : words('inbox-unknown', { what });
      return [{ ...plain, html }];
    }
    case 'read':
    case 'delivery':
      return [];
  }
}

/** In the place of what could not be shown. */
export function asidePost(what: string, words: Words): Post {
  return { ...plain, html: words('inbox-unknown', { what }) };
}

const plain = {
  ...{ answers: undefined, buttons: [], file: undefined, isSilent: false },
} as const satisfies Partial<Post>;

function ofMessage(
  message: Extract<Happening, { readonly type: 'message' }>,
  words: Words,
): readonly Post[] {
  const { replyTo, referral } = message;
  const story = replyTo?.type === 'story' ? replyTo : undefined;
  const intro = [...ofReferral(referral, words), ...(story ? [words('inbox-story-reply')] : [])];
  const answers = replyTo?.type === 'message' ? replyTo.mid : undefined;
  const posts = ofContent(message, words, intro.join('\n'), answers);
  const [first, ...rest] = posts;
  if (!story || !first) return posts;
  return [{ ...first, buttons: [...linkTo(story.url, words), ...first.buttons] }, ...rest];
}

function ofContent(
  { text, attachments }: MessageContent,
  words: Words,
  intro: string,
  answers: string | undefined,
): readonly Post[] {
  const hasWords = text !== '' || attachments.length === 0 || intro !== '';
  const lines = [intro, shown(text)].filter((line) => line !== '');
  // Of signs that cannot be seen nothing is left, and Telegram takes no empty message.
  if (lines.length === 0) lines.push(words('inbox-unknown', { what: 'message' }));
  return [
    ...(hasWords ? [{ ...plain, html: lines.join('\n'), answers }] : []),
    ...attachments.map((one) => ofAttachment(one, words, hasWords ? undefined : answers)),
  ];
}

function ofAttachment(attachment: Attachment, words: Words, answers: string | undefined): Post {
  const post = { ...plain, answers };
  switch (attachment.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'sticker':
      return {
        ...post,
        html: words(`inbox-${attachment.type}`),
        buttons: linkTo(attachment.url, words),
        file: attachment,
      };
    case 'location': {
      const { latitude, longitude } = attachment;
      const url = `https://maps.google.com/?q=${latitude},${longitude}`;
      return {
        ...post,
        html: words('inbox-location'),
        buttons: linkTo(url, words),
        file: attachment,
      };
    }
    case 'share': {
      const title = cleanLine(attachment.title, longestTitle);
      const html =
        title === '' ? words('inbox-share') : `${words('inbox-share')}\n${escapeHtml(title)}`;
      return { ...post, html, buttons: linkTo(attachment.url, words) };
    }
    case 'storyMention':
      return { ...post, html: words('inbox-mention'), buttons: linkTo(attachment.url, words) };
    case 'unsupported':
      return {
        ...post,
        html: words('inbox-unknown', { what: attachment.what }),
        buttons: linkTo(attachment.url, words),
      };
  }
}

function ofReferral(referral: Referral | undefined, words: Words): readonly string[] {
  if (!referral) return [];
  const from = [referral.adTitle, referral.ref, referral.source].find((one) => one !== '') ?? '';
  return [words('inbox-referral', { from: cleanText(from).slice(0, 100) })];
}

function linkTo(url: string, words: Words): readonly ScreenButton[] {
  return isLink(url) ? [{ label: words('inbox-open'), url }] : [];
}

/** Telegram refuses a message with a button to anywhere else, and its words with it. */
function isLink(text: string): boolean {
  if (text.length > longestLink || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && hostname.includes('.');
}

function shown(text: string): string {
  return escapeHtml(cleanText(text));
}
