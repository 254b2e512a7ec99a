import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connectAri, type AriRest } from '../../src/asterisk/ari-rest.ts';
import { createCallTracker } from '../../src/features/calls/call-tracker.ts';
import { Secret } from '../../src/lib/secret.ts';
import { startPbx, type SandboxPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { readCallEvent } from '../../src/telephony/call-event.ts';
import { directionOf, outsideNumberOf, stateOf, type Call } from '../../src/telephony/call.ts';
import { extensionSections } from '../support/asterisk.ts';

// The emulated PBX tells of a call what a real Asterisk told of the same call: test/fixtures/ari.

const heard = z.looseObject({
  type: z.string(),
  channel: z.looseObject({ name: z.string(), state: z.string() }).optional(),
  peer: z.looseObject({ name: z.string() }).optional(),
});
type Heard = z.output<typeof heard>;

const password = 'sandbox-password';
const ringMs = 300;
let etc: string;
let pbx: SandboxPbx;
let ari: AriRest;
let socket: WebSocket;
let events: Heard[];
let onEvent: () => void;

beforeEach(async () => {
  etc = await mkdtemp(join(tmpdir(), 'navbatchi-pbx-'));
  await writeStarterEtc(etc, password);
  const sections = ['1001', '1002', '1003'].map((number) => extensionSections(number, 'pw'));
  await appendFile(join(etc, 'pjsip_navbatchi.conf'), sections.join('\n'));
  pbx = await startPbx({
    etcFolder: etc,
    ringTimes: { groupMs: ringMs, staffMs: ringMs, outsideMs: ringMs },
  });
  for (const username of ['1001', '1002']) await pbx.registerPhone({ username, password: 'pw' });
  ari = await connectAri({ url: pbx.url, username: 'backend', password: new Secret(password) });
  events = [];
  onEvent = () => undefined;
  const login = encodeURIComponent(`backend:${password}`);
  socket = new WebSocket(`${pbx.url.replace('http', 'ws')}/events?app=cc&api_key=${login}`);
  socket.addEventListener('message', ({ data }) => {
    events.push(heard.parse(JSON.parse(z.string().parse(data))));
    onEvent();
  });
  await once(socket, 'open');
});
afterEach(async () => {
  socket.close();
  await pbx.stop();
  await rm(etc, { recursive: true });
});

/** Until no channel is left, as the events tell it. */
const over = (): Promise<void> =>
  new Promise((resolve) => {
    onEvent = () => {
      const count = (type: string) => events.filter((event) => event.type === type).length;
      const made = count('ChannelCreated');
      if (made > 0 && made === count('ChannelDestroyed')) resolve();
    };
    onEvent();
  });
const channelOf = (endpoint: string): string => pbx.lines.channels.of(endpoint)[0]?.id ?? '';
const customer = { name: '', number: '+79161234567' };
const place = (extension: string, ringTimeoutSeconds = 20) =>
  ari.originate({
    ...{ channelId: 'navbatchi-call-1', endpoint: 'PJSIP/1001', context: 'from-internal' },
    ...{ extension, ringTimeoutSeconds, shown: { number: extension, name: 'Navbatchi' } },
  });

const scenarios: readonly (readonly [capture: string, play: () => unknown])[] = [
  [
    'trunk-group-answered-1001-operator-hangs-up',
    () => {
      pbx.lines.callIn(customer);
      pbx.lines.answer(channelOf('1001'));
      pbx.lines.hangUp(channelOf('1001'));
    },
  ],
  [
    'trunk-group-answered-1002-caller-hangs-up',
    () => {
      pbx.lines.callIn(customer);
      pbx.lines.answer(channelOf('1002'));
      pbx.lines.hangUp(channelOf('trunk'));
    },
  ],
  ['trunk-group-missed-dial-timeout', () => pbx.lines.callIn(customer)],
  [
    'trunk-group-all-reject',
    () => {
      pbx.lines.callIn(customer);
      pbx.lines.hangUp(channelOf('1002'));
      pbx.lines.hangUp(channelOf('1001'));
    },
  ],
  [
    'internal-answered-caller-hangs-up',
    () => {
      pbx.lines.dial('1001', '1002');
      pbx.lines.answer(channelOf('1002'));
      pbx.lines.hangUp(channelOf('1001'));
    },
  ],
  [
    'internal-answered-callee-hangs-up',
    () => {
      pbx.lines.dial('1001', '1002');
      pbx.lines.answer(channelOf('1002'));
      pbx.lines.hangUp(channelOf('1002'));
    },
  ],
  [
    'internal-caller-cancels-while-ringing',
    () => {
      pbx.lines.dial('1001', '1002');
      pbx.lines.hangUp(channelOf('1001'));
    },
  ],
  [
    'internal-callee-rejects-busy',
    () => {
      pbx.lines.dial('1001', '1002');
      pbx.lines.hangUp(channelOf('1002'));
    },
  ],
  ['internal-not-registered', () => pbx.lines.dial('1001', '1003')],
  [
    'originate-ok-then-second-leg',
    async () => {
      await place('1002');
      pbx.lines.answer(channelOf('1001'));
      pbx.lines.answer(channelOf('1002'));
      pbx.lines.hangUp(channelOf('1002'));
    },
  ],
  ['originate-no-answer-timeout', () => place('1002', 0.1)],
  [
    'originate-rejected',
    async () => {
      await place('1002');
      pbx.lines.hangUp(channelOf('1001'));
    },
  ],
];

describe.each(scenarios)('%s', (name, play) => {
  test('is told leg by leg as the real Asterisk told it, and is the same call to us', async () => {
    const capture = await readCapture(name);
    await play();
    await over();
    expect(stepsByLeg(events)).toEqual(stepsByLeg(capture));
    expect(endsOf(events)).toEqual(endsOf(capture));
    expect(pbx.lines.channels.list()).toEqual([]);
  });
});

test('an event has the fields that a real one has, and the linkedid that ari.conf asks for', async () => {
  pbx.lines.callIn(customer);
  pbx.lines.answer(channelOf('1001'));
  pbx.lines.hangUp(channelOf('trunk'));
  await over();
  const capture = await readCapture('trunk-group-answered-1002-caller-hangs-up');
  for (const event of events) {
    const { type } = event;
    const likes = capture.filter((one) => one.type === type).map(fieldsOf);
    expect(likes, `fields of ${type}`).toContainEqual(fieldsOf(event));
    const channel = event.peer ?? event.channel;
    if (!channel) continue;
    const { channelvars, ...others } = channel;
    const real = capture.find((one) => one.type === type);
    expect(Object.keys(others)).toEqual(Object.keys(real?.peer ?? real?.channel ?? {}));
    expect(channelvars).toEqual({ 'CHANNEL(linkedid)': events[0]?.channel?.['id'] });
  }
});

describe('a call that goes out', () => {
  test('rings outside as the dialplan dials it; both talk, and it is the number that was called', async () => {
    await place('998901234567');
    expect(await ari.listChannels()).toMatchObject([{ id: 'navbatchi-call-1', state: 'Ringing' }]);
    expect(await ari.getEndpoint('1001')).toMatchObject({ channelIds: ['navbatchi-call-1'] });
    expect(pbx.lines.answer(channelOf('1001'))).toBe(true);
    expect(pbx.lines.answer(channelOf('trunk'))).toBe(true);
    expect(await ari.getRtpStatistics('navbatchi-call-1')).toBeDefined();
    await ari.hangUp('navbatchi-call-1');
    await over();
    expect(endsOf(events)).toEqual(['outbound 998901234567 answered 1001']);
  });

  test('that a number outside declines is one that nobody took', async () => {
    pbx.lines.dial('1001', '901234567');
    pbx.lines.hangUp(channelOf('trunk'));
    await over();
    expect(endsOf(events)).toEqual(['outbound 998901234567 missed busy']);
  });

  test('with an id that is taken is refused', async () => {
    await place('1002');
    await expect(place('1002')).rejects.toMatchObject({ code: 'Refused', status: 409 });
  });
});

describe('who cannot be called', () => {
  test('a phone that talks is busy, and the others ring', async () => {
    pbx.lines.dial('1001', '998711234567');
    pbx.lines.callIn(customer);
    pbx.lines.answer(channelOf('1002'));
    expect(pbx.lines.channels.of('1001')).toHaveLength(1);
    for (const { id } of pbx.lines.channels.list()) pbx.lines.hangUp(id);
    await over();
    expect(endsOf(events)).toEqual([
      'outbound 998711234567 missed abandoned',
      'inbound +79161234567 answered 1002',
    ]);
  });

  test('when no phone is there, the customer is told so at once', async () => {
    for (const username of ['1001', '1002']) pbx.unregisterPhone({ username });
    pbx.lines.callIn(customer);
    await over();
    expect(endsOf(events)).toEqual(['inbound +79161234567 missed unreachable']);
  });

  test('a phone says of itself why it cannot dial', () => {
    expect(pbx.lines.dial('1003', '1001')).toBe('offline');
    expect(pbx.lines.dial('1001', '77')).toBe('noRoute');
    pbx.lines.callIn(customer);
    expect(pbx.lines.dial('1001', '1002')).toBe('busy');
    expect(pbx.lines.callIn(customer)).toBe('busy');
  });
});

async function readCapture(name: string): Promise<readonly Heard[]> {
  const text = await readFile(join(import.meta.dirname, `../fixtures/ari/${name}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => heard.parse(JSON.parse(line)));
}

/**
 * What was told of each phone, in its order; order between phones is chance in a real Asterisk too, and
 * so is whether a phone rings before its dialling is told. What the product never hears is left out.
 */
function stepsByLeg(stream: readonly Heard[]): Record<string, readonly string[]> {
  const steps = new Map<string, string[]>();
  for (const event of stream) {
    const channel = event.peer ?? event.channel;
    if (!channel || silent.has(event.type)) continue;
    const told = ['dialstatus', 'cause', 'tech_cause', 'soft'].flatMap((field) =>
      event[field] === undefined ? [] : [`${field}=${JSON.stringify(event[field])}`],
    );
    const state = event.type === 'ChannelStateChange' ? [String(channel['state'])] : [];
    const isRinging = state.includes('Ringing');
    const leg = /\/([^-]+)-/.exec(channel.name)?.[1] ?? channel.name;
    const list = steps.get(leg) ?? [];
    if (!isRinging) list.push([event.type, ...state, ...told].join(' '));
    steps.set(leg, list);
  }
  return Object.fromEntries(steps);
}

const silent = new Set([
  ...['ChannelVarset', 'ChannelDialplan', 'ChannelConnectedLine', 'ChannelCallerId'],
  ...['ChannelRtcpReceived', 'RTCPReceived', 'RTCPSent'],
]);

function fieldsOf(event: object): readonly string[] {
  return Object.keys(event).toSorted();
}

/** The calls that ended, as our own tracker makes them. */
function endsOf(stream: readonly Heard[]): readonly string[] {
  const tracker = createCallTracker((endpoint) => /^\d{2,6}$/.test(endpoint));
  const ended: Call[] = [];
  for (const event of stream) {
    const read = readCallEvent(event);
    if (!read) continue;
    ended.push(...tracker.advance(read).changed.filter((call) => call.endedAt !== undefined));
  }
  expect(tracker.live()).toEqual([]);
  return ended.map((call) => {
    const state = stateOf(call);
    const how = state.type === 'answered' ? state.by.join() : '';
    const why = state.type === 'missed' ? state.because : how;
    return `${directionOf(call)} ${outsideNumberOf(call)} ${state.type} ${why}`;
  });
}
