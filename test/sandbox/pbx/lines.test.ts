import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallTracker } from '../../../src/features/calls/call-tracker.ts';
import type { PbxEvent } from '../../../src/sandbox/pbx/channels.ts';
import { createLines, type Lines } from '../../../src/sandbox/pbx/lines.ts';
import { createPbx, type Pbx } from '../../../src/sandbox/pbx/pbx.ts';
import { usualRingTimes } from '../../../src/sandbox/pbx/ring-times.ts';
import { writeStarterEtc } from '../../../src/sandbox/pbx/starter-etc.ts';
import { readCallEvent } from '../../../src/telephony/call-event.ts';
import { extensionSections } from '../../support/asterisk.ts';

let etc: string;
let pbx: Pbx;

beforeAll(async () => {
  etc = await mkdtemp(join(tmpdir(), 'navbatchi-pbx-'));
  await writeStarterEtc(etc, 'sandbox-password');
  const sections = ['1001', '1002', '1003'].map((number) => extensionSections(number, 'pw'));
  await writeFile(join(etc, 'pjsip_navbatchi.conf'), sections.join('\n'));
  pbx = await createPbx(etc);
  for (const number of ['1001', '1002']) pbx.signIn(number, 'pw', 'desk');
});
afterAll(() => rm(etc, { recursive: true }));

const phone = fc.constantFrom('1001', '1002', '1003');
const outside = fc.constantFrom('998901234567', '998935550011');
const line = fc.nat(9);
/** What anybody may do at any time; a line is one of those there are. */
const act = fc.oneof(
  fc.record({ type: fc.constant('callIn' as const), number: outside }),
  fc.record({ type: fc.constant('dial' as const), from: phone, to: fc.oneof(phone, outside) }),
  fc.record({ type: fc.constant('originate' as const), from: phone, to: fc.oneof(phone, outside) }),
  fc.record({ type: fc.constantFrom('answer' as const, 'hangUp' as const, 'end' as const), line }),
);

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

function play(lines: Lines, one: Act, step: number): void {
  switch (one.type) {
    case 'callIn':
      lines.callIn({ name: '', number: one.number });
      return;
    case 'dial':
      lines.dial(one.from, one.to);
      return;
    case 'originate': {
      const [id, shown] = [`navbatchi-${step}`, { name: 'Navbatchi', number: one.to }];
      lines.originate({ id, endpoint: one.from, exten: one.to, shown, ringMs: 30_000 });
      return;
    }
    case 'answer':
    case 'hangUp':
    case 'end': {
      const channels = lines.channels.list();
      const channel = channels[one.line % Math.max(1, channels.length)];
      if (channel) lines[one.type](channel.id);
    }
  }
}

test('whatever people do, each channel is told once from its beginning to its end, and every call ends', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      const events: PbxEvent[] = [];
      const lines = createLines({
        ...{ pbx, times: usualRingTimes },
        tell: (event) => events.push({ ...event, timestamp: new Date().toISOString() }),
      });
      const tracker = createCallTracker((endpoint) => /^\d{2,6}$/.test(endpoint));
      acts.forEach((one, step) => {
        play(lines, one, step);
      });
      for (const { id } of lines.channels.list()) lines.hangUp(id);
      expect(lines.channels.list()).toEqual([]);
      lines.stop();

      const living = new Set<string>();
      for (const event of events) {
        const read = readCallEvent(event);
        if (!read) continue;
        tracker.advance(read);
        if (event.type === 'ChannelCreated' && read.type === 'seen') living.add(read.channel.id);
        const concerned = read.type === 'dialled' ? [read.peer, read.caller] : [read.channel];
        for (const channel of concerned) if (channel) expect(living).toContain(channel.id);
        if (read.type === 'ended') living.delete(read.channel.id);
      }
      expect([[...living], tracker.live()]).toEqual([[], []]);
    }),
    { numRuns: 300 },
  );
});
