import { describe, expect, test } from 'vitest';
import { laterGapsOf, partialGapsOf, playGaps, twoGapsOf } from './play-gaps.ts';
import {
  kinds,
  recordedInParts,
  recordedLater,
  recordedWithoutIds,
  together,
} from './real-calls.ts';

// A part of all; `npm run torture -- call-gaps` plays many more.
describe.each(kinds)('$name', (kind) => {
  const next = kinds[(kinds.indexOf(kind) + 7) % kinds.length] ?? kind;

  test('whatever of it was not seen, it stands in the books as it was', async () => {
    const { gaps, wrong } = await playGaps(kind, 17);
    expect(gaps).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });

  test(`at the same time as ${next.name}, neither is taken for the other`, async () => {
    const { gaps, wrong } = await playGaps(together(kind, next, 0), 199);
    expect(gaps).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });

  test('two gaps, or a kill right after its end: its records complete it, though they come late', async () => {
    const late = recordedLater(kind, 20_000);
    const { gaps, wrong } = await playGaps(late, kind.events.length < 20 ? 23 : 499, {
      gapsIn: twoGapsOf,
      waitMs: 60_000,
    });
    expect(gaps).toBeGreaterThan(2);
    expect(wrong).toEqual([]);
  });

  test('what the database or the records do not give at once is not lost', async () => {
    const inParts = recordedInParts(kind, 4_000);
    const { gaps, wrong } = await playGaps(inParts, kind.events.length < 20 ? 3 : 31, {
      gapsIn: partialGapsOf,
      waitMs: 70_000,
      failures: 1,
    });
    expect(gaps).toBeGreaterThan(2);
    expect(wrong).toEqual([]);
  });

  test('records without ids complete what was seen of it', async () => {
    const bare = recordedWithoutIds(kind);
    const { gaps, wrong } = await playGaps(bare, 61, { gapsIn: laterGapsOf });
    expect(gaps).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});
