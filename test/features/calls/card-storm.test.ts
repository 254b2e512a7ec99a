import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  openStormHouse,
  plannedCall,
  playStorm,
  written,
  type PlannedEvent,
  type StormHouse,
} from './play-storm.ts';

let house: StormHouse;

beforeEach(async () => {
  house = await openStormHouse();
});

afterEach(() => house.close());

test('above what the group takes, new calls share one message; calm again, each has its own', async () => {
  const { chats, play } = house;
  const startedAt = chats.now();
  const many = Array.from({ length: 30 }, (_, index) => plannedCall(index, index * 100, () => 0.9));
  const all = many.flatMap(({ events }) => events);
  const isEnd = ({ event }: PlannedEvent): boolean => event.type === 'ChannelDestroyed';
  await play(
    all.filter((event) => !isEnd(event)),
    startedAt,
  );
  await chats.passes(60_000);
  const boards = chats.shown().filter((text) => text.includes('Many calls'));
  expect(boards).toHaveLength(1);
  expect(boards[0]).toContain('22 now');
  expect(boards[0]).toContain('and 2 more');
  await play(
    all.filter(isEnd).map(({ event }) => ({ event, at: chats.now() - startedAt })),
    startedAt,
  );
  await chats.passes(60_000);
  expect(chats.shown().filter((text) => text.includes('Many calls'))).toEqual([]);
  const later = plannedCall(40, chats.now() - startedAt, () => 0.9);
  await play(later.events.slice(0, 3), startedAt);
  await chats.passes(60_000);
  expect(chats.shown().some((text) => text.includes(written(later.number)))).toBe(true);
  expect(chats.calls.filter(({ what }) => what.includes('Many calls')).length).toBeLessThan(15);
});

// 1,000 calls: npm run torture -- storm
test('300 calls in a minute, 20 messages a minute, 30 % faults: every missed call is announced, every card ends right', async () => {
  const { missed, announced, boardEdits, callsDuringWait, wrong } = await playStorm(300, 1);
  expect(wrong).toEqual([]);
  expect(announced).toBe(missed);
  expect(missed).toBeGreaterThan(50);
  expect(boardEdits).toBeGreaterThan(1);
  expect(callsDuringWait).toBe(0);
});

test('two calls that become one end in one card', async () => {
  const { chats, play } = house;
  const startedAt = chats.now();
  const [first, second] = [plannedCall(1, 0, () => 0.9), plannedCall(2, 100, () => 0.9)];
  const talking = (one: typeof first): readonly PlannedEvent[] => one.events.slice(0, 4);
  await play([...talking(first), ...talking(second)], startedAt);
  await chats.passes(5000);
  expect(chats.shown()).toHaveLength(2);
  const joined = [first, second].map(({ events: [created] }) => ({
    at: chats.now() - startedAt,
    event: {
      ...{ type: 'ChannelEnteredBridge', channel: created?.event['channel'] },
      bridge: { id: 'bridge', bridge_type: 'mixing' },
    },
  }));
  await play(joined, startedAt);
  await chats.passes(5000);
  expect(chats.shown()).toHaveLength(1);
  expect(chats.shown()[0]).toContain(written(first.number));
});
