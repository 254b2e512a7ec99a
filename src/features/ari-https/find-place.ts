import { isIP } from 'node:net';
import { reachedAt, type WebServer } from '../../pbx/ari-address.ts';
import type { AriHttpsDeps, Reach } from './ari-https-deps.ts';

/** Where ARI shall answer over TLS: `host` in the bot's own address, `bind` for http.conf. */
export type HttpsPlace =
  | {
      readonly type: 'found';
      readonly host: string;
      readonly bind: string;
      readonly port: number;
    }
  /** The certificate is for no name that leads to this machine. */
  | { readonly type: 'noName' }
  | { readonly type: 'noPort' };

export type PlaceRequest = {
  readonly reach: Reach;
  /** Of the bot's address today. */
  readonly host: string;
  readonly server: WebServer;
  /** Undefined: it is made for whatever is chosen here. */
  readonly certificate:
    { readonly names: readonly string[]; readonly isFor: (host: string) => boolean } | undefined;
};

/** The usual port of ARI's TLS, and the next ones when another program has it. */
const ports = [8089, 8090, 8091, 8092, 8093];

/** Chooses a name that the certificate is for and that leads to this machine, and a port that is free. */
export async function findPlace(deps: AriHttpsDeps, request: PlaceRequest): Promise<HttpsPlace> {
  const { certificate, host, server } = request;
  const names = [host, '127.0.0.1', 'localhost', ...(certificate?.names ?? [])];
  for (const name of new Set(names)) {
    if (certificate && !certificate.isFor(name)) continue;
    const address = await findOwnAddress(deps, name, request.reach);
    if (address === undefined) continue;
    const at = request.reach === 'network' ? (isIP(address) === 6 ? '[::]' : '0.0.0.0') : address;
    const port = await findPort(deps, at, server);
    if (port === undefined) return { type: 'noPort' };
    return { type: 'found', host: name, bind: `${at}:${port}`, port };
  }
  return { type: 'noName' };
}

async function findOwnAddress(
  { findAddresses, machine }: AriHttpsDeps,
  name: string,
  reach: Reach,
): Promise<string | undefined> {
  const plain = name.replace(/^\[|\]$/g, '');
  const addresses = isIP(plain) === 0 ? await findAddresses(name) : [plain];
  const isOwn = (address: string) =>
    isLoopback(address) || (reach === 'network' && machine().addresses.includes(address));
  const address = addresses.find(isOwn);
  return address !== undefined && isIP(address) === 6 ? `[${address}]` : address;
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** What http.conf names already is kept: it is Asterisk's own, or a person's choice. */
async function findPort(
  { isPortFree }: AriHttpsDeps,
  at: string,
  server: WebServer,
): Promise<number | undefined> {
  if (server.isTlsOn) return server.tlsPort;
  const host = reachedAt(at).replace(/^\[|\]$/g, '');
  for (const port of new Set([server.tlsPort, ...ports])) {
    if (await isPortFree({ host, port })) return port;
  }
  return undefined;
}
