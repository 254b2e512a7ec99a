import type { Platform } from '../../meta/customer-event.ts';
import type { TalkContent } from '../../telegram/topic-talk.ts';
import type { ReplyContent } from './reply.ts';

type Carried =
  | { readonly type: 'carried'; readonly content: ReplyContent }
  | { readonly type: 'unsupported' | 'tooBig' };
type MediaKind = Extract<ReplyContent, { readonly type: 'media' }>['kind'];

const mega = 1024 * 1024;

/** Source: Bot API, getFile: bots get files of up to 20 MB. */
const mostFromTelegram = 20 * mega;

/** Source: Instagram Platform, "Send messages", media: what it takes, and how large. */
const instagram: Readonly<Record<MediaKind, { readonly types: RegExp; readonly most: number }>> = {
  image: { types: /^image\/(png|jpeg)$/, most: 8 * mega },
  audio: { types: /^audio\/(aac|mp4|m4a|x-m4a|wav|x-wav)$/, most: 25 * mega },
  video: { types: /^video\/(mp4|ogg|x-msvideo|quicktime|webm)$/, most: 25 * mega },
  file: { types: /^application\/pdf$/, most: 25 * mega },
};

/** As what something of Telegram's goes to a customer, or why it does not. */
export function carriedAs(holds: TalkContent, platform: Platform): Carried {
  switch (holds.type) {
    case 'location': {
      const { latitude, longitude } = holds;
      return carried({
        type: 'text',
        text: `📍 https://maps.google.com/?q=${latitude},${longitude}`,
      });
    }
    case 'sticker':
      // Stickers of Telegram are no files of Meta's; what they say is their emoji.
      return holds.name === ''
        ? { type: 'unsupported' }
        : carried({ type: 'text', text: holds.name });
    case 'closed':
    case 'reopened':
    case 'command':
    case 'other':
      return { type: 'unsupported' };
    case 'photo':
    case 'voice':
    case 'video':
    case 'video_note':
    case 'audio':
    case 'document':
    case 'animation':
      return ofFile(holds, platform);
  }
}

function ofFile(
  holds: Extract<TalkContent, { readonly fileId: string }>,
  platform: Platform,
): Carried {
  const { fileId, name, contentType, size = 0 } = holds;
  const kind = kindOf(holds);
  if (size > mostFromTelegram) return { type: 'tooBig' };
  if (platform === 'instagram') {
    const rule = instagram[kind];
    if (!rule.types.test(contentType)) return { type: 'unsupported' };
    if (size > rule.most) return { type: 'tooBig' };
  }
  const shown = name === '' ? `${holds.type}.${contentType.split('/')[1] ?? 'bin'}` : name;
  return carried({ type: 'media', kind, fileId, name: shown, contentType, size });
}

function carried(content: ReplyContent): Carried {
  return { type: 'carried', content };
}

function kindOf({
  type,
  contentType,
}: Extract<TalkContent, { readonly fileId: string }>): MediaKind {
  switch (type) {
    case 'photo':
      return 'image';
    case 'video':
    case 'video_note':
    case 'animation':
      return 'video';
    case 'voice':
    case 'audio':
      return 'audio';
    case 'document':
    case 'sticker':
      return /^image\/(png|jpeg)$/.test(contentType) ? 'image' : 'file';
  }
}
