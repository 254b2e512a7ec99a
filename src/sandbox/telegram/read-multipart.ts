import { badRequest } from './api-error.ts';

/** A file that came with a request. */
export type UploadedFile = {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
};

export type Form = {
  readonly fields: ReadonlyMap<string, string>;
  /** By field name. */
  readonly files: ReadonlyMap<string, UploadedFile>;
};

/**
 * Reads a whole multipart/form-data body. Accepts what bots really send, such as a
 * `content-disposition` without blanks or quotes and parts without a type. Source: RFC 7578.
 */
export function readMultipart(body: Buffer, contentType: string): Form {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw badRequest('multipart boundary is missing');
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  for (const part of partsOf(body, Buffer.from(`--${boundary}`))) {
    const headerEnd = part.indexOf('\r\n\r\n');
    if (headerEnd < 0) throw badRequest('multipart part without headers');
    const headers = part.subarray(0, headerEnd).toString('utf8');
    const bytes = part.subarray(headerEnd + 4);
    const name = readAttribute(headers, 'name');
    if (name === undefined) throw badRequest('multipart part without a name');
    const fileName = readAttribute(headers, 'filename');
    if (fileName === undefined) {
      fields.set(name, bytes.toString('utf8'));
      continue;
    }
    const type = /^content-type:\s*(.+)$/im.exec(headers)?.[1] ?? 'application/octet-stream';
    files.set(name, { name: fileName, contentType: type.trim(), bytes: Buffer.from(bytes) });
  }
  return { fields, files };
}

function* partsOf(body: Buffer, delimiter: Buffer): Generator<Buffer> {
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    if (body.subarray(from, from + 2).toString('latin1') === '--') return;
    const end = body.indexOf(delimiter, from);
    if (end < 0) throw badRequest('multipart body ends early');
    // A part lies between the line end after its delimiter and the one before the next.
    yield body.subarray(from + 2, end - 2);
    start = end;
  }
}

/** As the real one reads it: a semicolon always ends a value. Source: tdlib/td, HttpReader.cpp. */
function readAttribute(headers: string, name: string): string | undefined {
  const line = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
  for (const part of line.split(';').slice(1)) {
    const [key = '', ...rest] = part.split('=');
    if (key.trim() !== name) continue;
    const value = rest.join('=').trim();
    return /^"(.*)"$/.exec(value)?.[1] ?? value;
  }
  return undefined;
}
