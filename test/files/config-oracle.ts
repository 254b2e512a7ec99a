import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { startAsterisk, type TestAsterisk } from '../support/asterisk.ts';

/** A section as Asterisk tells it: templates too, settings with what they inherited. */
export type OracleSection = {
  readonly name: string;
  readonly isTemplate: boolean;
  readonly templates: string;
  readonly settings: readonly (readonly [key: string, value: string])[];
};

/** What Asterisk's own reader makes of a file: its sections, or why not. */
export type OracleAnswer = readonly OracleSection[] | 'invalid' | 'missing';

export type ConfigOracle = {
  readonly asterisk: TestAsterisk;
  /** Writes files (paths relative to the etc folder, latin1). */
  readonly place: (files: Readonly<Record<string, string>>) => void;
  /** Asks for all at once; paths relative to the etc folder. */
  readonly ask: (paths: readonly string[]) => Promise<readonly OracleAnswer[]>;
  readonly stop: () => Promise<void>;
};

const secret = 'oracle-of-this-run';

/** A real Asterisk 22 that reads configuration files for us, by GetConfigJSON of its manager interface. */
export async function startOracle(): Promise<ConfigOracle> {
  const port = await freePort();
  const asterisk = await startAsterisk({
    files: {
      // It would write a warning for every nasty line.
      'logger.conf': '[general]\n[logfiles]\nmessages => error\n',
      'manager.conf': `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nport = ${port}\n[oracle]\nsecret = ${secret}\nread = all\nwrite = all\neventfilter = !Event: .*\n`,
    },
  });
  const socket = createConnection({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  const manager = readReplies(socket);
  await manager.ask([`Action: Login\r\nUsername: oracle\r\nSecret: ${secret}\r\nEvents: off`]);
  return {
    asterisk,
    place: (files) => {
      placeFiles(asterisk.etc, files);
    },
    ask: async (paths) => {
      const replies = await manager.ask(
        paths.map(
          (path) => `Action: GetConfigJSON\r\nFilename: ${path}\r\nFilter: TEMPLATES=include`,
        ),
      );
      return replies.map(readAnswer);
    },
    stop: async () => {
      socket.destroy();
      await asterisk.stop();
    },
  };
}

const folders = new Set<string>();

function placeFiles(etc: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(etc, name);
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(path, text, 'latin1');
  }
}

/** Many requests may be under way; each reply says by its ActionID whose it is. */
function readReplies(socket: Socket): { ask: (requests: readonly string[]) => Promise<string[]> } {
  const waiting = new Map<string, (reply: string) => void>();
  let buffer = '';
  let next = 0;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    const parts = (buffer + chunk).split('\r\n\r\n');
    buffer = parts.pop() ?? '';
    for (const reply of parts) {
      const id = /^ActionID: (\d+)\r?$/m.exec(reply)?.[1] ?? '';
      waiting.get(id)?.(reply);
      waiting.delete(id);
    }
  });
  return {
    ask: async (requests) => {
      const replies = requests.map((request) => {
        const id = String((next += 1));
        const reply = new Promise<string>((resolve) => waiting.set(id, resolve));
        socket.write(`${request}\r\nActionID: ${id}\r\n\r\n`);
        return reply;
      });
      return await Promise.all(replies);
    },
  };
}

function readAnswer(reply: string): OracleAnswer {
  const start = reply.indexOf('\r\nJSON: {');
  if (start !== -1) return readJson(reply.slice(start + 8));
  if (reply.includes('Config file has invalid format')) return 'invalid';
  if (reply.includes('Config file not found')) return 'missing';
  throw new Error(`The manager says: ${reply}`);
}

/** JSON as Asterisk prints it: keys repeat and control characters stand raw, so JSON.parse will not do. */
function readJson(text: string): readonly OracleSection[] {
  const sections: OracleSection[] = [];
  const entry = /"((?:\\.|[^"\\])*)":(?:\{|1|"((?:\\.|[^"\\])*)")|\}/gs;
  let section:
    | { name: string; isTemplate: boolean; templates: string; settings: [string, string][] }
    | undefined;
  for (const [whole, key = '', value] of text.matchAll(entry)) {
    if (whole === '}') {
      if (section !== undefined) sections.push(section);
      section = undefined;
    } else if (section === undefined) {
      section = { name: unescape(key), isTemplate: false, templates: '', settings: [] };
    } else if (value === undefined) {
      section.isTemplate = true;
    } else if (key === 'templates' && section.settings.length === 0) {
      section.templates = unescape(value);
    } else {
      section.settings.push([unescape(key), unescape(value)]);
    }
  }
  return sections;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
