import { problemAt, type ConfProblem, type ProblemCode } from './conf-problem.ts';
import { foldName } from './conf-section.ts';
import type { ConfObject, ConfTree } from './conf-tree.ts';
import { findUnknownCodec } from './pjsip-codecs.ts';
import { knownSettings } from './pjsip-settings.ts';
import { findDuplicates, isSipUri, listOf, namesIn, settingOf } from './preflight-finding.ts';
import { findDoubtful, type Names } from './preflight-sound.ts';

/**
 * What Asterisk 22 would refuse or lose of pjsip.conf at its next start; its reload says "success"
 * for all of it. `wizard` is the tree of pjsip_wizard.conf, where there is one. The problems of the
 * files themselves come first. Source: res/res_pjsip (22.10.1), and trials with the real one.
 */
export function preflightPjsip(tree: ConfTree, wizard?: ConfTree): readonly ConfProblem[] {
  const known = checked.get(tree);
  if (known && known.wizard === wizard) return known.problems;
  const problems = findProblems(tree, wizard);
  checked.set(tree, { wizard, problems });
  return problems;
}

/** A tree never changes. One change looks at the same two again and again, and 5,000 extensions take 20 ms. */
const checked = new WeakMap<
  ConfTree,
  { readonly wizard: ConfTree | undefined; readonly problems: readonly ConfProblem[] }
>();

function findProblems(tree: ConfTree, wizard: ConfTree | undefined): readonly ConfProblem[] {
  const objects = tree.objects.filter(({ type }) => knownSettings(type) !== undefined);
  const byType = Map.groupBy(objects, ({ type }) => type);
  const wizards = wizard?.objects.filter(({ type }) => type === 'wizard') ?? [];
  const known = namesOf(byType, wizards);
  const doubtful = findDoubtful(objects, known, (object, names) => [
    ...findUnknownSetting(object),
    ...checkObject(object, names),
  ]);
  return [
    ...tree.problems,
    ...(wizard?.problems.filter(({ code }) => code !== 'missing-file') ?? []),
    ...tree.objects.flatMap(findUntyped),
    ...[...byType].flatMap(([type, same]) => findClashes(type, same)),
    ...doubtful.flatMap(findUnknownSetting),
    ...doubtful.flatMap((object) => checkObject(object, known)),
    ...findWizardClashes(wizards, byType),
    ...findNoTransport(byType),
  ];
}

function namesOf(
  byType: ReadonlyMap<string, readonly ConfObject[]>,
  wizards: readonly ConfObject[],
): Names {
  const ids = (type: string): string[] => byType.get(type)?.map(({ id }) => id) ?? [];
  const made = wizards.map(({ id }) => id);
  return {
    auth: new Set([...ids('auth'), ...made.flatMap((id) => [`${id}-iauth`, `${id}-oauth`])]),
    aor: new Set([...ids('aor'), ...made]),
    transport: new Set(ids('transport')),
    endpoint: new Set([...ids('endpoint'), ...made]),
  };
}

function findUntyped(object: ConfObject): readonly ConfProblem[] {
  const { id, type } = object;
  if (knownSettings(type) !== undefined) return [];
  // These two need no type: Asterisk knows them by name.
  if (type === '' && /^(global|system)$/.test(id)) return [];
  if (type === '') return [problemAt(object, 'warning', 'no-type', { id })];
  return [problemAt(object, 'warning', 'unknown-type', { id, type })];
}

function findClashes(type: string, objects: readonly ConfObject[]): readonly ConfProblem[] {
  const [first, ...more] = objects;
  if (first !== undefined && (type === 'global' || type === 'system')) {
    const { file, line } = first;
    return more.map((object) => problemAt(object, 'object', 'not-single', { type, file, line }));
  }
  return findDuplicates(objects).map(({ object, first: { file, line } }) =>
    problemAt(object, 'fatal', 'duplicate-object', { id: object.id, type, file, line }),
  );
}

function findUnknownSetting(object: ConfObject): readonly ConfProblem[] {
  const { id, type } = object;
  // Its other settings are variables of the phone's template: any name goes.
  if (type === 'phoneprov') return [];
  const known = knownSettings(type);
  const isKnown = (key: string): boolean =>
    known === undefined || known.has(key) || known.has(foldName(key)) || key.startsWith('@');
  return object.settings
    .filter(({ key }) => !isKnown(key))
    .map(({ key }) => problemAt(object, 'object', 'unknown-setting', { id, key, type }));
}

function checkObject(object: ConfObject, known: Names): readonly ConfProblem[] {
  switch (object.type) {
    case 'endpoint':
      return checkEndpoint(object, known);
    case 'auth':
      return checkAuth(object);
    case 'aor':
      return checkAor(object);
    case 'transport':
      return checkTransport(object);
    case 'identify':
      return checkIdentify(object, known);
    case 'registration':
      return checkRegistration(object, known);
    default:
      return [];
  }
}

function checkEndpoint(object: ConfObject, known: Names): readonly ConfProblem[] {
  const { id } = object;
  const codec = findUnknownCodec([...listOf(object, 'allow'), ...listOf(object, 'disallow')]);
  return [
    ...findMissing(object, 'auth', known.auth, 'auth'),
    ...findMissing(object, 'outbound_auth', known.auth, 'auth'),
    ...findMissing(object, 'aors', known.aor, 'aor'),
    ...findMissing(object, 'transport', known.transport, 'transport'),
    ...(settingOf(object, 'context') ? [] : [problemAt(object, 'warning', 'no-context', { id })]),
    ...(codec === undefined ? [] : [problemAt(object, 'object', 'unknown-codec', { id, codec })]),
  ];
}

function findMissing(
  object: ConfObject,
  key: string,
  known: Names[keyof Names],
  type: keyof Names,
): readonly ConfProblem[] {
  const { id } = object;
  const single = key === 'transport' ? settingOf(object, key) : undefined;
  const names = key === 'transport' ? (single ? [single] : []) : namesIn(object, key);
  return names
    .filter((name) => !known.has(name))
    .map((name) => {
      const code = `${type}-missing` satisfies ProblemCode;
      return problemAt(object, 'object', code, { id, key, name });
    });
}

function checkAuth(object: ConfObject): readonly ConfProblem[] {
  const { id } = object;
  const type = settingOf(object, 'auth_type') ?? 'userpass';
  const isKnown = /^(userpass|md5|digest|google_oauth)$/i.test(type);
  const secrets = ['password', 'md5_cred', 'password_digest', 'refresh_token'];
  const hasSecret = secrets.some((key) => settingOf(object, key));
  return [
    ...(isKnown ? [] : [problemAt(object, 'object', 'auth-type', { id, type })]),
    ...(settingOf(object, 'username') ? [] : [problemAt(object, 'object', 'no-username', { id })]),
    ...(hasSecret ? [] : [problemAt(object, 'object', 'no-password', { id })]),
  ];
}

function checkAor(object: ConfObject): readonly ConfProblem[] {
  const { id, type } = object;
  const contacts = listOf(object, 'contact');
  const contact = contacts.find((one) => !isSipUri(one));
  if (contact !== undefined) {
    return [problemAt(object, 'object', 'contact-invalid', { id, contact })];
  }
  const key = 'max_contacts';
  const most = settingOf(object, key);
  if (most !== undefined && !/^\d+$/.test(most)) {
    return [problemAt(object, 'object', 'not-a-number', { id, key, type })];
  }
  if (contacts.length > 0 || Number(most ?? 0) > 0) return [];
  return [problemAt(object, 'warning', 'no-contacts', { id })];
}

function checkTransport(object: ConfObject): readonly ConfProblem[] {
  const { id } = object;
  const protocol = settingOf(object, 'protocol') ?? 'udp';
  if (/^(udp|tcp|tls|ws|wss|flow)$/i.test(protocol)) return [];
  return [problemAt(object, 'object', 'protocol', { id, protocol })];
}

function checkIdentify(object: ConfObject, known: Names): readonly ConfProblem[] {
  const { id } = object;
  const isMatching = ['match', 'match_header', 'match_request_uri'].some((key) =>
    settingOf(object, key),
  );
  return [
    ...findMissing(object, 'endpoint', known.endpoint, 'endpoint'),
    ...(isMatching ? [] : [problemAt(object, 'object', 'no-match', { id })]),
  ];
}

function checkRegistration(object: ConfObject, known: Names): readonly ConfProblem[] {
  const { id } = object;
  const uris = ['server_uri', 'client_uri'].filter(
    (key) => !isSipUri(settingOf(object, key) ?? ''),
  );
  return [
    ...uris.map((key) => problemAt(object, 'object', 'uri-invalid', { id, key })),
    ...findMissing(object, 'outbound_auth', known.auth, 'auth'),
    ...findMissing(object, 'transport', known.transport, 'transport'),
  ];
}

/** A wizard makes the endpoint and the aor of its own name; beside one in pjsip.conf nobody knows which is used. */
function findWizardClashes(
  wizards: readonly ConfObject[],
  byType: ReadonlyMap<string, readonly ConfObject[]>,
): readonly ConfProblem[] {
  const made = new Map(wizards.map((wizard) => [wizard.id, wizard]));
  return ['endpoint', 'aor'].flatMap((type) =>
    (byType.get(type) ?? []).flatMap((twin) => {
      const wizard = made.get(twin.id);
      if (wizard === undefined) return [];
      const { id, file, line } = wizard;
      return [problemAt(twin, 'object', 'wizard-clash', { id, type, file, line })];
    }),
  );
}

function findNoTransport(
  byType: ReadonlyMap<string, readonly ConfObject[]>,
): readonly ConfProblem[] {
  const [endpoint] = byType.get('endpoint') ?? [];
  if (endpoint === undefined || byType.has('transport')) return [];
  return [problemAt(endpoint, 'warning', 'no-transport', {})];
}
