/** How the phone is connected; it decides the NAT and encryption settings. */
export const phoneKinds = ['softphone', 'desk', 'remote', 'tls'] as const;

export type PhoneKind = (typeof phoneKinds)[number];

/** One staff phone number as the PBX's files have it. */
export type Extension = {
  /** 2–6 digits. */
  readonly number: string;
  /** The name from the caller id; '' when there is none. */
  readonly name: string;
  readonly kind: PhoneKind;
  readonly file: string;
  readonly line: number;
  /** True for those in our managed file; the others were written by hand. */
  readonly isManaged: boolean;
  /** True when it is switched off: its sections stand in our file as comments, Asterisk has none of them. */
  readonly isDisabled: boolean;
  /** `auth_type` as written, '' when there is none: one for another version of Asterisk may not load. */
  readonly authType: string;
};

/** The policy of the site: which numbers may be given and how the endpoints look. */
export type ExtensionPolicy = {
  readonly first: number;
  readonly last: number;
  readonly reserved: readonly { readonly first: number; readonly last: number }[];
  readonly dialplanContext: string;
  /** Name of the transport object, '' lets Asterisk choose. */
  readonly transport: string;
  readonly codecs: readonly string[];
};

export type Setting = readonly [key: string, value: string];
export type SectionText = {
  readonly name: string;
  readonly settings: readonly Setting[];
  /** Lines that stand above it as remarks. */
  readonly comment?: string;
};

export type NumberVerdict = 'free' | 'notANumber' | 'outOfRange' | 'reserved' | 'taken';

/** Whether a number may be given. `taken` holds every object id of the PBX's pjsip files, of any type. */
export function judgeNumber(
  number: string,
  policy: ExtensionPolicy,
  taken: ReadonlySet<string>,
): NumberVerdict {
  if (!/^[1-9][0-9]{1,5}$/.test(number)) return 'notANumber';
  const value = Number(number);
  if (value < policy.first || value > policy.last) return 'outOfRange';
  if (policy.reserved.some((range) => value >= range.first && value <= range.last)) {
    return 'reserved';
  }
  return taken.has(number) || taken.has(authIdOf(number)) ? 'taken' : 'free';
}

/** The lowest numbers that may be given, at most `count`. */
export function freeNumbers(
  policy: ExtensionPolicy,
  taken: ReadonlySet<string>,
  count: number,
): readonly string[] {
  const free: string[] = [];
  for (let value = policy.first; value <= policy.last && free.length < count; value += 1) {
    if (judgeNumber(String(value), policy, taken) === 'free') free.push(String(value));
  }
  return free;
}

export function authIdOf(number: string): string {
  return `${number}-auth`;
}

/** The ids of the objects an extension is made of, by type. */
export function objectsOf(
  number: string,
): readonly { readonly type: 'endpoint' | 'auth' | 'aor'; readonly id: string }[] {
  return [
    { type: 'endpoint', id: number },
    { type: 'auth', id: authIdOf(number) },
    { type: 'aor', id: number },
  ];
}

/**
 * Asterisk's `digest` replaces `userpass` and `md5`. Measured: 22.10 takes both, 16.28 refuses
 * `digest`; so versions below 22.10 get `userpass`, which every one of them takes.
 * Which digests are offered is not said: only MD5 is safe, see docs/decisions/0005.
 */
export function authTypeFor(asteriskVersion: string): 'digest' | 'userpass' {
  const [major = 0, minor = 0] = asteriskVersion.split(/[.~-]/).map(Number);
  return major > 22 || (major === 22 && minor >= 10) ? 'digest' : 'userpass';
}

/**
 * Whether it was written for another version of Asterisk: `digest` is not loaded by an old one, and the
 * phone cannot sign in; `userpass` still works in a new one, which is to forget it some day.
 */
export function isAuthOutdated(
  { authType }: Pick<Extension, 'authType'>,
  asteriskVersion: string,
): boolean {
  const known = ['digest', 'userpass'].includes(authType);
  return known && authType !== authTypeFor(asteriskVersion);
}

export type NewExtension = {
  readonly number: string;
  readonly name: string;
  readonly kind: PhoneKind;
  readonly password: string;
  readonly asteriskVersion: string;
  /** The PBX's TLS transport object; a TLS phone needs one. */
  readonly tlsTransport: string | undefined;
};

/**
 * The three sections of an extension. No static `contact`: the phone registers. `max_contacts=1`
 * with `remove_existing=yes`: a phone that restarts on another port takes its own place instead of
 * getting 403.
 */
export function sectionsOf(
  extension: NewExtension,
  policy: ExtensionPolicy,
): readonly [SectionText, SectionText, SectionText] {
  const { number } = extension;
  return [
    {
      name: number,
      settings: [
        ['type', 'endpoint'],
        ['context', policy.dialplanContext],
        ...transportSettings(extension, policy),
        ['disallow', 'all'],
        ['allow', policy.codecs.join(',')],
        ['auth', authIdOf(number)],
        ['aors', number],
        ['callerid', callerIdOf(extension.name, number)],
        ['direct_media', 'no'],
        ...natSettings(extension.kind),
      ],
    },
    {
      name: authIdOf(number),
      settings: [
        ['type', 'auth'],
        ['auth_type', authTypeFor(extension.asteriskVersion)],
        ['username', number],
        ['password', extension.password],
      ],
    },
    {
      name: number,
      settings: [
        ['type', 'aor'],
        ['max_contacts', '1'],
        ['remove_existing', 'yes'],
        ['qualify_frequency', qualifySeconds(extension.kind)],
      ],
    },
  ];
}

/** What the endpoint says of its transport; without `tlsTransport` there is no kind `tls`. */
export function transportSettings(
  { kind, tlsTransport }: Pick<NewExtension, 'kind' | 'tlsTransport'>,
  policy: Pick<ExtensionPolicy, 'transport'>,
): readonly Setting[] {
  const transport = kind === 'tls' ? tlsTransport : policy.transport;
  return [
    ...(transport ? [['transport', transport] as const] : []),
    ...(kind === 'tls' ? [['media_encryption', 'sdes'] as const] : []),
  ];
}

/** What the endpoint of a phone behind a router needs; a desk phone stands in the same network. */
export function natSettings(kind: PhoneKind): readonly Setting[] {
  if (kind === 'desk') return [];
  return [
    ['rtp_symmetric', 'yes'],
    ['force_rport', 'yes'],
    ['rewrite_contact', 'yes'],
  ];
}

/** How often Asterisk asks the phone whether it is there: a router far away forgets the way after 30 s. */
export function qualifySeconds(kind: PhoneKind): string {
  return kind === 'remote' ? '30' : '60';
}

/** The reverse of `sectionsOf` for what a person sees: which kind the settings of an endpoint and its AOR amount to. */
export function kindOf(
  endpoint: ReadonlyMap<string, string>,
  aor: ReadonlyMap<string, string>,
): PhoneKind {
  if ((endpoint.get('media_encryption') ?? 'no') !== 'no') return 'tls';
  if (endpoint.get('rewrite_contact') !== 'yes') return 'desk';
  return aor.get('qualify_frequency') === '30' ? 'remote' : 'softphone';
}

/** More does not fit a line of the list on a phone. */
const maxNameLength = 40;

/** Asterisk keeps so many bytes of a name and cuts the rest, through the middle of a letter if need be (22.10.1). */
const maxNameBytes = 79;

/**
 * A person's name as it may stand in a caller id: letters, digits, space and `. ' ʻ ʼ ’ -`, at most
 * 40 characters and 79 bytes. Undefined when it may not.
 */
export function normalizeName(text: string): string | undefined {
  const name = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  const isAllowed = /^\p{L}[\p{L}\p{M}\p{N} .'ʻʼ’‘-]*$/u.test(name);
  const isShort = [...name].length <= maxNameLength && Buffer.byteLength(name) <= maxNameBytes;
  return isAllowed && isShort ? name : undefined;
}

/**
 * What of a person's name may stand in a caller id: people call themselves in Telegram what they like.
 * The number where nothing is left.
 */
export function callerNameOf(name: string, number: string): string {
  const letters = [
    ...name
      .normalize('NFC')
      .replaceAll(/[^\p{L}\p{M}\p{N} .'ʻʼ’‘-]+/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .replace(/^[^\p{L}]+/u, ''),
  ].slice(0, maxNameLength);
  while (Buffer.byteLength(letters.join('').trim()) > maxNameBytes) letters.pop();
  return normalizeName(letters.join('')) ?? number;
}

export function callerIdOf(name: string, number: string): string {
  return `${name} <${number}>`;
}

/** What a person reads in the place of a name; one that was written by hand may have none. */
export function shownName({ name, number }: Pick<Extension, 'name' | 'number'>): string {
  return name === '' ? number : name;
}

/** The name part of a caller id as Asterisk's files write it, with or without quotes. */
export function nameOf(callerId: string): string {
  return callerId
    .replace(/<[^>]*>\s*$/, '')
    .trim()
    .replaceAll(/^"|"$/g, '');
}
