import { expect, test } from 'vitest';
import { createCannedStore } from '../../../src/features/canned-replies/index.ts';
import { writeCanned } from '../../../src/features/canned-replies/write-canned.ts';
import { openDatabase } from '../../../src/storage/database.ts';

test('the fifty-first is refused, the same one told again is no second one, a title is a title in any case', async () => {
  const database = await openDatabase(':memory:');
  const deps = { store: createCannedStore(database), clock: { now: () => 1 } };
  const first = { title: 'Narxi', text: 'Yuz ming' };
  const written = await writeCanned(deps, first);
  expect(await writeCanned(deps, first)).toEqual(written);
  expect(await writeCanned(deps, { title: 'NARXI', text: 'x' })).toEqual({ type: 'titleTaken' });
  for (let count = 2; count <= 50; count += 1) {
    const one = await writeCanned(deps, { title: `Nom ${count}`, text: 'x' });
    expect(one.type).toBe('written');
  }
  expect(await writeCanned(deps, { title: 'Ortiqcha', text: 'x' })).toEqual({ type: 'full' });
  expect(await writeCanned(deps, { cannedId: 999, title: 'Boshqa', text: 'x' })).toEqual({
    type: 'gone',
  });
  const changed = await writeCanned(deps, { cannedId: 1, title: 'narxi', text: 'Ikki yuz' });
  expect(changed).toEqual({ type: 'written', cannedId: 1 });
  expect(await deps.store.list()).toHaveLength(50);
  await database.destroy();
});
