import type { ConfObject } from '../files/conf-tree.ts';
import { namesIn, settingOf } from '../files/preflight-finding.ts';
import { authIdOf } from './extension.ts';
import type { Pbx } from './pbx.ts';

/** The standing button that takes hand-written extensions over. Its args are `{ number }`, or `{}` for all. */
export const adoptAction = 'adoption.start';

/** The objects that make up an extension which we did not write. */
export type HandWritten = {
  readonly number: string;
  readonly endpoint: ConfObject;
  /**
   * Those that `auth` and `aors` name; a name may fit several. Where there are none, those that were
   * plainly meant: of the number's own name.
   */
  readonly auths: readonly ConfObject[];
  readonly aors: readonly ConfObject[];
  /** The names themselves. */
  readonly authNames: readonly string[];
  readonly aorNames: readonly string[];
  /** Made by pjsip_wizard.conf: there is one section of type=wizard instead. */
  readonly isWizard: boolean;
  /** Calls of a provider, not a phone: something else in the files dials, registers or matches by it. */
  readonly isTrunk: boolean;
};

/** All that were written by hand, by number. A number written twice is here once, its first endpoint. */
export function handWrittenOf(pbx: Pbx): ReadonlyMap<string, HandWritten> {
  const byType = Map.groupBy(pbx.tree.objects, ({ type }) => type);
  const trunks = trunkNames(pbx.tree.objects);
  const [auths, aors] = ['auth', 'aor'].map((type) =>
    Map.groupBy(byType.get(type) ?? [], ({ id }) => id),
  );
  const found = new Map<string, HandWritten>();
  const add = (endpoint: ConfObject, isWizard: boolean): void => {
    if (found.has(endpoint.id)) return;
    const { id } = endpoint;
    const authNames = namesIn(endpoint, 'auth');
    const aorNames = namesIn(endpoint, 'aors');
    const namedAuths = authNames.flatMap((name) => auths?.get(name) ?? []);
    const namedAors = aorNames.flatMap((name) => aors?.get(name) ?? []);
    const ownAuths = [id, authIdOf(id)].flatMap((name) => auths?.get(name) ?? []);
    found.set(endpoint.id, {
      ...{ number: endpoint.id, endpoint, authNames, aorNames, isWizard },
      auths: namedAuths.length > 0 ? namedAuths : ownAuths,
      aors: namedAors.length > 0 ? namedAors : (aors?.get(id) ?? []),
      isTrunk: trunks.has(endpoint.id) || settingOf(endpoint, 'outbound_auth') !== undefined,
    });
  };
  const places = new Set(
    pbx.extensions
      .filter(({ isManaged }) => !isManaged)
      .map(({ file, line }) => placeOf(file, line)),
  );
  const isListed = ({ file, line }: ConfObject) => places.has(placeOf(file, line));
  for (const endpoint of byType.get('endpoint') ?? []) if (isListed(endpoint)) add(endpoint, false);
  for (const wizard of pbx.wizard.objects) if (isListed(wizard)) add(wizard, true);
  return found;
}

/** Names a line of a file; problems and objects meet by it. */
export function placeOf(file: string, line: number): string {
  return `${file}:${line}`;
}

/** The endpoints that an identify or a registration speaks of. */
function trunkNames(objects: readonly ConfObject[]): ReadonlySet<string> {
  return new Set(
    objects
      .filter(({ type }) => type === 'identify' || type === 'registration')
      .flatMap((object) => namesIn(object, 'endpoint')),
  );
}
