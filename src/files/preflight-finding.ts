import { foldName } from './conf-section.ts';
import type { ConfObject } from './conf-tree.ts';

/** What Asterisk goes by where a setting stands more than once: the last. Keys are equal whatever their case. */
export function settingOf(object: ConfObject, key: string): string | undefined {
  return object.settings.findLast((setting) => foldName(setting.key) === key)?.value;
}

/** All values of a key, lists with commas taken apart, empty ones left out. */
export function listOf(object: ConfObject, key: string): readonly string[] {
  return object.settings
    .filter((setting) => foldName(setting.key) === key)
    .flatMap(({ value }) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Each object whose id stood before in the list, with the one that stood before. */
export function findDuplicates(
  objects: readonly ConfObject[],
): readonly { readonly object: ConfObject; readonly first: ConfObject }[] {
  const known = new Map<string, ConfObject>();
  return objects.flatMap((object) => {
    const first = known.get(object.id);
    if (first) return [{ object, first }];
    known.set(object.id, object);
    return [];
  });
}
