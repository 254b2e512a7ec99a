import type { ConfProblem } from './conf-problem.ts';
import { foldName } from './conf-section.ts';
import type { ConfObject, ConfTree } from './conf-tree.ts';
import { findUnknownCodec } from './pjsip-codecs.ts';
import { knownSettings } from './pjsip-settings.ts';
import { findDuplicates, finding, listOf, settingOf, shown } from './preflight-finding.ts';

/**
 * What Asterisk 22 would refuse or lose of pjsip.conf at its next start; its reload says "success"
 * for all of it. `wizard` is the tree of pjsip_wizard.conf, where there is one. The problems of the
 * files themselves come first. Source: res/res_pjsip (22.10.1), and trials with the real one.
 */
export function preflightPjsip(tree: ConfTree, wizard?: ConfTree): readonly ConfProblem[] {
  const objects = tree.objects.filter(({ type }) => knownSettings(type) !== undefined);
  const byType = Map.groupBy(objects, ({ type }) => type);
  const wizards = wizard?.objects.filter(({ type }) => type === 'wizard') ?? [];
  const known = namesOf(byType, wizards);
  return [
    ...tree.problems,
    ...(wizard?.problems.filter(({ code }) => code !== 'missing-file') ?? []),
    ...tree.objects.flatMap(findUntyped),
    ...[...byType].flatMap(([type, same]) => findClashes(type, same)),
    ...objects.flatMap(findUnknownSetting),
    ...objects.flatMap((object) => checkObject(object, known)),
    ...wizards.flatMap((object) => findWizardClash(object, byType)),
    ...findNoTransport(byType),
  ];
}

type Names = Readonly<Record<'auth' | 'aor' | 'transport' | 'endpoint', ReadonlySet<string>>>;

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
  if (knownSettings(object.type) !== undefined) return [];
  // These two need no type: Asterisk knows them by name.
  if (object.type === '' && /^(global|system)$/.test(object.id)) return [];
  const message =
    object.type === ''
      ? `[${shown(object.id)}] has no "type" line; Asterisk passes over it.`
      : `[${shown(object.id)}] has the unknown type "${shown(object.type)}"; Asterisk passes over it.`;
  return [finding(object, 'warning', 'unknown-type', message)];
}

function findClashes(type: string, objects: readonly ConfObject[]): readonly ConfProblem[] {
  const [first, ...more] = objects;
  if (first !== undefined && (type === 'global' || type === 'system')) {
    return more.map((object) => {
      const message = `There may be one section of type=${type} only; the first is in ${first.file}, line ${first.line}.`;
      return finding(object, 'object', 'not-single', message);
    });
  }
  return findDuplicates(objects, `at its next start Asterisk has no ${type} at all.`);
}

function findUnknownSetting(object: ConfObject): readonly ConfProblem[] {
  // Its other settings are variables of the phone's template: any name goes.
  if (object.type === 'phoneprov') return [];
  const known = knownSettings(object.type);
  return object.settings.flatMap(({ key }) => {
    if (known === undefined || known.has(foldName(key)) || key.startsWith('@')) return [];
    const message = `[${shown(object.id)}]: "${shown(key)}" is no setting of type=${object.type}; Asterisk does not create it.`;
    return [finding(object, 'object', 'unknown-setting', message)];
  });
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
  const codec = findUnknownCodec([...listOf(object, 'allow'), ...listOf(object, 'disallow')]);
  return [
    ...findMissing(object, 'auth', known.auth, 'auth'),
    ...findMissing(object, 'outbound_auth', known.auth, 'auth'),
    ...findMissing(object, 'aors', known.aor, 'aor'),
    ...findMissing(object, 'transport', known.transport, 'transport'),
    ...(settingOf(object, 'context') ? [] : [noContext(object)]),
    ...(codec === undefined ? [] : [unknownCodec(object, codec)]),
  ];
}

function findMissing(
  object: ConfObject,
  key: string,
  known: ReadonlySet<string>,
  type: string,
): readonly ConfProblem[] {
  const single = settingOf(object, key);
  const names = key === 'transport' ? (single ? [single] : []) : listOf(object, key);
  return names
    .filter((name) => !known.has(name))
    .map((name) => {
      const message = `[${shown(object.id)}]: ${key} names "${shown(name)}", but there is no such section of type=${type}.`;
      return finding(object, 'object', `${type}-missing`, message);
    });
}

function noContext(object: ConfObject): ConfProblem {
  const message = `[${shown(object.id)}] has no context; its calls go to "default".`;
  return finding(object, 'warning', 'no-context', message);
}

function unknownCodec(object: ConfObject, codec: string): ConfProblem {
  const message = `[${shown(object.id)}]: "${shown(codec)}" is no codec Asterisk knows; it does not create the endpoint.`;
  return finding(object, 'object', 'unknown-codec', message);
}

function checkAuth(object: ConfObject): readonly ConfProblem[] {
  const type = settingOf(object, 'auth_type') ?? 'userpass';
  const problems: ConfProblem[] = [];
  if (!/^(userpass|md5|digest|google_oauth)$/i.test(type)) {
    const message = `[${shown(object.id)}]: auth_type "${shown(type)}" is unknown; Asterisk does not create the auth.`;
    problems.push(finding(object, 'object', 'auth-type', message));
  }
  if (!settingOf(object, 'username')) {
    const message = `[${shown(object.id)}] has no username; Asterisk does not create the auth.`;
    problems.push(finding(object, 'object', 'no-username', message));
  }
  const secrets = ['password', 'md5_cred', 'password_digest', 'refresh_token'];
  if (!secrets.some((key) => settingOf(object, key))) {
    const message = `[${shown(object.id)}] has no password; nobody should be able to log in without.`;
    problems.push(finding(object, 'object', 'no-password', message));
  }
  return problems;
}

function checkAor(object: ConfObject): readonly ConfProblem[] {
  const contacts = listOf(object, 'contact');
  const invalid = contacts.find((contact) => !isSipUri(contact));
  if (invalid !== undefined) {
    const message = `[${shown(object.id)}]: contact "${shown(invalid)}" is no sip: address; Asterisk does not create the aor.`;
    return [finding(object, 'object', 'contact-invalid', message)];
  }
  const most = settingOf(object, 'max_contacts');
  if (most !== undefined && !/^\d+$/.test(most)) {
    const message = `[${shown(object.id)}]: max_contacts must be a number; Asterisk does not create the aor.`;
    return [finding(object, 'object', 'not-a-number', message)];
  }
  if (contacts.length > 0 || Number(most ?? 0) > 0) return [];
  const message = `[${shown(object.id)}] has neither max_contacts nor a contact: no phone can register (403).`;
  return [finding(object, 'warning', 'no-contacts', message)];
}

function checkTransport(object: ConfObject): readonly ConfProblem[] {
  const protocol = settingOf(object, 'protocol') ?? 'udp';
  if (/^(udp|tcp|tls|ws|wss|flow)$/i.test(protocol)) return [];
  const message = `[${shown(object.id)}]: protocol "${shown(protocol)}" is unknown; Asterisk does not create the transport.`;
  return [finding(object, 'object', 'protocol', message)];
}

function checkIdentify(object: ConfObject, known: Names): readonly ConfProblem[] {
  const problems = [...findMissing(object, 'endpoint', known.endpoint, 'endpoint')];
  if (!['match', 'match_header', 'match_request_uri'].some((key) => settingOf(object, key))) {
    const message = `[${shown(object.id)}] matches nothing; Asterisk does not create the identify.`;
    problems.push(finding(object, 'object', 'no-match', message));
  }
  return problems;
}

function checkRegistration(object: ConfObject, known: Names): readonly ConfProblem[] {
  const uris = ['server_uri', 'client_uri'].flatMap((key) => {
    if (isSipUri(settingOf(object, key) ?? '')) return [];
    const message = `[${shown(object.id)}]: ${key} is no sip: address; Asterisk does not create the registration.`;
    return [finding(object, 'object', 'uri-invalid', message)];
  });
  return [
    ...uris,
    ...findMissing(object, 'outbound_auth', known.auth, 'auth'),
    ...findMissing(object, 'transport', known.transport, 'transport'),
  ];
}

/** A wizard makes the endpoint and the aor of its own name; beside one in pjsip.conf nobody knows which is used. */
function findWizardClash(
  wizard: ConfObject,
  byType: ReadonlyMap<string, readonly ConfObject[]>,
): readonly ConfProblem[] {
  return ['endpoint', 'aor'].flatMap((type) => {
    const twin = byType.get(type)?.find(({ id }) => id === wizard.id);
    if (twin === undefined) return [];
    const message = `[${shown(twin.id)}] with type=${type} is also made by ${wizard.file}, line ${wizard.line}.`;
    return [finding(twin, 'object', 'wizard-clash', message)];
  });
}

function findNoTransport(
  byType: ReadonlyMap<string, readonly ConfObject[]>,
): readonly ConfProblem[] {
  const [endpoint] = byType.get('endpoint') ?? [];
  if (endpoint === undefined || byType.has('transport')) return [];
  const message = 'There is no section of type=transport: Asterisk listens to no phone.';
  return [finding(endpoint, 'warning', 'no-transport', message)];
}

function isSipUri(text: string): boolean {
  return /^(?:"[^"]*"\s*)?<?(?:sips?|tel):[^\s,]+>?.*$/i.test(text) && text.length < 256;
}
