import { expect, test } from 'vitest';
import { hasAsterisk } from '../../support/asterisk.ts';
import type { CellResult, RotationCell } from '../../support/rotation-cell.ts';
import { runRotationCells } from '../../support/run-rotation-cells.ts';

type Expected = readonly [...words: string[], end: CellResult['end']];

/** A few of each kind; the torture strikes every fault at every place. */
const cells: readonly (RotationCell & { readonly end: CellResult['end'] })[] = [
  { fault: 'Asterisk down', place: 'switch.prove', end: 'old' },
  { fault: 'Asterisk down', place: 'retire.reload', end: 'new' },
  { fault: 'Asterisk restarts', place: 'retire.prove', end: 'new' },
  { fault: 'console hangs', place: 'finish', end: 'new' },
  { fault: 'ARI says 403', place: 'create.prove', end: 'old' },
  { fault: 'ARI says 404', place: 'switch.prove', end: 'old' },
  { fault: 'ARI says 500', place: 'away.reload', end: 'old' },
  { fault: 'ARI resets', place: 'retire.prove', end: 'new' },
  { fault: 'ENOSPC', place: 'create.write', end: 'old' },
  { fault: 'ENOSPC', place: 'retire.write', end: 'new' },
  { fault: 'ENOSPC in var', place: 'switch.prove', end: 'new' },
  { fault: 'EROFS', place: 'switch.write', end: 'old' },
  { fault: 'EACCES', place: 'back.write', end: 'old' },
  { fault: 'EBUSY', place: 'retire.write', end: 'person' },
  { fault: 'EIO', place: 'switch.write', end: 'person' },
  { fault: 'ari.conf edited', place: 'switch.prove', end: 'new' },
  { fault: '.env edited', place: 'switch.write', end: 'old' },
  { fault: 'pm2 dead', place: 'programs', end: 'old' },
  { fault: 'pm2: errored', place: 'programs', end: 'old' },
  { fault: 'SIGTERM', place: 'retire.write', end: 'new' },
  { fault: 'second admin', place: 'create.reload', end: 'new' },
  { fault: 'Telegram away', place: 'switch.write', end: 'new' },
  { fault: 'clock a day on', place: 'grace', end: 'new' },
  { fault: 'clock a day back', place: 'create.prove', end: 'new' },
];

test.runIf(hasAsterisk)(
  'a rotation that is struck in the middle ends all new or all old, .env always good, and it is told',
  async () => {
    const results = await runRotationCells(cells.map(({ fault, place }) => ({ fault, place })));
    const shown = results.map(({ fault, place, end, troubles }): Expected => [
      fault,
      place,
      ...troubles,
      end,
    ]);
    expect(shown).toEqual(cells.map(({ fault, place, end }) => [fault, place, end]));
  },
  90_000,
);
