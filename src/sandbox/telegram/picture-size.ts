/** Width and height in pixels. */
export type PictureSize = { readonly width: number; readonly height: number };

/** Of a PNG or JPEG, from its bytes; undefined for what is neither. */
export function pictureSize(bytes: Buffer): PictureSize | undefined {
  return pngSize(bytes) ?? jpegSize(bytes);
}

/** The first chunk is always IHDR. Source: PNG specification, 11.2.2. */
function pngSize(bytes: Buffer): PictureSize | undefined {
  const isPng = bytes.length >= 24 && bytes.subarray(0, 8).equals(pngSignature);
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Walks the markers to the frame's own. Source: ITU T.81, B.2.2. */
function jpegSize(bytes: Buffer): PictureSize | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xff_d8) return undefined;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && !notFrames.has(marker)) {
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Huffman tables, an extension, arithmetic conditioning. */
const notFrames = new Set([0xc4, 0xc8, 0xcc]);
