import type { Attachment } from '../../meta/customer-event.ts';
import type { MediaKind } from '../../telegram/media-out.ts';

type FileType = Extract<Attachment['type'], 'image' | 'sticker' | 'video' | 'audio' | 'file'>;

/** Source: Bot API, sendPhoto. */
const largestPhoto = 10 * 1024 * 1024;

/** Source: Bot API, sendVoice: "OPUS in .OGG, .MP3, or .M4A". */
const voices = ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/m4a'];

/** As what Telegram shows a file best. */
export function telegramKind(
  type: FileType,
  { contentType, size }: { readonly contentType: string; readonly size: number | undefined },
): MediaKind {
  switch (type) {
    case 'image':
    case 'sticker':
      return (size ?? 0) > largestPhoto ? 'document' : 'photo';
    case 'video':
      return 'video';
    case 'audio':
      return voices.includes(contentType) ? 'voice' : 'document';
    case 'file':
      return 'document';
  }
}

const endings: Readonly<Record<string, string>> = {
  ...{ 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp' },
  ...{ 'video/mp4': 'mp4', 'video/quicktime': 'mov', 'audio/ogg': 'ogg', 'audio/mpeg': 'mp3' },
  ...{ 'audio/mp4': 'm4a', 'audio/x-m4a': 'm4a', 'application/pdf': 'pdf' },
};

/** A file keeps the name that stands in its address; the rest is called after what it is. */
export function fileName(type: FileType, url: string, contentType: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '';
  const ending = endings[contentType];
  const hasEnding = /^[\w.-]{1,80}\.\w{2,5}$/.test(last);
  if (type === 'file' && hasEnding) return last;
  return `${type}.${ending ?? (type === 'file' ? 'bin' : 'dat')}`;
}
