import { z } from 'zod';
import type { Attachment } from '../../meta/customer-event.ts';

const text = z.string().catch('');

/** Meta's own names are shorter; in a topic a longer one would hide what was said. */
const name = text.transform((given) => given.slice(0, 60));

const Coordinates = z.object({
  lat: z.coerce.number().min(-90).max(90),
  long: z.coerce.number().min(-180).max(180),
});

const Given = z.object({
  type: name,
  title: text,
  url: text,
  payload: z
    .object({
      url: text,
      title: text,
      sticker_id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
      coordinates: Coordinates.optional().catch(undefined),
    })
    .catch({ url: '', title: '', sticker_id: undefined, coordinates: undefined }),
});

/**
 * Reads what Meta calls an attachment. Never fails: an unknown or broken one is `unsupported`. Kinds
 * seen in the wild: image, video, audio, file, fallback, template, share, location, story_mention,
 * ig_reel, reel, ig_post, ig_story, post, unsupported_type.
 */
export function readAttachment(raw: unknown): Attachment {
  const read = Given.safeParse(raw);
  if (!read.success) return { type: 'unsupported', what: '', url: '' };
  const { type: what, payload } = read.data;
  const url = payload.url === '' ? read.data.url : payload.url;
  const title = payload.title === '' ? read.data.title : payload.title;
  switch (what) {
    case 'image':
      if (payload.sticker_id !== undefined) {
        return { type: 'sticker', url, stickerId: payload.sticker_id };
      }
      return url === '' ? { type: 'unsupported', what, url } : { type: what, url };
    case 'video':
    case 'audio':
    case 'file':
      return url === '' ? { type: 'unsupported', what, url } : { type: what, url };
    case 'location':
      return payload.coordinates === undefined
        ? { type: 'unsupported', what, url }
        : {
            type: 'location',
            latitude: payload.coordinates.lat,
            longitude: payload.coordinates.long,
          };
    case 'share':
    case 'fallback':
    case 'post':
    case 'reel':
    case 'ig_post':
    case 'ig_reel':
      return { type: 'share', url, title };
    case 'story_mention':
      return { type: 'storyMention', url };
    default:
      return { type: 'unsupported', what, url };
  }
}
