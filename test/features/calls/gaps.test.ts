import { expect, test } from 'vitest';
import { kinds, playGaps } from './play-gaps.ts';

// Every fifth; `npm run torture -- call-gaps` plays all.
test.each(kinds)(
  '$name: whatever of it was not seen, it stands in the books as it was',
  async (kind) => {
    const { gaps, wrong } = await playGaps(kind, 5);
    expect(gaps).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  },
);
