import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createCallTracker } from '../../../src/features/calls/call-tracker.ts';
import { dialEndOf, type DialEnd } from '../../../src/features/dial/dial-end.ts';
import { readCallEvent } from '../../../src/telephony/call-event.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/ari');

/** How the captured call ended, and that nothing was said of its end before. */
function endOf(capture: string): readonly DialEnd[] {
  const tracker = createCallTracker((endpoint) => /^\d{4}$/.test(endpoint));
  return readFileSync(path.join(fixtures, `${capture}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => readCallEvent(JSON.parse(line) as Record<string, unknown>) ?? [])
    .flatMap((event) => tracker.advance(event).changed.flatMap((call) => dialEndOf(call) ?? []));
}

test.each<[string, DialEnd]>([
  ['originate-rejected', { type: 'ownPhone', because: 'declined' }],
  ['originate-no-answer-timeout', { type: 'ownPhone', because: 'noAnswer' }],
  // Picked up; whoever was to be called then was not there.
  ['originate-dialplan-Dial-unavail', { type: 'otherPhone', because: 'unreachable' }],
])('%s ends as it did', (capture, end) => {
  expect(endOf(capture)).toEqual([end]);
});

test('a talk ends with how long it was', () => {
  const [end] = endOf('originate-ok-then-second-leg');
  expect(end?.type).toBe('talked');
});

test('a call whose end was not seen is over, and nothing else is said of it', () => {
  const call = {
    ...{ callId: 'navbatchi-dial-1', startedAt: 1, endedAt: 2, isEndUnseen: true },
    ...{ legs: new Map(), talks: [] },
  };
  expect(dialEndOf(call)).toEqual({ type: 'over' });
});
