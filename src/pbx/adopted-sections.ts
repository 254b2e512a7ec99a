import { decodeConfText, encodeConfText } from '../files/conf-document.ts';
import { foldName, type ConfSetting } from '../files/conf-section.ts';
import type { ConfObject } from '../files/conf-tree.ts';
import { isWritableSetting } from '../files/conf-value.ts';
import { findUnknownCodec } from '../files/pjsip-codecs.ts';
import { knownSettings } from '../files/pjsip-settings.ts';
import { listOf, settingOf } from '../files/preflight-finding.ts';
import { authIdOf, authTypeFor, type SectionText, type Setting } from './extension.ts';
import type { ExtensionPolicy } from './extension.ts';
import { isDigestTooNew } from './hand-written-findings.ts';
import type { HandWritten } from './hand-written.ts';

/** Something that is put right on the way: `mend-<code>` in this folder's words. */
export type Mend = { readonly code: string; readonly args: Readonly<Record<string, string>> };

export type AdoptionSite = {
  readonly version: string;
  readonly policy: Pick<ExtensionPolicy, 'dialplanContext' | 'codecs'>;
  /** The transport objects there are. */
  readonly transports: ReadonlySet<string>;
};

/** Undefined: a value holds what cannot be written as it is read. */
export type AdoptedSections =
  { readonly sections: readonly SectionText[]; readonly mends: readonly Mend[] } | undefined;

/**
 * The three sections of a hand-written extension as our file has them: templates resolved, what was
 * broken mended, all else as it was, in its order. It has one auth with a secret, and at most one AOR.
 */
export function adoptedSections(
  written: HandWritten,
  auth: ConfObject,
  site: AdoptionSite,
): AdoptedSections {
  const { number } = written;
  const [aor] = written.aors;
  const parts = [
    { name: number, ...adoptEndpoint(written, site) },
    { name: authIdOf(number), ...adoptAuth(auth, number, site) },
    { name: number, ...(aor ? adoptAor(aor) : newAor()) },
  ];
  const sections = parts.map(({ name, settings }) => ({
    name,
    settings: settings.map(([key, value]): Setting => [key, decodeConfText(value)]),
  }));
  const isExact = parts.every(({ settings }) =>
    settings.every(
      ([key, value]) =>
        isWritableSetting(key, value) && encodeConfText(decodeConfText(value)) === value,
    ),
  );
  return isExact ? { sections, mends: parts.flatMap(({ mends }) => mends) } : undefined;
}

/** Values here are latin1, as the files have them. */
type Part = { readonly settings: readonly Setting[]; readonly mends: readonly Mend[] };

function adoptEndpoint(
  { endpoint, number, aorNames, aors, authNames, auths }: HandWritten,
  { policy, transports }: AdoptionSite,
): Part {
  const kept = keepKnown(endpoint, ['allow', 'disallow', 'auth', 'aors']);
  const transport = settingOf(endpoint, 'transport');
  const hasLostTransport = transport !== undefined && !transports.has(transport);
  const hasContext = Boolean(settingOf(endpoint, 'context'));
  const codecs = codecsOf(endpoint, policy.codecs);
  const isRenamed = aors.length > 0 && !aorNames.includes(number);
  const hasLostAuth = !auths.some(({ id }) => authNames.includes(id));
  return {
    settings: [
      ['type', 'endpoint'],
      ...kept.settings.filter(
        ([key]) =>
          !(key === 'transport' && hasLostTransport) && !(key === 'context' && !hasContext),
      ),
      ...(hasContext ? [] : [['context', policy.dialplanContext] as const]),
      ...codecs.settings,
      ['auth', authIdOf(number)],
      ['aors', number],
    ],
    mends: [
      ...kept.mends,
      ...(hasLostTransport ? [mend('transport', { name: transport })] : []),
      ...(hasContext ? [] : [mend('context', { context: policy.dialplanContext })]),
      ...codecs.mends,
      ...(hasLostAuth ? [mend('auth-name', {})] : []),
      ...(isRenamed ? [mend('aor-name', { number })] : []),
    ],
  };
}

/** What the lines of `allow` and `disallow` come to, worked off in order as Asterisk does. */
function codecsOf(endpoint: ConfObject, wanted: readonly string[]): Part {
  const lines = endpoint.settings.filter(({ key }) => /^(dis)?allow$/i.test(key));
  let allowed: string[] = [];
  const unknown: string[] = [];
  for (const { key, value } of lines) {
    for (const item of value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')) {
      const isNot = item.startsWith('!') || foldName(key) === 'disallow';
      const codec = item.replace(/^!\s*/, '');
      // With `allow = all` the result depends on the modules loaded: the lines stay as they are.
      if (codec === 'all' && !isNot) return { settings: lines.map(toSetting), mends: [] };
      if (findUnknownCodec([codec]) !== undefined) unknown.push(codec);
      else if (codec === 'none' || codec === 'all') allowed = [];
      else
        allowed = [
          ...allowed.filter((one) => nameOf(one) !== nameOf(codec)),
          ...(isNot ? [] : [codec]),
        ];
    }
  }
  const mends = unknown.map((codec) => mend('codec', { codec }));
  const isEmpty = allowed.length === 0;
  return {
    settings: [
      ['disallow', 'all'],
      ['allow', (isEmpty ? wanted : allowed).join(',')],
    ],
    mends: isEmpty ? [...mends, mend('codecs', { codecs: wanted.join(', ') })] : mends,
  };
}

/** `ulaw:20` is ulaw in packets of 20 ms. */
function nameOf(codec: string): string {
  return codec.toLowerCase().replace(/:\d+$/, '');
}

function adoptAuth(auth: ConfObject, number: string, { version }: AdoptionSite): Part {
  const kept = keepKnown(auth, []);
  const type = settingOf(auth, 'auth_type');
  const isUnknown = type !== undefined && !/^(userpass|md5|digest)$/i.test(type);
  const isMended = isUnknown || isDigestTooNew(auth, version);
  const wanted = authTypeFor(version);
  const hasUsername = Boolean(settingOf(auth, 'username'));
  return {
    settings: [
      ['type', 'auth'],
      ...(hasUsername ? [] : [['username', number] as const]),
      ...kept.settings
        .filter(([key]) => hasUsername || key !== 'username')
        .map(([key, value]): Setting => [key, key === 'auth_type' && isMended ? wanted : value]),
    ],
    mends: [
      ...kept.mends,
      ...(isMended ? [mend('auth-type', { type: wanted })] : []),
      ...(hasUsername ? [] : [mend('username', { number })]),
    ],
  };
}

function adoptAor(aor: ConfObject): Part {
  const kept = keepKnown(aor, ['contact', 'max_contacts', 'remove_existing']);
  const [contact] = listOf(aor, 'contact');
  const most = settingOf(aor, 'max_contacts') ?? '';
  const hasPlaces = /^\d+$/.test(most) && Number(most) > 0;
  const places = hasPlaces ? most : '1';
  const replaces = settingOf(aor, 'remove_existing');
  const isReplacing = /^(yes|true|y|t|1|on)$/i.test(replaces ?? '');
  const isMended = Number(places) === 1 && !isReplacing;
  return {
    settings: [
      ['type', 'aor'],
      ['max_contacts', places],
      ...(isMended ? [['remove_existing', 'yes'] as const] : []),
      ...(!isMended && replaces !== undefined ? [['remove_existing', replaces] as const] : []),
      ...kept.settings,
    ],
    mends: [
      ...(contact === undefined ? [] : [mend('contact', { contact: contact.slice(0, 80) })]),
      ...(hasPlaces ? [] : [mend('max-contacts', {})]),
      ...(isMended ? [mend('remove-existing', {})] : []),
      ...kept.mends,
    ],
  };
}

function newAor(): Part {
  return {
    settings: [
      ['type', 'aor'],
      ['max_contacts', '1'],
      ['remove_existing', 'yes'],
    ],
    mends: [mend('aor', {})],
  };
}

/** May stand more than once, each line adding to those before; of all others the last counts. */
const repeated = new Set(
  'set_var deny permit acl contact_deny contact_permit contact_acl'.split(' '),
);

/** The settings Asterisk knows, `type` and those of `without` left out. */
function keepKnown(object: ConfObject, without: readonly string[]): Part {
  const known = knownSettings(object.type) ?? new Set();
  const own = object.settings
    .map(toSetting)
    .filter(([key]) => key !== 'type' && !without.includes(key));
  const last = new Map(own.map((setting) => [setting[0], setting]));
  const settings = own.filter(
    (setting) =>
      (known.has(setting[0]) || setting[0].startsWith('@')) &&
      (repeated.has(setting[0]) || last.get(setting[0]) === setting),
  );
  const unknown = own.filter(([key]) => !known.has(key) && !key.startsWith('@'));
  return { settings, mends: unknown.map(([key]) => mend('unknown-setting', { key })) };
}

function toSetting({ key, value }: ConfSetting): Setting {
  return [foldName(key), value];
}

function mend(code: string, args: Mend['args']): Mend {
  return { code, args };
}
