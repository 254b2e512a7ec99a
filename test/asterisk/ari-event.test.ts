import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAriEvent, unwantedTypes } from '../../src/asterisk/ari-event.ts';

const captures = globSync(path.join(import.meta.dirname, '../fixtures/ari/*.jsonl'));
const lines = captures.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));

test('of all that a real Asterisk sent, exactly the unwanted kinds are left out unread', () => {
  const wrong = lines.filter((line) => {
    const { type } = JSON.parse(line) as { readonly type: string };
    const expected = unwantedTypes.includes(type) ? 'unwanted' : 'event';
    return readAriEvent(Buffer.from(line)).type !== expected;
  });
  expect(lines.length).toBeGreaterThan(500);
  expect(wrong).toEqual([]);
});

test.each(['', '{', '[]', 'null', '{"type":5}', '{"type":"BridgeCreated'])(
  'what is no event is malformed, not thrown: %j',
  (text) => {
    expect(readAriEvent(Buffer.from(text))).toEqual({ type: 'malformed' });
  },
);
