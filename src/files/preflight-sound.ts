import type { ConfProblem } from './conf-problem.ts';
import type { ConfSetting } from './conf-section.ts';
import type { ConfObject } from './conf-tree.ts';

/** The names of the objects that others refer to. */
export type Names = Readonly<
  Record<'auth' | 'aor' | 'transport' | 'endpoint', Pick<ReadonlySet<string>, 'has'>>
>;

type Question = readonly [type: keyof Names, name: string];

/**
 * Of settings in which nothing was wrong: which names they asked for. The same list in another tree
 * is sound there too if all those names are there.
 */
const sound = new WeakMap<readonly ConfSetting[], readonly Question[]>();

/**
 * The objects that `check` must look at again, because it found something the last time, or never
 * looked. It must go by settings and names alone; then of 5,000 extensions only the new one is left.
 */
export function findDoubtful(
  objects: readonly ConfObject[],
  names: Names,
  check: (object: ConfObject, names: Names) => readonly ConfProblem[],
): readonly ConfObject[] {
  let questions: Question[] = [];
  const listen = (type: keyof Names) => ({
    has: (name: string) => {
      questions.push([type, name]);
      return names[type].has(name);
    },
  });
  const heard: Names = {
    auth: listen('auth'),
    aor: listen('aor'),
    transport: listen('transport'),
    endpoint: listen('endpoint'),
  };
  return objects.filter((object) => {
    const asked = sound.get(object.settings);
    if (asked) return asked.some((question) => !names[question[0]].has(question[1]));
    questions = [];
    if (check(object, heard).length > 0) return true;
    sound.set(object.settings, questions);
    return false;
  });
}
