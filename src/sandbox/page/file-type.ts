/** What a browser may only save. */
export const otherType = 'application/octet-stream';

const starts: readonly { readonly at: number; readonly text: string; readonly type: string }[] = [
  { at: 1, text: 'PNG', type: 'image/png' },
  { at: 0, text: '\xff\xd8', type: 'image/jpeg' },
  { at: 8, text: 'WEBP', type: 'image/webp' },
  { at: 0, text: 'OggS', type: 'audio/ogg' },
  { at: 4, text: 'ftyp', type: 'audio/mp4' },
  { at: 8, text: 'WAVE', type: 'audio/wav' },
  { at: 0, text: 'ID3', type: 'audio/mpeg' },
];

/** A picture or a sound, by the first bytes: a file's own claim is not to be trusted. */
export function shownType(bytes: Buffer): string {
  const found = starts.find(({ at, text }) =>
    bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1')),
  );
  return found?.type ?? otherType;
}

export function isPicture(type: string): boolean {
  return type.startsWith('image/');
}

export function isSound(type: string): boolean {
  return type.startsWith('audio/');
}
