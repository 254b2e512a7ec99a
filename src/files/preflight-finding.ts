import { foldName, type ConfSetting } from './conf-section.ts';
import type { ConfObject } from './conf-tree.ts';

/** What Asterisk goes by where a setting stands more than once: the last. Keys are equal whatever their case. */
export function settingOf({ settings }: ConfObject, key: string): string | undefined {
  for (let at = settings.length - 1; at >= 0; at -= 1) {
    const setting = settings[at];
    if (setting !== undefined && isKey(setting, key)) return setting.value;
  }
  return undefined;
}

/**
 * The names in a setting such as `auth` or `aors`. Of several lines the last counts, unlike those of
 * `allow` or `contact` (measured, 22.10.1 and 16.28).
 */
export function namesIn(object: ConfObject, key: string): readonly string[] {
  const items = (settingOf(object, key) ?? '').split(',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

/** All values of a key, lists with commas taken apart, empty ones left out. */
export function listOf({ settings }: ConfObject, key: string): readonly string[] {
  const items: string[] = [];
  for (const setting of settings) {
    if (!isKey(setting, key)) continue;
    for (const part of setting.value.split(',')) {
      const item = part.trim();
      if (item !== '') items.push(item);
    }
  }
  return items;
}

/** Asked for every setting of every object: the length tells most keys apart. */
function isKey(setting: ConfSetting, key: string): boolean {
  return setting.key.length === key.length && foldName(setting.key) === key;
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

/** What Asterisk takes for the address of a contact or a server. */
export function isSipUri(text: string): boolean {
  return /^(?:"[^"]*"\s*)?<?(?:sips?|tel):[^\s,]+>?.*$/i.test(text) && text.length < 256;
}
