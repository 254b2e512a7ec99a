import type { ConfObject, ConfTree } from '../../files/conf-tree.ts';
import { pjsipDefaults } from './pjsip-defaults.ts';
import { showObject, type PjsipType, type ShownObject } from './pjsip-shown.ts';

export type PjsipObjects = Readonly<Record<PjsipType, ReadonlyMap<string, ShownObject>>>;

export const noPjsipObjects: PjsipObjects = {
  endpoint: new Map(),
  auth: new Map(),
  aor: new Map(),
  transport: new Map(),
};

export const pjsipTypes = Object.keys(pjsipDefaults) as readonly PjsipType[];

/**
 * What a reload makes of the files, given what it runs with. Asterisk's rules: a file it cannot read
 * changes nothing; an object written twice changes nothing of its type; an object it refuses stays
 * as it was; all else is taken.
 */
export function loadPjsip(tree: ConfTree, before: PjsipObjects): PjsipObjects {
  if (tree.isRefused) return before;
  const after = (type: PjsipType) =>
    loadType(
      type,
      tree.objects.filter((object) => object.type === type),
      before[type],
    );
  return {
    endpoint: after('endpoint'),
    auth: after('auth'),
    aor: after('aor'),
    transport: after('transport'),
  };
}

function loadType(
  type: PjsipType,
  objects: readonly ConfObject[],
  before: ReadonlyMap<string, ShownObject>,
): ReadonlyMap<string, ShownObject> {
  if (new Set(objects.map(({ id }) => id)).size < objects.length) return before;
  return new Map(
    objects.flatMap(({ id, settings }) => {
      const shown = showObject(type, settings) ?? before.get(id);
      return shown ? [[id, shown] as const] : [];
    }),
  );
}
