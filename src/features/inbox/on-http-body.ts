import type { IncomingMessage } from 'node:http';
import { Unreachable } from '../../lib/error.ts';

/** A thousand updates, the most in one request, are 1 to 4 MB; refused, Meta ends the subscription after an hour. */
const maxBytes = 8 * 1024 * 1024;

/** Of all that is being read. Nobody has shown a signature yet, so anybody may send. */
const maxTogetherBytes = 96 * 1024 * 1024;

/** Above the limit the large ones go first: an ordinary webhook is less than 2 kB. */
const smallBytes = 64 * 1024;

/** Reads bodies as bytes, each up to 8 MiB and all together up to a limit. */
export function createBodyReader() {
  let together = 0;

  return (message: IncomingMessage): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      let isOver = false;
      const end = (error?: Error): void => {
        if (isOver) return;
        isOver = true;
        together -= size;
        const [first] = chunks;
        if (error !== undefined) reject(error);
        else resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks));
        chunks.length = 0;
      };
      if (Number(message.headers['content-length'] ?? 0) > maxBytes) end(tooLarge());
      message.on('data', (chunk: Buffer) => {
        // What comes after a refusal is thrown away.
        if (isOver) return;
        size += chunk.length;
        together += chunk.length;
        chunks.push(chunk);
        if (size > maxBytes) end(tooLarge());
        else if (together > maxTogetherBytes && size > smallBytes) {
          end(new Unreachable('Too much at once. Send it again later.'));
        }
      });
      message.on('end', () => {
        end();
      });
      message.on('close', () => {
        // It closes after a good end too, and an error is costly to make.
        if (!isOver) end(new Unreachable('The connection ended in the middle of the body.'));
      });
      message.on('error', end);
    });
}

function tooLarge(): Error {
  return Object.assign(new Error(`A body has at most ${maxBytes} bytes.`), { statusCode: 413 });
}
