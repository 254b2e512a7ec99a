import { expect, test } from 'vitest';
import { hasAsterisk } from '../../support/asterisk.ts';
import { rotateUnderCalls } from '../../support/rotation-calls.ts';

test.runIf(hasAsterisk)(
  'over five rotations a call in progress stays, and no event of any call is lost or doubled',
  async () => {
    expect(await rotateUnderCalls(5)).toEqual({ calls: 40, troubles: [] });
  },
  30_000,
);
