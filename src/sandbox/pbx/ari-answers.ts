import { decodeConfText } from '../../files/conf-document.ts';
import { z } from 'zod';
import { ariDocs } from './ari-docs.ts';
import type { Lines } from './lines.ts';
import { pjsipTypes } from './load-pjsip.ts';
import { ariTime, printChannel } from './pbx-channel.ts';
import type { Pbx } from './pbx.ts';

export type AriAnswer = {
  readonly status: number;
  /** Undefined: no body. */
  readonly json?: unknown;
};

export type AriQuestion = {
  readonly method: string;
  /** After `/ari`, still encoded. */
  readonly path: string;
  readonly host: string;
  readonly username: string;
  readonly password: string;
  /** What the address and the body tell together. */
  readonly parameters: ReadonlyMap<string, unknown>;
};

/** What it is asked about. */
export type AriSubject = { readonly pbx: Pbx; readonly lines: Lines };

/** What ARI answers; statuses and texts are the real one's, held so by test/contract. */
export async function answerAri(
  subject: AriSubject,
  question: AriQuestion,
  apps: readonly string[],
): Promise<AriAnswer> {
  const { method, path } = question;
  const { access } = subject.pbx;
  const user = access().users.get(question.username);
  if (user?.password !== question.password) return say(401, 'Authentication required');
  if (path.endsWith('/')) {
    return say(404, `ARI URLs do not end with a slash. Try /ari${path.slice(0, -1)}`);
  }
  if (method !== 'GET' && user.isReadOnly) return say(403, 'Write access denied');
  const docs = ariDocs(path, question.host);
  if (docs !== undefined) return { status: 200, json: docs };
  const [, app, part] = /^\/applications\/([^/]+)\/(eventFilter|subscription)$/.exec(path) ?? [];
  if (app !== undefined && method === (part === 'eventFilter' ? 'PUT' : 'POST')) {
    // Every listener hears everything; nothing that a filter could leave out is ever sent.
    const isThere = apps.includes(decodePart(app));
    return isThere ? { status: 200, json: { name: app } } : say(404, 'Application not found');
  }
  for (const route of routes) {
    const parts = route.pattern.exec(path)?.slice(1).map(decodePart);
    if (!parts) continue;
    const answer = route.methods[method];
    return answer ? await answer(subject, parts, question.parameters) : say(405, 'Invalid method');
  }
  return say(404, 'Resource not found');
}

type Answer = (
  subject: AriSubject,
  parts: readonly string[],
  parameters: AriQuestion['parameters'],
) => AriAnswer | Promise<AriAnswer>;
type Route = { readonly pattern: RegExp; readonly methods: Readonly<Record<string, Answer>> };

const routes: readonly Route[] = [
  { pattern: /^\/asterisk\/ping$/, methods: { GET: ping } },
  { pattern: /^\/asterisk\/info$/, methods: { GET: info } },
  { pattern: /^\/asterisk\/modules\/([^/]+)$/, methods: { PUT: reload } },
  {
    pattern: /^\/asterisk\/config\/dynamic\/([^/]+)\/([^/]+)\/([^/]+)$/,
    methods: { GET: dynamicConfig },
  },
  { pattern: /^\/endpoints(?:\/([^/]+))?$/, methods: { GET: listEndpoints } },
  { pattern: /^\/endpoints\/([^/]+)\/([^/]+)$/, methods: { GET: endpoint } },
  { pattern: /^\/channels$/, methods: { GET: listChannels } },
  { pattern: /^\/channels\/([^/]+)$/, methods: { POST: originate, DELETE: hangUp } },
  { pattern: /^\/channels\/([^/]+)\/rtp_statistics$/, methods: { GET: rtpStatistics } },
];

export const asteriskId = '02:00:5a:4e:44:42';

function ping(): AriAnswer {
  return {
    status: 200,
    json: { ping: 'pong', timestamp: ariTime(new Date()), asterisk_id: asteriskId },
  };
}

function info({ pbx }: AriSubject): AriAnswer {
  return {
    status: 200,
    json: {
      build: { os: 'Linux', kernel: '', machine: '', options: '', date: '', user: 'sandbox' },
      system: { version: '22.10.1+sandbox', entity_id: asteriskId },
      config: { name: '', default_language: 'en', setid: { user: '', group: '' } },
      status: {
        startup_time: ariTime(pbx.startedAt),
        last_reload_time: ariTime(pbx.lastReloadAt()),
      },
    },
  };
}

async function reload({ pbx }: AriSubject, [module = '']: readonly string[]): Promise<AriAnswer> {
  switch (await pbx.reload(module)) {
    case 'reloaded':
      return { status: 204 };
    case 'busy':
      return say(409, 'Another reload is currently in progress');
    case 'unknown':
      return say(404, 'Module not found in running modules');
  }
}

function dynamicConfig({ pbx }: AriSubject, parts: readonly string[]): AriAnswer {
  const [configClass = '', objectType = '', id = ''] = parts;
  if (configClass !== 'res_pjsip') return say(404, `configClass '${configClass}' not found`);
  const type = pjsipTypes.find((known) => known === objectType);
  if (!type) return say(404, `objectType '${objectType}' not found`);
  const shown = pbx.objects()[type].get(id);
  if (!shown) return say(404, `Object with id '${id}' not found`);
  const json = shown.map(([attribute, value]) => ({ attribute, value: decodeConfText(value) }));
  return { status: 200, json };
}

function listEndpoints({ pbx, lines }: AriSubject, [tech]: readonly string[]): AriAnswer {
  const isOther = tech !== undefined && tech.toUpperCase() !== 'PJSIP';
  const all = isOther ? [] : [...pbx.endpoints()];
  return { status: 200, json: all.map((id) => endpointState({ pbx, lines }, id)) };
}

function endpoint(subject: AriSubject, [tech = '', id = '']: readonly string[]): AriAnswer {
  const isKnown = tech.toUpperCase() === 'PJSIP' && subject.pbx.endpoints().has(id);
  return isKnown
    ? { status: 200, json: endpointState(subject, id) }
    : say(404, 'Endpoint not found');
}

function endpointState({ pbx, lines }: AriSubject, resource: string) {
  const state = pbx.isOnline(resource) ? 'online' : 'offline';
  const channel_ids = lines.channels.of(resource).map(({ id }) => id);
  return { technology: 'PJSIP', resource, state, channel_ids };
}

function listChannels({ pbx, lines }: AriSubject): AriAnswer {
  const { channelVars } = pbx.access();
  const all = lines.channels.list();
  return { status: 200, json: all.map((channel) => printChannel(channel, channelVars)) };
}

const origination = z.object({
  /** Only what our own phones are rung by; Asterisk says the same of all that cannot be rung. */
  endpoint: z.string().regex(/^PJSIP\/[^/]+$/),
  extension: z.string(),
  /** Seconds; ARI's own default is 30. */
  timeout: z.coerce.number().positive().default(30),
  variables: z
    .object({
      'CONNECTEDLINE(num,i)': z.string().default(''),
      'CONNECTEDLINE(name,i)': z.string().default(''),
    })
    .prefault({}),
});

function originate(
  { pbx, lines }: AriSubject,
  [id = '']: readonly string[],
  parameters: AriQuestion['parameters'],
): AriAnswer {
  const wanted = origination.safeParse(Object.fromEntries(parameters));
  const endpoint = wanted.data?.endpoint.slice('PJSIP/'.length) ?? '';
  if (!wanted.success || !pbx.isOnline(endpoint)) {
    return { status: 500, json: { error: 'Allocation failed' } };
  }
  if (lines.channels.find(id)) {
    return say(409, 'Channel with given unique ID already exists');
  }
  const { extension, timeout, variables } = wanted.data;
  const channel = lines.originate({
    ...{ id, endpoint, exten: extension, ringMs: timeout * 1000 },
    shown: { name: variables['CONNECTEDLINE(name,i)'], number: variables['CONNECTEDLINE(num,i)'] },
  });
  return { status: 200, json: printChannel(channel, pbx.access().channelVars) };
}

function hangUp({ lines }: AriSubject, [id = '']: readonly string[]): AriAnswer {
  return lines.end(id) ? { status: 204 } : say(404, 'Channel not found');
}

/** Both phones of a talk send 50 packets of sound a second. */
function rtpStatistics({ lines }: AriSubject, [id = '']: readonly string[]): AriAnswer {
  const channel = lines.channels.find(id);
  if (!channel) return say(404, 'Channel not found');
  const packets = Math.floor((Date.now() - (channel.upSince ?? Date.now())) / 20);
  const none = { txploss: 0, rxploss: 0, local_ssrc: 0, remote_ssrc: 0, txoctetcount: 0 };
  const counts = { txcount: packets, rxcount: packets, rxoctetcount: 0, channel_uniqueid: id };
  return { status: 200, json: { ...counts, ...none } };
}

function say(status: number, message: string): AriAnswer {
  return { status, json: { message } };
}

function decodePart(part: string | undefined): string {
  if (part === undefined) return '';
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
