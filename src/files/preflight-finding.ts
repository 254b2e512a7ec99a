import type { ConfProblem } from './conf-problem.ts';
import { foldName } from './conf-section.ts';
import type { ConfObject } from './conf-tree.ts';

/** A problem of one object, placed at its header. `severity` as in ConfProblem. */
export function finding(
  object: ConfObject,
  severity: ConfProblem['severity'],
  code: string,
  message: string,
): ConfProblem {
  return { file: object.file, line: object.line, severity, code, message };
}

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

/** One problem for each object whose id stood before in the list; the message names both places. */
export function findDuplicates(
  objects: readonly ConfObject[],
  consequence: string,
): readonly ConfProblem[] {
  const first = new Map<string, ConfObject>();
  return objects.flatMap((object) => {
    const other = first.get(object.id);
    if (other === undefined) {
      first.set(object.id, object);
      return [];
    }
    const message = `[${shown(object.id)}] with type=${shown(object.type)} stands already in ${other.file}, line ${other.line}: ${consequence}`;
    return [finding(object, 'fatal', 'duplicate-object', message)];
  });
}

/** File text made fit for one line of English: printable, short. */
export function shown(text: string): string {
  return text.replace(/[^ -~]/g, '?').slice(0, 80);
}
