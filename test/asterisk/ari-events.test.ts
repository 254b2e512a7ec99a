import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  startAriEvents,
  type AriEvent,
  type AriEvents,
  type AriEventsDeps,
  type EventSettings,
  type LinkState,
} from '../../src/asterisk/ari-events.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import { extensionSections, hasAsterisk, startAsterisk } from '../support/asterisk.ts';
import type { TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp } from '../support/phones.ts';

const links: AriEvents[] = [];
afterEach(async () => {
  for (const link of links.splice(0)) await link.stop();
});

/** A link whose waits are short, with what it said so far. */
function open(settings: EventSettings, change: Partial<AriEventsDeps> = {}) {
  const events: AriEvent[] = [];
  const states: LinkState[] = [];
  const link = startAriEvents({
    settings,
    app: 'navbatchi-test',
    log: createLog({ level: 'silent' }),
    now: Date.now,
    random: () => 0.5,
    ...change,
    limits: { retryCapMs: 200, ...change.limits },
  });
  links.push(link);
  link.listen((event) => events.push(event));
  link.onState((state) => states.push(state));
  return {
    link,
    events,
    /** The next state of that type, or the present one. */
    becomes: <Type extends LinkState['type']>(type: Type) =>
      new Promise<Extract<LinkState, { type: Type }>>((resolve) => {
        const look = (state: LinkState): void => {
          if (state.type === type) resolve(state as Extract<LinkState, { type: Type }>);
        };
        look(link.state());
        link.onState(look);
      }),
    hears: (wanted: (event: AriEvent) => boolean) =>
      new Promise<AriEvent>((resolve) => {
        const known = events.find(wanted);
        if (known) resolve(known);
        link.listen((event) => {
          if (wanted(event)) resolve(event);
        });
      }),
    states,
  };
}

describe.runIf(hasAsterisk)('events of a real Asterisk', () => {
  let asterisk: TestAsterisk;
  let settings: EventSettings;

  beforeAll(async () => {
    asterisk = await startAsterisk({
      files: { 'pjsip_navbatchi.conf': extensionSections('1001', 'Long-Enough-1001') },
    });
    settings = {
      url: asterisk.ariUrl,
      wsUrl: `${asterisk.ariUrl.replace('http', 'ws')}/events`,
      username: asterisk.username,
      password: new Secret(asterisk.password),
    };
  });
  afterAll(() => asterisk.stop());

  const register = () =>
    registerWithSipp({
      sipPort: asterisk.sipPort,
      username: '1001',
      password: 'Long-Enough-1001',
    });
  const isContact = (event: AriEvent): boolean => event.type === 'ContactStatusChange';
  /** One call in the dialplan alone, of two channels; it ends by itself. Resolves to their ids. */
  const callLocally = async (): Promise<readonly string[]> => {
    const ids = [randomUUID(), randomUUID()];
    const query = new URLSearchParams({
      endpoint: 'Local/1001@from-internal',
      extension: '1001',
      context: 'from-internal',
      channelId: ids[0] ?? '',
      otherChannelId: ids[1] ?? '',
    });
    const { status } = await fetch(`${settings.url}/channels?${query.toString()}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${settings.username}:${settings.password.reveal()}`)}`,
      },
    });
    expect(status).toBe(200);
    return ids;
  };
  const idOf = ({ channel }: AriEvent): unknown =>
    typeof channel === 'object' && channel !== null && 'id' in channel ? channel.id : undefined;
  const isEndOf =
    (id: string) =>
    (event: AriEvent): boolean =>
      event.type === 'ChannelDestroyed' && idOf(event) === id;

  test('a phone that registers is heard, and Varsets are not', async () => {
    const { link, events, becomes, hears } = open(settings);
    await becomes('up');
    expect(await register()).toEqual({ status: 200 });
    await hears(isContact);
    for (const id of await callLocally()) await hears(isEndOf(id));
    expect(events.map((event) => event.type)).not.toContain('ChannelVarset');
    expect(link.counts().malformed).toBe(0);
  });

  test('an Asterisk killed and started again is heard again, and the gap is told', async () => {
    const { becomes, hears } = open(settings);
    await becomes('up');
    await asterisk.kill9();
    const down = await becomes('down');
    await asterisk.start();
    const up = await becomes('up');
    expect(up.blindSince).toBe(down.at);
    for (const id of await callLocally()) await hears(isEndOf(id));
  });

  test('a frozen Asterisk is noticed, and keeps nothing of the sockets it lost', async () => {
    const { becomes } = open(settings, { limits: { pingEveryMs: 100, silenceMs: 400 } });
    await becomes('up');
    const threads = () => readdirSync(`/proc/${asterisk.pid}/task`).length;
    const before = threads();
    for (let round = 0; round < 6; round += 1) {
      asterisk.freeze();
      try {
        expect((await becomes('down')).because).toEqual({ reason: 'silent' });
      } finally {
        asterisk.thaw();
      }
      await becomes('up');
    }
    await vi.waitFor(() => {
      expect(threads()).toBeLessThan(before + 6);
    }, 20_000);
  });

  test('a wrong password is a refusal with its status, tried again for ever', async () => {
    const { link, becomes } = open({ ...settings, password: new Secret('wrong') });
    expect((await becomes('down')).because).toEqual({ reason: 'refused', status: 401 });
    await link.moveTo(settings);
    await becomes('up');
  });

  test('going over to another user, the link stays up, no event is lost or doubled, and the old socket is gone', async () => {
    const ariConf = path.join(asterisk.etc, 'ari.conf');
    const before = await readFile(ariConf, 'latin1');
    await writeFile(
      ariConf,
      `${before}\n[backend_b]\ntype = user\nread_only = no\npassword = The-Other-One-22\n`,
      'latin1',
    );
    await asterisk.reload('res_ari.so');
    const { link, becomes, events, hears, states } = open(settings);
    await becomes('up');
    const other = { ...settings, username: 'backend_b', password: new Secret('The-Other-One-22') };
    const ids: string[] = [];
    for (const to of [other, settings, other, settings, other, settings]) {
      const calls = Promise.all(Array.from({ length: 6 }, callLocally));
      await link.moveTo(to);
      ids.push(...(await calls).flat());
    }
    for (const id of ids) await hears(isEndOf(id));
    const told = (type: string) =>
      ids.map((id) => events.filter((event) => event.type === type && idOf(event) === id).length);
    expect(told('ChannelCreated')).toEqual(ids.map(() => 1));
    expect(told('ChannelDestroyed')).toEqual(ids.map(() => 1));
    expect(states.map((state) => state.type)).toEqual(['up']);
    const sessions = await asterisk.cli('ari show websocket sessions');
    expect(sessions.match(/navbatchi-test/g)).toHaveLength(1);
  });

  test('credentials that do not work leave the link where it is', async () => {
    const { link, becomes } = open(settings);
    await becomes('up');
    const wrong = { ...settings, password: new Secret('wrong') };
    await expect(link.moveTo(wrong)).rejects.toMatchObject({ code: 'Refused', status: 401 });
    expect(link.state().type).toBe('up');
    await link.moveTo(settings);
  });

  test('a twin takes the events over; the older one stops and says so', async () => {
    const older = open(settings);
    await older.becomes('up');
    const newer = open(settings);
    await newer.becomes('up');
    expect((await older.becomes('down')).because).toEqual({ reason: 'replaced' });
    for (const id of await callLocally()) await newer.hears(isEndOf(id));
    expect(newer.link.state().type).toBe('up');
  });
});

describe('an event socket that misbehaves', () => {
  let server: WebSocketServer;
  let settings: EventSettings;

  /** Does to whoever connects what it is told to. */
  async function serve(
    meet: (socket: WebSocket) => void,
    answer: RequestListener = (_request, response) => response.end('{}'),
  ): Promise<void> {
    const http = createServer(answer);
    server = new WebSocketServer({ server: http });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    server.on('connection', meet);
    server.once('close', () => {
      http.close();
    });
    const address = http.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    settings = {
      url: `http://127.0.0.1:${port}/ari`,
      wsUrl: `ws://127.0.0.1:${port}/ari/events`,
      username: 'backend',
      password: new Secret('x'),
    };
  }
  afterEach(async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  });

  test('what is no event is counted and passed over', async () => {
    await serve((socket) => {
      for (const text of ['', '{', 'null', '[]', '7', '{"type":7}', '{"typ":"x"}']) {
        socket.send(text);
      }
      socket.send(Buffer.from([0xff, 0xfe]));
      socket.send('{"type":"NeverHeardOf","channel":null}');
      socket.send('{"variable":"A","value":"b","type":"ChannelVarset"}');
      socket.send('{"type":"Last"}');
    });
    const { link, hears, events } = open(settings);
    await hears((event) => event.type === 'Last');
    expect(events.map((event) => event.type)).toEqual(['NeverHeardOf', 'Last']);
    expect(link.counts()).toEqual({ received: 11, unwanted: 1, malformed: 8 });
  });

  test('a listener that throws costs the others nothing', async () => {
    const asks = Promise.withResolvers<WebSocket>();
    await serve(asks.resolve);
    const { link, becomes, hears } = open(settings);
    await becomes('up');
    link.listen(() => {
      throw new Error('a bug');
    });
    const last = hears((event) => event.type === 'Last');
    (await asks.promise).send('{"type":"Last"}');
    await last;
    expect(link.state().type).toBe('up');
  });

  test('an endless message ends the socket, not the process; the link comes back', async () => {
    let meetings = 0;
    await serve((socket) => {
      meetings += 1;
      socket.send(meetings === 1 ? Buffer.alloc(9 * 1024 * 1024, 32) : '{"type":"Small"}');
    });
    const { hears } = open(settings);
    await hears((event) => event.type === 'Small');
    expect(meetings).toBe(2);
  });

  test('it stops at once while a handshake hangs', async () => {
    await serve(() => undefined);
    server.options.verifyClient = () => undefined;
    const { link } = open(settings, { limits: { handshakeMs: 600_000 } });
    await link.stop();
    expect(link.state().type).toBe('starting');
  });

  test('stopped while its application is being subscribed, it leaves no socket behind', async () => {
    const asked = Promise.withResolvers<() => void>();
    await serve(
      () => undefined,
      ({ method }, response) => {
        const answer = (): void => void response.end('{}');
        if (method === 'POST') asked.resolve(answer);
        else answer();
      },
    );
    const { link } = open(settings);
    const answer = await asked.promise;
    const stopped = link.stop();
    answer();
    await stopped;
    expect(server.clients.size).toBe(0);
  });

  test('stopped while it asks whether a lost Asterisk is back, it opens no socket', async () => {
    const pings: (() => void)[] = [];
    const pinged = Promise.withResolvers<undefined>();
    await serve(
      () => undefined,
      ({ url }, response) => {
        if (url?.includes('ping') !== true) {
          response.end('{}');
          return;
        }
        pings.push(() => response.end('{}'));
        pinged.resolve(undefined);
      },
    );
    server.options.verifyClient = ({ req }: { req: IncomingMessage }) => {
      req.socket.destroy();
      return false;
    };
    const { link } = open(settings);
    await pinged.promise;
    server.options.verifyClient = () => true;
    const stopped = link.stop();
    for (const answer of pings) answer();
    await stopped;
    expect(server.clients.size).toBe(0);
  });

  test('two moves at once end in one socket', async () => {
    await serve(() => undefined);
    const { link, becomes } = open(settings, { limits: { overlapMs: 1 } });
    await becomes('up');
    await Promise.all([link.moveTo(settings), link.moveTo(settings)]);
    await vi.waitFor(() => {
      expect(server.clients.size).toBe(1);
    });
    expect(link.state().type).toBe('up');
  });

  test('a socket that ends as the link moves is followed by one', async () => {
    let newest: WebSocket | undefined;
    await serve((socket) => {
      newest = socket;
    });
    const { link, becomes } = open(settings, { limits: { overlapMs: 1 } });
    for (let round = 0; round < 20; round += 1) {
      await becomes('up');
      newest?.terminate();
      for (let turn = 0; turn < round; turn += 1) await new Promise(setImmediate);
      await link.moveTo(settings);
    }
    await becomes('up');
    await vi.waitFor(() => {
      expect(server.clients.size).toBe(1);
    });
    await link.stop();
    expect(server.clients.size).toBe(0);
  });
});
