import { expect, test } from 'vitest';
import { createCallStore } from '../../../src/features/calls/index.ts';
import { createCallTracker } from '../../../src/features/calls/call-tracker.ts';
import { readCallEvent } from '../../../src/telephony/call-event.ts';
import type { Call } from '../../../src/telephony/call.ts';
import { startMadeUpChats } from '../../support/made-up-chats.ts';
import { kinds } from './real-calls.ts';

const empty = { gone: [], cards: [], hidden: [], dropped: [], at: 0 };

function seen(name: string): Call {
  const tracker = createCallTracker((endpoint) => /^\d+$/.test(endpoint));
  const events = kinds.find((kind) => kind.name === name)?.events ?? [];
  const calls = events.flatMap((event) => {
    const read = readCallEvent(event);
    return read ? tracker.advance(read).changed : [];
  });
  const call = calls.at(-1);
  if (!call) throw new Error(`there is no ${name}`);
  return call;
}

test('a call whose records are awaited is had again whole, until they have come', async () => {
  const chats = await startMadeUpChats();
  const store = createCallStore(chats.database);
  const awaited: Call = { ...seen('attended-transfer'), isRecordAwaited: true };
  const unseen: Call = { ...seen('group-nobody'), isEndUnseen: true, isRecordAwaited: true };
  const complete = seen('internal-answered');
  await store.save({ ...empty, calls: [awaited, unseen, complete] });
  expect(await store.listOpen()).toEqual([]);
  expect(await store.listAwaited(0)).toEqual([unseen, awaited]);
  const since = (unseen.endedAt ?? 0) + 1;
  expect(await store.listAwaited(since)).toEqual([awaited]);
  await store.save({ ...empty, calls: [{ ...awaited, isRecordAwaited: false }] });
  expect(await store.listAwaited(since)).toEqual([]);
  await chats.close();
});
