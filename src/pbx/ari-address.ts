import type { ConfObject } from '../files/conf-tree.ts';
import { getEnv, parseEnvDocument, printEnvDocument, setEnv } from '../files/env-document.ts';
import { settingsOf } from './pbx.ts';

/** The keys of `.env` that say where ARI is, and whose certificate is believed there. */
export const ariAddressKeys = [
  'ASTERISK_ARI_URL',
  'ASTERISK_ARI_WS_URL',
  'ASTERISK_ARI_CA',
] as const;

const [urlKey, wsUrlKey, caKey] = ariAddressKeys;

export type AriAddress = {
  /** Ends with `/ari`. */
  readonly url: string;
  /** Ends with `/ari/events`. */
  readonly wsUrl: string;
  /** A PEM file, as `.env` has it; undefined: the public authorities are believed. */
  readonly caFile: string | undefined;
};

/** Where a `.env` says that ARI is; undefined when it does not. Throws Conflict when a key stands twice. */
export function ariAddressOf(envText: string): AriAddress | undefined {
  const document = parseEnvDocument(envText);
  const read = (key: string) => getEnv(document, key)?.value.replace(/\/+$/, '') ?? '';
  const url = read(urlKey);
  if (url === '') return undefined;
  const caFile = read(caKey);
  return {
    url,
    wsUrl: read(wsUrlKey) || eventsAt(url),
    caFile: caFile === '' ? undefined : caFile,
  };
}

/**
 * The same `.env` with another address. The key of the event socket stays away where it was not: it
 * follows from the other. Throws as `setEnv`.
 */
export function withAriAddress(
  envText: string,
  { url, caFile }: Pick<AriAddress, 'url' | 'caFile'>,
): string {
  const values: readonly (readonly [key: string, value: string, isWanted: boolean])[] = [
    [urlKey, url, true],
    [wsUrlKey, eventsAt(url), getEnv(parseEnvDocument(envText), wsUrlKey) !== undefined],
    [
      caKey,
      caFile ?? '',
      caFile !== undefined || getEnv(parseEnvDocument(envText), caKey) !== undefined,
    ],
  ];
  const document = values
    .filter(([, , isWanted]) => isWanted)
    .reduce((edited, [key, value]) => setEnv(edited, key, value), parseEnvDocument(envText));
  return printEnvDocument(document);
}

/** `https://host:8089/ari` → `wss://host:8089/ari/events`. */
function eventsAt(url: string): string {
  return `${url.replace(/^http/, 'ws')}/events`;
}

/** Where Asterisk's web server listens, as `[general]` of http.conf has it. Defaults: main/http.c (22.10.1). */
export type WebServer = {
  readonly isOn: boolean;
  readonly host: string;
  readonly port: number;
  readonly isTlsOn: boolean;
  /** Of TLS; without its own it is that of the other. */
  readonly tlsHost: string;
  readonly tlsPort: number;
  readonly certificateFile: string | undefined;
  /** The certificate's own file unless told. */
  readonly keyFile: string | undefined;
};

export function webServerOf(general: Pick<ConfObject, 'settings'> | undefined): WebServer {
  const settings = settingsOf(general ?? { settings: [] });
  const read = (key: string) => settings.get(key)?.trim() ?? '';
  const host = read('bindaddr');
  const [, tlsHost = host, tlsPort = '8089'] =
    /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/.exec(read('tlsbindaddr') || host) ?? [];
  const certificateFile = read('tlscertfile') || undefined;
  return {
    isOn: isYes(read('enabled')),
    host,
    port: Number(read('bindport') || '8088'),
    isTlsOn: isYes(read('tlsenable')),
    tlsHost,
    tlsPort: Number(tlsPort),
    certificateFile,
    keyFile: read('tlsprivatekey') || certificateFile,
  };
}

/** The address at which this machine reaches what listens at a host of http.conf. */
export function reachedAt(host: string): string {
  if (host === '' || host === '0.0.0.0') return '127.0.0.1';
  if (host === '::' || host === '[::]') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** Where this machine reaches ARI without encryption; the path is that of another address of it. */
export function plainAddressOf({ host, port }: WebServer, url: string): string {
  return `http://${reachedAt(host)}:${port}${new URL(url).pathname}`;
}

function isYes(value: string): boolean {
  return /^(yes|true|y|t|1|on)$/i.test(value);
}
