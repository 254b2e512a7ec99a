import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** A running baresip as its control socket offers it. */
export type Control = {
  /** Throws baresip's own words when it cannot. */
  readonly command: (command: string, params?: string) => Promise<void>;
  /** The next event of one of these types since the last one met; throws after 10 s. */
  readonly event: (...types: readonly string[]) => Promise<Message>;
  /** What happened so far counts as met. */
  readonly forget: () => void;
};

const Message = z.looseObject({
  event: z.boolean().optional(),
  type: z.string().optional(),
  param: z.string().optional(),
  peeruri: z.string().optional(),
  response: z.boolean().optional(),
  ok: z.boolean().optional(),
  data: z.string().optional(),
  token: z.string().optional(),
});
type Message = z.infer<typeof Message>;

const waitMs = 30_000;

/** baresip's ctrl_tcp: JSON objects in netstrings (`5:{...},`), events and answers on one socket. */
export async function openControl(port: number): Promise<Control> {
  const socket = await connected(port);
  const met: Message[] = [];
  const waiting = new Set<() => void>();
  let cursor = 0;
  let tokens = 0;
  readNetstrings(socket, (text) => {
    met.push(Message.parse(JSON.parse(text)));
    for (const look of waiting) look();
  });

  const find = (from: number, wanted: (message: Message) => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        waiting.delete(look);
        then();
      };
      const look = (): void => {
        const index = met.findIndex((message, at) => at >= from && wanted(message));
        if (index >= 0)
          settle(() => {
            resolve(index);
          });
      };
      const timer = setTimeout(() => {
        const seen = met.slice(from).map((message) => message.type ?? 'answer');
        settle(() => {
          reject(new Error(`it did not happen; seen: ${seen.join(', ')}`));
        });
      }, waitMs);
      waiting.add(look);
      look();
    });
  const at = (index: number): Message => met[index] ?? {};

  return {
    forget: () => {
      cursor = met.length;
    },
    command: async (command, params = '') => {
      const token = String((tokens += 1));
      const text = JSON.stringify({ command, params, token });
      socket.write(`${Buffer.byteLength(text)}:${text},`);
      const answer = at(await find(0, (message) => message.token === token));
      if (answer.ok !== true) throw new Error(`${command}: ${answer.data ?? 'refused'}`);
    },
    event: async (...types) => {
      const index = await find(cursor, ({ type }) => type !== undefined && types.includes(type));
      cursor = index + 1;
      return at(index);
    },
  };
}

async function connected(port: number): Promise<Socket> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      socket.on('error', () => {
        // The phone was ended; whoever waits for an event learns it from the deadline.
      });
      return socket;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

function readNetstrings(socket: Socket, take: (text: string) => void): void {
  let buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const colon = buffer.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(buffer.toString('latin1', 0, colon));
      if (buffer.length <= end) return;
      take(buffer.toString('utf8', colon + 1, end));
      buffer = buffer.subarray(end + 1);
    }
  });
}
