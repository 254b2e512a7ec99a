import { Refused } from '../../lib/error.ts';
import type { Attachment, Platform } from '../../meta/customer-event.ts';
import type { Media } from '../../meta/media-fetch.ts';
import { fileName, telegramKind } from './file-kind.ts';
import type { MediaDeps } from './media-deps.ts';

export type FilePlace = {
  readonly chatId: number;
  readonly topicId: number;
  readonly replyTo?: number;
  readonly caption?: string;
};

/** No file of Messenger's is larger. Source: Messenger Platform, attachments. */
const mostBytes = 25 * 1024 * 1024;

const tries = 3;
const betweenMs = 300;

/**
 * Lets a customer's file flow from Meta to the topic. Undefined: it cannot be had, now or ever, or Telegram
 * does not take it; then a link stands for it. Instagram's media is never fetched: Meta lets nobody keep it.
 * Throws what Telegram's calls throw.
 */
export async function sendFile(
  deps: Pick<MediaDeps, 'mediaFetch' | 'mediaOut' | 'pause' | 'log'>,
  place: FilePlace,
  { attachment, platform }: { readonly attachment: Attachment; readonly platform: Platform },
): Promise<number | undefined> {
  if (attachment.type === 'location') {
    return unlessRefused(() => deps.mediaOut.sendLocation(place, attachment));
  }
  if (platform === 'instagram') return undefined;
  const { type: kind } = attachment;
  if (kind === 'share' || kind === 'storyMention' || kind === 'unsupported') return undefined;
  let isPlain = false;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    if (attempt > 1) await deps.pause(betweenMs, AbortSignal.timeout(betweenMs));
    const fetched = await deps.mediaFetch.open(attachment.url, mostBytes);
    if (fetched.type === 'later') continue;
    if (fetched.type !== 'had') return undefined;
    const { media } = fetched;
    const end = await flow(deps, place, {
      ...{ media, name: fileName(kind, attachment.url, media.contentType) },
      kind: isPlain ? 'document' : telegramKind(kind, media),
    });
    if (typeof end === 'number') return end;
    if (end === 'refused' && isPlain) return undefined;
    // Telegram is strict with pictures and films; as a file it takes anything.
    isPlain = end === 'refused';
  }
  deps.log.warn({ kind }, 'a file of a customer could not be had');
  return undefined;
}

async function unlessRefused(send: () => Promise<number>): Promise<number | undefined> {
  try {
    return await send();
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Refused && error.details['trouble'] === 'refused';
}

async function flow(
  { mediaOut }: Pick<MediaDeps, 'mediaOut'>,
  place: FilePlace,
  {
    media,
    name,
    kind,
  }: {
    readonly media: Media;
    readonly name: string;
    readonly kind: ReturnType<typeof telegramKind>;
  },
): Promise<number | 'refused' | 'brokenOff'> {
  try {
    return await mediaOut.send(place, kind, { name, bytes: media.bytes });
  } catch (error) {
    if (media.failure() !== undefined) return 'brokenOff';
    if (isRefused(error)) return 'refused';
    throw error;
  }
}
