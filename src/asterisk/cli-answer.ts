import { z } from 'zod';
import { Refused } from '../lib/error.ts';

/** A place where a phone can be called. */
export type Contact = {
  readonly aor: string;
  /** Whole for a registered phone; one that a file sets may be cut by Asterisk at 45 characters. */
  readonly uri: string;
  /** `NonQual`: Asterisk was not told to ask the phone whether it is there. */
  readonly status: 'Avail' | 'Unavail' | 'NonQual' | 'Unknown';
  readonly roundTripMs: number | undefined;
  /** What the registered phone says of itself. Any text: clean it before showing. */
  readonly userAgent: string | undefined;
  /**
   * Where Asterisk calls it: `192.168.1.20:5060`. With `rewrite_contact` that is where the registration
   * came from, else what the phone says of itself.
   */
  readonly address: string | undefined;
  /** The phone's own idea of its address: another one than `address` when a router stands between. */
  readonly ownAddress: string | undefined;
  readonly expiresAt: Date | undefined;
};

const contactRow =
  /^ +Contact: +(?<aor>[^/\s]+)\/(?<uri>\S+) +(?<hash>[0-9a-f]{10}) +(?<status>[A-Za-z]+) +(?<rtt>\S+)\s*$/;

/** Joins `pjsip show contacts`, which knows who is there now, with the registrations, which know the rest. */
export function parseContacts(contacts: string, registrations: string): readonly Contact[] {
  const registered = parseRegistrations(registrations);
  return contacts.split('\n').flatMap((line) => {
    const row = contactRow.exec(line)?.groups;
    if (!row) return [];
    const { aor = '', uri = '', hash = '', status = '', rtt = '' } = row;
    const registration = registered.get(`${aor} ${hash}`);
    const roundTripMs = Number.parseFloat(rtt);
    return {
      aor,
      uri: registration?.uri ?? uri,
      status: contactStatus.parse(status),
      roundTripMs: Number.isFinite(roundTripMs) ? roundTripMs : undefined,
      userAgent: registration?.user_agent,
      address: registration && hostOf(registration.uri),
      ownAddress: registration && `${registration.via_addr}:${registration.via_port}`,
      expiresAt: registration && new Date(Number(registration.expiration_time) * 1000),
    };
  });
}

/** `sip:1001@10.0.0.7:5060;transport=tcp` → `10.0.0.7:5060` */
function hostOf(uri: string): string | undefined {
  return /^sips?:(?:[^@]*@)?([A-Za-z0-9.:[\]_-]+)/.exec(uri)?.[1];
}

/** Asterisk cuts the word at 7 characters; `Unqualified` and `Removed` are of no use to anyone. */
const contactStatus = z.enum(['Avail', 'Unavail', 'NonQual', 'Unknown']).catch('Unknown');

const registration = z.object({
  uri: z.string(),
  user_agent: z.string(),
  via_addr: z.string(),
  via_port: z.string(),
  expiration_time: z.string(),
});

/** By AOR and the first ten digits of the contact's hash, which is all that the other list shows. */
function parseRegistrations(text: string): ReadonlyMap<string, z.infer<typeof registration>> {
  const rows = text.matchAll(
    /^\/registrar\/contact\/(.+?);@([0-9a-f]{10})[0-9a-f]*\s*: (\{.*\})$/gm,
  );
  return new Map(
    [...rows].flatMap(([, aor = '', hash = '', json = '']) => {
      const parsed = registration.safeParse(parseJson(json));
      return parsed.success ? [[`${aor} ${hash}`, parsed.data] as const] : [];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type AriSession = {
  readonly id: string;
  /** As Asterisk saw the client: `127.0.0.1:41522`. */
  readonly remoteAddress: string;
  readonly apps: readonly string[];
};

export function parseAriSessions(text: string): readonly AriSession[] {
  const rows = text.matchAll(/^([0-9a-f-]{36}) +\S+ +(\S+) +\S+ *(.*)$/gm);
  return [...rows].map(([, id = '', remoteAddress = '', apps = '']) => ({
    ...{ id, remoteAddress },
    apps: apps.split(',').flatMap((app) => app.trim() || []),
  }));
}

/** A file that Asterisk logs to. */
export type LogFile = { readonly path: string; readonly levels: readonly string[] };

/** More of a file's name Asterisk does not print: which one it is can then not be told. */
const shownPathLength = 35;

/** The files of `logger show channels` that are written now. */
export function parseLogFiles(text: string): readonly LogFile[] {
  const rows = text.matchAll(/^(\/.*?) +File +(?:\S+ +)??Enabled +- (.*)$/gm);
  return [...rows]
    .map(([, path = '', levels = '']) => ({ path, levels: levels.trim().split(/\s+/) }))
    .filter(({ path }) => path.length < shownPathLength);
}

/** A user of ARI as the running Asterisk has it. */
export type RunningAriUser = { readonly name: string; readonly isReadOnly: boolean };

/** Asterisk 22 has a column more than 16: whether the user has an access list. */
export function parseAriUsers(text: string): readonly RunningAriUser[] {
  const row = /^r\/o\? +ACL\?/m.test(text)
    ? /^(Yes|No) +(?:Yes|No) +(\S.*)$/gm
    : /^(Yes|No) +(\S.*)$/gm;
  return [...text.matchAll(row)].map(([, readOnly, name = '']) => ({
    ...{ name: name.trimEnd(), isReadOnly: readOnly === 'Yes' },
  }));
}

export type LiveCalls = {
  readonly channels: number;
  readonly calls: number;
  /** Since Asterisk started. */
  readonly processed: number;
};

export function parseLiveCalls(text: string): LiveCalls {
  return {
    channels: numberIn(text, /^(\d+)(?: of \d+ max)? active channel/m),
    calls: numberIn(text, /^(\d+)(?: of \d+ max)? active call/m),
    processed: numberIn(text, /^(\d+) calls? processed/m),
  };
}

export type Uptime = {
  readonly upSeconds: number;
  readonly sinceReloadSeconds: number;
};

export function parseUptime(text: string): Uptime {
  return {
    upSeconds: numberIn(text, /^System uptime: (\d+)/m),
    sinceReloadSeconds: numberIn(text, /^Last reload: (\d+)/m),
  };
}

/** `22.10.1+dfsg…`, or `GIT-22-abc123` for one built from source. */
export function parseVersion(text: string): string {
  const version = /^Asterisk (\S+)/m.exec(text)?.[1];
  return version ?? unreadable(text);
}

function numberIn(text: string, row: RegExp): number {
  const digits = row.exec(text)?.[1];
  return digits === undefined ? unreadable(text) : Number(digits);
}

function unreadable(text: string): never {
  throw new Refused('Asterisk gave an answer that cannot be read.', {
    details: { answer: text.slice(0, 200) },
  });
}
