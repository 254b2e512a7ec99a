import { decodeConfText } from '../files/conf-document.ts';
import type { ConfObject, ConfProblem } from '../files/conf-tree.ts';
import { listOf, settingOf } from '../files/preflight-finding.ts';
import { preflightPjsip } from '../files/preflight.ts';
import { nameOf, type ExtensionPolicy } from './extension.ts';
import { handWrittenOf, placeOf, type HandWritten } from './hand-written.ts';
import { judgePassword } from './password.ts';
import type { Pbx } from './pbx.ts';

/**
 * What is to be said of an extension written by hand. `broken`: no phone works with it. `risky`: it
 * works, until a day. `note`: good to know.
 */
export type Finding = {
  readonly severity: 'broken' | 'risky' | 'note';
  /** Of the words that say it: `fault-…` of change, `finding-…` of this folder. */
  readonly key: string;
  readonly args: Readonly<Record<string, string>>;
  readonly file: string;
  readonly line: number;
};

/** What a site expects of its extensions. Without a version of Asterisk nothing is said about versions. */
export type FindingSite = {
  readonly version: string | undefined;
  readonly policy: Pick<ExtensionPolicy, 'dialplanContext'>;
};

type Findings = ReadonlyMap<string, readonly Finding[]>;

/** The findings about each extension written by hand, the worst first. No finding holds a password. */
export function judgeHandWritten(pbx: Pbx, site: FindingSite): Findings {
  const name = `${site.version ?? ''} ${site.policy.dialplanContext}`;
  const known = judged.get(pbx) ?? new Map<string, Findings>();
  const findings = known.get(name) ?? judgeAll(pbx, site);
  judged.set(pbx, known.set(name, findings));
  return findings;
}

/** A reading of the files never changes, and turning the pages of the list asks again and again. */
const judged = new WeakMap<Pbx, Map<string, Findings>>();

function judgeAll(pbx: Pbx, site: FindingSite): Findings {
  const all = handWrittenOf(pbx);
  // Most sites have none, and reading 15,000 objects takes its time.
  if (all.size === 0) return new Map();
  const problems = preflightPjsip(pbx.tree, pbx.wizard);
  const byPlace = Map.groupBy(problems, ({ file, line }) => placeOf(file, line));
  const everywhere = problems.filter(
    ({ severity, code }) => severity === 'fatal' || code === 'no-transport',
  );
  return new Map(
    [...all].map(([number, written]) => {
      const { endpoint, auths, aors } = written;
      const own = [endpoint, ...auths, ...aors].flatMap(
        ({ file, line }) => byPlace.get(placeOf(file, line)) ?? [],
      );
      const found = [
        ...[...new Set([...everywhere, ...own])].map(fromProblem),
        ...(written.isWizard ? [note(endpoint, 'wizard')] : judgeObjects(written, site)),
      ];
      return [number, found.toSorted((a, b) => weights[a.severity] - weights[b.severity])];
    }),
  );
}

const weights: Readonly<Record<Finding['severity'], number>> = { broken: 0, risky: 1, note: 2 };

/** Problems that Asterisk shrugs off at the start, and that keep a phone out all the same. */
const breaksPhones: ReadonlySet<ConfProblem['code']> = new Set(['no-contacts', 'no-transport']);

function fromProblem({ severity, code, args, file, line }: ConfProblem): Finding {
  const isBroken = severity !== 'warning' || breaksPhones.has(code);
  const texts = Object.entries(args).map(([name, value]) => [name, String(value)] as const);
  return {
    severity: isBroken ? 'broken' : 'risky',
    key: `fault-${code}`,
    ...{ args: Object.fromEntries(texts), file, line },
  };
}

function judgeObjects(written: HandWritten, site: FindingSite): readonly Finding[] {
  const { endpoint, auths, aors } = written;
  return [
    ...judgeEndpoint(written, site),
    ...auths.flatMap((auth) => judgeAuth(auth, written, site)),
    ...aors.flatMap(judgeAor),
    ...(written.isTrunk ? [note(endpoint, 'trunk')] : []),
    ...[endpoint, ...auths, ...aors].flatMap(judgeParents),
  ];
}

function judgeEndpoint(written: HandWritten, { policy }: FindingSite): readonly Finding[] {
  const { endpoint, authNames, aorNames, number, isTrunk } = written;
  const context = settingOf(endpoint, 'context') ?? '';
  const wanted = policy.dialplanContext;
  const isFoundByAuth = /auth_username/i.test(settingOf(endpoint, 'identify_by') ?? '');
  const isMisnamed = aorNames.length > 0 && !aorNames.includes(number) && !isFoundByAuth;
  return [
    ...(aorNames.length === 0 ? [broken(endpoint, 'no-aors')] : []),
    ...(isMisnamed ? [broken(endpoint, 'aor-name', { number, aor: aorNames.join(', ') })] : []),
    ...(hasCodec(endpoint) ? [] : [broken(endpoint, 'no-codecs')]),
    ...(authNames.length === 0 && !isTrunk ? [risky(endpoint, 'open', { number })] : []),
    ...(context === '' || context === wanted
      ? []
      : [note(endpoint, 'other-context', { context, wanted })]),
  ];
}

/** Without `allow` an endpoint has no codec at all. */
function hasCodec(endpoint: ConfObject): boolean {
  return listOf(endpoint, 'allow').some((codec) => !codec.startsWith('!') && codec !== 'none');
}

function judgeAuth(
  auth: ConfObject,
  { endpoint, number }: HandWritten,
  { version }: FindingSite,
): readonly Finding[] {
  const password = settingOf(auth, 'password') ?? '';
  const name = nameOf(decodeConfText(settingOf(endpoint, 'callerid') ?? ''));
  const weakness = password === '' ? undefined : weaknessOf(password, { number, name });
  return [
    ...(version !== undefined && isDigestTooNew(auth, version)
      ? [broken(auth, 'digest', { version })]
      : []),
    ...(weakness === undefined ? [] : [risky(auth, `password-${weakness}`)]),
  ];
}

/** Measured: 16.28 does not load an auth with `digest`. The branches that do begin with 20. */
export function isDigestTooNew(auth: ConfObject, version: string): boolean {
  return /^digest$/i.test(settingOf(auth, 'auth_type') ?? '') && Number.parseInt(version, 10) < 20;
}

/** A sign that we would not write ourselves makes a password no weaker. */
function weaknessOf(
  password: string,
  owner: { readonly number: string; readonly name: string },
): 'published' | 'weak' | undefined {
  const fault = judgePassword(password.replaceAll(/[^A-Za-z0-9._~-]/g, '_'), owner);
  if (fault === undefined || fault === 'tooLong') return undefined;
  return fault === 'published' ? 'published' : 'weak';
}

function judgeAor(aor: ConfObject): readonly Finding[] {
  const most = Number(settingOf(aor, 'max_contacts') ?? 0);
  const [contact] = listOf(aor, 'contact').filter((one) => /^sips?:/i.test(one));
  const replaces = /^(yes|true|y|t|1|on)$/i.test(settingOf(aor, 'remove_existing') ?? 'no');
  return [
    ...(contact !== undefined
      ? [note(aor, 'fixed-address', { contact: contact.slice(0, 80) })]
      : []),
    ...(most === 1 && !replaces ? [risky(aor, 'one-place')] : []),
  ];
}

function judgeParents(object: ConfObject): readonly Finding[] {
  const { id, type, parents } = object;
  if (parents.length === 0) return [];
  return [note(object, 'template', { id, type, templates: parents.join(', ') })];
}

type Args = Readonly<Record<string, string>>;

function broken({ file, line }: ConfObject, code: string, args: Args = {}): Finding {
  return { severity: 'broken', key: `finding-${code}`, args, file, line };
}

function risky({ file, line }: ConfObject, code: string, args: Args = {}): Finding {
  return { severity: 'risky', key: `finding-${code}`, args, file, line };
}

function note({ file, line }: ConfObject, code: string, args: Args = {}): Finding {
  return { severity: 'note', key: `finding-${code}`, args, file, line };
}
