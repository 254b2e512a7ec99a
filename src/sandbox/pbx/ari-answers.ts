import { decodeConfText } from '../../files/conf-document.ts';
import { ariDocs } from './ari-docs.ts';
import { pjsipTypes } from './load-pjsip.ts';
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
};

/** What ARI answers; statuses and texts are the real one's, held so by test/contract. */
export async function answerAri(
  pbx: Pbx,
  question: AriQuestion,
  apps: readonly string[],
): Promise<AriAnswer> {
  const { method, path } = question;
  const user = pbx.access().users.get(question.username);
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
    return answer ? await answer(pbx, parts) : say(405, 'Invalid method');
  }
  return say(404, 'Resource not found');
}

type Answer = (pbx: Pbx, parts: readonly string[]) => AriAnswer | Promise<AriAnswer>;
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
  { pattern: /^\/channels$/, methods: { GET: () => ({ status: 200, json: [] }) } },
  {
    pattern: /^\/channels\/([^/]+)$/,
    methods: {
      // No phone of the emulation can be rung; Asterisk says the same of one that is away.
      POST: () => ({ status: 500, json: { error: 'Allocation failed' } }),
      DELETE: () => say(404, 'Channel not found'),
    },
  },
  {
    pattern: /^\/channels\/([^/]+)\/rtp_statistics$/,
    methods: { GET: () => say(404, 'Channel not found') },
  },
];

export const asteriskId = '02:00:5a:4e:44:42';

function ping(): AriAnswer {
  return {
    status: 200,
    json: { ping: 'pong', timestamp: ariTime(new Date()), asterisk_id: asteriskId },
  };
}

function info(pbx: Pbx): AriAnswer {
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

async function reload(pbx: Pbx, [module = '']: readonly string[]): Promise<AriAnswer> {
  switch (await pbx.reload(module)) {
    case 'reloaded':
      return { status: 204 };
    case 'busy':
      return say(409, 'Another reload is currently in progress');
    case 'unknown':
      return say(404, 'Module not found in running modules');
  }
}

function dynamicConfig(pbx: Pbx, parts: readonly string[]): AriAnswer {
  const [configClass = '', objectType = '', id = ''] = parts;
  if (configClass !== 'res_pjsip') return say(404, `configClass '${configClass}' not found`);
  const type = pjsipTypes.find((known) => known === objectType);
  if (!type) return say(404, `objectType '${objectType}' not found`);
  const shown = pbx.objects()[type].get(id);
  if (!shown) return say(404, `Object with id '${id}' not found`);
  const json = shown.map(([attribute, value]) => ({ attribute, value: decodeConfText(value) }));
  return { status: 200, json };
}

function listEndpoints(pbx: Pbx, [tech]: readonly string[]): AriAnswer {
  const isOther = tech !== undefined && tech.toUpperCase() !== 'PJSIP';
  const all = isOther ? [] : [...pbx.endpoints()];
  return { status: 200, json: all.map((id) => endpointState(pbx, id)) };
}

function endpoint(pbx: Pbx, [tech = '', id = '']: readonly string[]): AriAnswer {
  const isKnown = tech.toUpperCase() === 'PJSIP' && pbx.endpoints().has(id);
  return isKnown ? { status: 200, json: endpointState(pbx, id) } : say(404, 'Endpoint not found');
}

function endpointState(pbx: Pbx, resource: string) {
  const state = pbx.isOnline(resource) ? 'online' : 'offline';
  return { technology: 'PJSIP', resource, state, channel_ids: [] };
}

function say(status: number, message: string): AriAnswer {
  return { status, json: { message } };
}

/** `2026-11-21T04:57:11.056+0000` */
export function ariTime(time: Date): string {
  return time.toISOString().replace('Z', '+0000');
}

function decodePart(part: string | undefined): string {
  if (part === undefined) return '';
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
