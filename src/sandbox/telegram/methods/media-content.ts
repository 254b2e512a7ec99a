import { z } from 'zod';
import { badRequest, NotEmulated } from '../api-error.ts';
import { formatCaption } from '../formatted-text.ts';
import type { Content, MediaKind, StoredFile } from '../message.ts';
import type { CallSurroundings } from '../method.ts';
import { pictureSize } from '../picture-size.ts';
import type { Room } from '../room.ts';
import type { UploadedFile } from '../read-multipart.ts';
import type { JsonObject } from '../json.ts';
import { entities } from './entities.ts';

/** An `InputMedia…`. */
export const inputMedia = z.object({
  type: z.enum(['photo', 'document', 'audio', 'video', 'animation']),
  media: z.string(),
  caption: z.string().optional(),
  parse_mode: z.string().optional(),
  caption_entities: entities.optional(),
  duration: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  performer: z.string().optional(),
  title: z.string().optional(),
});

export type MediaInput = Omit<z.output<typeof inputMedia>, 'type'> & { readonly type: MediaKind };

/** Reads the file, uploaded or known by its id, and the caption. */
export function mediaContent(
  room: Room,
  input: MediaInput,
  surroundings: CallSurroundings,
): Content {
  const file = resolveFile(room, input.type, input.media, surroundings);
  const caption = formatCaption({
    text: input.caption ?? '',
    parseMode: input.parse_mode,
    entities: input.caption_entities,
  });
  return { type: 'media', kind: input.type, file, caption, details: detailsOf(input) };
}

function detailsOf({ duration, width, height, performer, title }: MediaInput): JsonObject {
  const details = { duration, width, height, performer, title };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

/** Photos may have 10 MB, other files 50 MB. Source: Bot API, "Sending files". */
const maxPhotoBytes = 10 * 1024 * 1024;

function resolveFile(
  { world }: Room,
  kind: MediaKind,
  given: string,
  { files }: CallSurroundings,
): StoredFile {
  const attached = /^attach:\/\/(.+)$/.exec(given)?.[1];
  if (attached !== undefined) {
    const upload = files.get(attached);
    if (upload === undefined) throw badRequest(`there is no ${word(kind)} in the request`);
    return storeUpload(world.addFile, kind, upload);
  }
  if (/^https?:/i.test(given)) throw new NotEmulated('a file by URL');
  const known = world.files.get(given);
  if (known === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (known.kind !== kind) {
    throw badRequest(`can't use file of type ${title(known.kind)} as ${title(kind)}`);
  }
  return known;
}

function storeUpload(
  addFile: Room['world']['addFile'],
  kind: MediaKind,
  upload: UploadedFile,
): StoredFile {
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
  if (kind === 'photo') checkPhoto(upload.bytes);
  return addFile({
    kind,
    name: upload.name,
    mimeType: upload.contentType,
    bytes: upload.bytes,
  });
}

/** Source: Bot API, sendPhoto. */
function checkPhoto(bytes: Buffer): void {
  if (bytes.length > maxPhotoBytes) throw badRequest('file is too big');
  const size = pictureSize(bytes);
  if (size === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (width + height > 10_000 || !(ratio <= 20)) throw badRequest('PHOTO_INVALID_DIMENSIONS');
}

function word(kind: MediaKind): string {
  return kind.replace('_', ' ');
}

function title(kind: MediaKind): string {
  const words = kind.split('_').map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return words.join('');
}
