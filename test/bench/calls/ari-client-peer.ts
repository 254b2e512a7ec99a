import { connect, type Client } from 'ari-client';

type PeerChannel = {
  readonly id: string;
  readonly state: string;
  readonly once: (type: string, listener: () => void) => void;
};

/** What we have no other use for. Source: ari-client 2.2.0, README.md. */
type PeerClient = Client & {
  readonly on: (type: string, listener: (event: unknown, channel: PeerChannel) => void) => void;
  readonly start: (app: string) => Promise<void>;
};

/** ari-client, telling every event. */
export async function startAriClient(
  wsUrl: string,
  onEvent: (event: unknown) => void,
): Promise<PeerClient> {
  const url = wsUrl.replace('ws', 'http').replace(/\/ari\/events$/, '');
  const client = (await connect(url, 'bench', 'bench')) as PeerClient;
  client.on('*', onEvent);
  await client.start('bench');
  return client;
}
