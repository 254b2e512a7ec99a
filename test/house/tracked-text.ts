/** A tracked file as text. */
export type TrackedFile = { readonly path: string; readonly text: string };

/** What must not stand in a tracked file: secrets, this machine, its servers, switched-off tests. */
export function checkTrackedText(
  files: readonly TrackedFile[],
  machine: { readonly hosts: readonly string[] },
): readonly string[] {
  return files.flatMap(({ path, text }) => [
    ...badNames.filter(({ shape }) => shape.test(path)).map(({ what }) => `${path}: ${what}`),
    ...text.split('\n').flatMap((line, index) => {
      const found = [
        ...badText.filter(({ where, test }) => (where?.test(path) ?? true) && test(line)),
        ...machine.hosts.filter((host) => line.includes(host)).map(() => ({ what: machineHost })),
      ];
      return found.map(({ what }) => `${path}:${index + 1}: ${what}`);
    }),
  ]);
}

/**
 * The servers that this machine's environment names as registries, indexes and proxies, apart from
 * the public registry and this machine itself.
 */
export function machineHosts(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const addresses = Object.entries(environment)
    .filter(([name]) => /registry|index|proxy|mirror/i.test(name))
    .flatMap(([, value = '']) => value.split(/[,|\s]+/))
    .flatMap((address) => URL.parse(address)?.hostname ?? []);
  const ours = /^(registry\.npmjs\.org|localhost|127\..*|\[::1\]|)$/;
  return [...new Set(addresses.filter((host) => !ours.test(host)))];
}

const machineHost = "a server of this machine's own network.";

const badNames = [
  {
    shape: /(^|\/)(utils?|helpers?|common|manager|service|types)(\/|\.[a-z.]+$)/,
    what: 'a name that says nothing (utils, helpers, common, manager, service, types).',
  },
  { shape: /(^|\/)\.env(\.|$)(?!example)/, what: 'an .env file belongs to one machine.' },
];

const badText: readonly {
  readonly what: string;
  readonly where?: RegExp;
  readonly test: (line: string) => boolean;
}[] = [
  {
    what: 'looks like a Telegram bot token.',
    test: (line) =>
      [...line.matchAll(/\b\d{8,10}:([A-Za-z0-9_-]{35})\b/g)].some(([, key = '']) => isRandom(key)),
  },
  {
    what: 'looks like a Meta access token.',
    test: (line) =>
      [...line.matchAll(/\bEAA([A-Za-z0-9]{60,})\b/g)].some(([, key = '']) => isRandom(key)),
  },
  { what: 'looks like a private key.', test: (line) => /-----BEGIN [A-Z ]*PRIVATE KEY/.test(line) },
  {
    what: 'looks like an access key.',
    test: (line) =>
      /\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36})\b/.test(line),
  },
  {
    what: 'credentials in an address.',
    where: /^(?!test\/)/,
    test: (line) => /\bhttps?:\/\/[^\s:@/'"`<$]+:[^\s@/'"`<$]{6,}@/.test(line),
  },
  {
    what: "a folder of somebody's machine.",
    test: (line) =>
      /(?<![\w.:/])\/(?:home|Users|work|workspace|builds)\/[\w.-]+|\b[A-Z]:\\Users\\/.test(line),
  },
  {
    what: 'a switched-off or narrowed test.',
    where: /^test\/.*\.ts$/,
    test: (line) => /^\s*(it|test|describe)\.(only|skip|todo|fails)\(/.test(line),
  },
  {
    what: 'a package from a server that is not the public registry.',
    where: /(^|\/)(package-lock\.json|npm-shrinkwrap\.json)$/,
    test: (line) => /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/.test(line),
  },
  {
    what: 'a registry setting belongs to one machine.',
    where: /(^|\/)\.npmrc$/,
    test: (line) => /^\s*([^#;]*:)?(registry|proxy|https-proxy|_auth\w*)\s*=/.test(line),
  },
];

/** Made-up secrets repeat themselves; of 35 random letters about 27 differ. */
function isRandom(text: string): boolean {
  return new Set(text).size > 18;
}
