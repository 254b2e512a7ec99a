import { randomBytes } from 'node:crypto';

export type UploadFile = {
  readonly name: string;
  readonly contentType: string;
  /** Of `bytes`, all together: Meta wants to know before. */
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};

/** The form of Meta's attachment upload, whose file flows through without being held. */
export function formOf(file: UploadFile & { readonly kind: string }) {
  const boundary = `navbatchi-${randomBytes(16).toString('hex')}`;
  const message = JSON.stringify({
    attachment: { type: file.kind, payload: { is_reusable: true } },
  });
  const head = Buffer.from(
    [
      `--${boundary}`,
      'content-disposition: form-data; name="message"',
      '',
      message,
      `--${boundary}`,
      `content-disposition: form-data; name="filedata"; filename="${plainName(file.name)}"`,
      `content-type: ${plainType(file.contentType)}`,
      '',
      '',
    ].join('\r\n'),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.size + tail.length),
    },
    body: partsOf(head, file.bytes, tail),
  };
}

async function* partsOf(
  head: Buffer,
  bytes: UploadFile['bytes'],
  tail: Buffer,
): AsyncGenerator<Uint8Array> {
  yield head;
  yield* bytes;
  yield tail;
}

/** As a name: from outside. */
function plainType(type: string): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
}

/** A name comes from outside and must not end its header. */
function plainName(name: string): string {
  return name.replaceAll(/[^\w. -]/g, '_').slice(-100);
}
