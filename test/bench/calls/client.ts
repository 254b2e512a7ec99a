/* One client of the event socket in a process of its own; tells what the measured events cost it. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { createCallStore } from '../../../src/features/calls/index.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { startAriClient } from './ari-client-peer.ts';
import { markType, type ClientFigures, type ClientKind } from './call-stream.ts';
import { followCalls } from './follow-calls.ts';

/** How many calls it believes to go on. */
type LiveCount = () => number;

type OnEvent = (event: unknown) => void;

const clients = {
  /** The limit: nothing but reading. */
  'ws + JSON.parse': async (wsUrl, onEvent) => {
    const socket = new WebSocket(`${wsUrl}?app=bench`, { perMessageDeflate: false });
    socket.on('message', (data: Buffer) => {
      onEvent(JSON.parse(data.toString()));
    });
    await once(socket, 'open');
    return () => 0;
  },
  ours: (wsUrl, onEvent) => {
    const store = { save: () => Promise.resolve(), listOpen: () => Promise.resolve([]) };
    return followCalls(wsUrl, onEvent, store);
  },
  'ours, kept in SQLite': async (wsUrl, onEvent) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nb-bench-'));
    process.once('exit', () => {
      rmSync(folder, { recursive: true });
    });
    const database = await openDatabase(path.join(folder, 'navbatchi.db'));
    return followCalls(wsUrl, onEvent, createCallStore(database));
  },
  /** Does nothing with what it reads. */
  'ari-client': async (wsUrl, onEvent) => {
    await startAriClient(wsUrl, onEvent);
    return () => 0;
  },
  /** As its manual shows it: each call's end is waited for on its own channel. */
  'ari-client, a listener a call': async (wsUrl, onEvent) => {
    const live = new Set<string>();
    const client = await startAriClient(wsUrl, onEvent);
    client.on('ChannelCreated', (_event, channel) => {
      if (channel.state !== 'Ring') return;
      live.add(channel.id);
      channel.once('ChannelDestroyed', () => live.delete(channel.id));
    });
    return () => live.size;
  },
} as const satisfies Record<ClientKind, (wsUrl: string, onEvent: OnEvent) => Promise<LiveCount>>;

const [kind = '', wsUrl = ''] = process.argv.slice(2);
const known = Object.entries(clients).find(([name]) => name === kind);
if (!known) throw new Error(`There is no client ${kind}.`);
const begun = Promise.withResolvers<LiveCount>();
let atStart = { cpu: process.cpuUsage(), time: performance.now() };
begun.resolve(
  await known[1](wsUrl, (event) => {
    const mark = markOf(event);
    if (mark === 'start') atStart = { cpu: process.cpuUsage(), time: performance.now() };
    if (mark === 'end') void tell();
  }),
);
process.send?.('ready');

async function tell(): Promise<void> {
  const { user, system } = process.cpuUsage(atStart.cpu);
  const live = await begun.promise;
  const figures = {
    processorMs: (user + system) / 1000,
    elapsedMs: performance.now() - atStart.time,
    live: live(),
    rssMb: process.memoryUsage.rss() / 2 ** 20,
  } satisfies ClientFigures;
  process.send?.(figures, () => process.exit(0));
}

/** Most events are no mark and must cost nothing here. */
function markOf(event: unknown): string | undefined {
  const { type, peer } = event as {
    readonly type: string;
    readonly peer?: { readonly peer_status: string };
  };
  return type === markType ? peer?.peer_status : undefined;
}
