import type { FileToSend } from '../telegram/people.ts';
import { pictureSize } from '../telegram/picture-size.ts';

/** Source: Bot API, sendPhoto. */
const largestPhoto = 10 * 1024 * 1024;

const isMimeType = /^[\w.+-]+\/[\w.+-]+$/;

/** As Telegram's apps send what is chosen with the paper clip: a picture as a photo, the rest as files. */
export function fileToSend({
  name,
  mimeType,
  bytes,
}: {
  readonly name: string;
  readonly mimeType: string | undefined;
  readonly bytes: Buffer;
}): FileToSend {
  const isPhoto = bytes.length <= largestPhoto && pictureSize(bytes) !== undefined;
  const isTold = mimeType !== undefined && isMimeType.test(mimeType);
  return { kind: isPhoto ? 'photo' : 'document', name, bytes, ...(isTold && { mimeType }) };
}
