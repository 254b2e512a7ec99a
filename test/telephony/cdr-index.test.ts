import { expect, test } from 'vitest';
import type { CdrRecord } from '../../src/asterisk/cdr-record.ts';
import { createCallTracker } from '../../src/features/calls/call-tracker.ts';
import type { ChannelFacts } from '../../src/telephony/call-event.ts';
import { groupCdr } from '../../src/telephony/cdr-call.ts';
import { indexCdr, noRecords } from '../../src/telephony/cdr-index.ts';

const began = 1_795_296_861_250;
const trunk: ChannelFacts = {
  ...{ id: '1795296861.0', name: 'PJSIP/trunk-00000000', state: 'Ring', exten: '712000' },
  ...{ callerName: '', callerNumber: '998901000001', linkedId: undefined },
};

/** It goes on, as far as anybody saw. */
function openCall(channel: ChannelFacts) {
  const tracker = createCallTracker((endpoint) => /^\d+$/.test(endpoint));
  const [call] = tracker.advance({ type: 'seen', at: began, channel }).changed;
  if (!call) throw new Error('the channel made no call');
  return call;
}

function record(id: string, startedAt: number): CdrRecord {
  return {
    ...{ uniqueId: id, linkedId: '', channel: trunk.name, otherChannel: 'PJSIP/1101-00000001' },
    ...{ callerName: '', callerNumber: '998901000002', exten: '712000' },
    ...{ app: 'Dial', appData: 'PJSIP/1101,20', disposition: 'answered' },
    ...{ startedAt, answeredAt: startedAt, endedAt: startedAt + 60_000 },
  };
}

test('a call that died with Asterisk is not that of the same channel name after its restart', () => {
  const recordsOf = indexCdr(groupCdr([record('1795296871.0', began + 10_000)]));
  expect(recordsOf(openCall(trunk))).toBe(noRecords);
});

test('a call of which only the phone was seen is found by the name of its channel', () => {
  const phone = { ...trunk, id: '1795296861.1', name: 'PJSIP/1101-00000001' };
  const own = record('1795296861.0', began - 250);
  expect(indexCdr(groupCdr([own]))(openCall(phone))).toEqual([own]);
});
