import { answersSip } from '../asterisk/sip-probe.ts';
import type { AriRest, EndpointState } from '../asterisk/ari-rest.ts';
import type { AsteriskCli } from '../asterisk/cli.ts';
import { settingOf } from '../files/preflight-finding.ts';
import { preflightPjsip } from '../files/preflight.ts';
import type { Check, Finding } from '../lib/check.ts';
import { Refused } from '../lib/error.ts';
import { adoptAction, handWrittenOf, placeOf } from '../pbx/hand-written.ts';
import type { Pbx, PbxFolder } from '../pbx/pbx.ts';
import { proveExtensions } from '../pbx/prove-extensions.ts';
import { readPbx } from '../pbx/read-pbx.ts';
import { bad, change, findingOf, good, warning } from './finding.ts';
import { isGuessed } from './guessed-password.ts';
import { transportsOf, type Transport } from './transport.ts';

export type PhoneCheckDeps = {
  readonly folder: PbxFolder;
  readonly ari: Pick<AriRest, 'listEndpoints' | 'getDynamicConfig'>;
  readonly cli: Pick<AsteriskCli, 'showDialplanContext'>;
  readonly policy: { readonly dialplanContext: string; readonly transport: string | undefined };
  /** What the phone card tells a phone. */
  readonly phone: { readonly server: string; readonly port: number };
};

/** What the phones of the staff need: files that Asterisk reads, a port that listens, a way to dial. */
export function phoneChecks(deps: PhoneCheckDeps): readonly Check[] {
  const check = (id: string, needs: readonly string[], run: Check['run']): Check => ({
    ...{ id, group: 'phones', needs, run },
  });
  return [
    check('pjsip-file', [], () => findProblems(deps)),
    check('phone-transport', ['asterisk-runs'], () => judgeTransports(deps)),
    check('phone-address', [], () => judgeAddress(deps)),
    check('phone-loaded', ['ari-login'], () => findNotLoaded(deps)),
    check('phone-connected', ['ari-login'], () => countConnected(deps)),
    check('phone-passwords', [], () => findPublished(deps)),
    check('phone-context', ['console'], () => judgeContext(deps)),
  ];
}

async function findProblems({ folder }: PhoneCheckDeps): Promise<readonly Finding[]> {
  const pbx = await readPbx(folder);
  const problems = preflightPjsip(pbx.tree, pbx.wizard);
  if (problems.length === 0) return [];
  const owners = ownersByPlace(pbx);
  return problems.map((problem) => {
    const number = owners.get(placeOf(problem.file, problem.line));
    const remedies =
      number === undefined
        ? []
        : [{ type: 'action', action: adoptAction, args: { number } } as const];
    return findingOf(problem, folder.configFolder, remedies);
  });
}

/** The hand-written extension that the section at a place belongs to: taking it over mends it. */
function ownersByPlace(pbx: Pbx): ReadonlyMap<string, string> {
  return new Map(
    [...handWrittenOf(pbx).values()]
      .filter(({ isTrunk, isWizard }) => !isTrunk && !isWizard)
      .flatMap(({ number, endpoint, auths, aors }) =>
        [endpoint, ...auths, ...aors].map(
          ({ file, line }) => [placeOf(file, line), number] as const,
        ),
      ),
  );
}

/** Asterisk reads its transports at its start only, and says nothing when a port was taken. */
async function judgeTransports({ folder, policy }: PhoneCheckDeps): Promise<readonly Finding[]> {
  const { tree } = await readPbx(folder);
  const wanted = policy.transport ?? '';
  const isKnown = tree.objects.some(({ type, id }) => type === 'transport' && id === wanted);
  const silent = await Promise.all(transportsOf(tree.objects).map(findSilent));
  return [
    ...(wanted === '' || isKnown ? [] : [bad('check-transport-unknown', { transport: wanted })]),
    ...silent.flat(),
  ];
}

async function findSilent({ id, protocol, host, port }: Transport): Promise<readonly Finding[]> {
  const place = { protocol, host: localAddresses[host] ?? host, port };
  if (await answersSip(place)) return [];
  return [bad('check-transport-silent', { id, protocol, port: String(port) })];
}

/** Whoever listens to every address listens to this one. */
const localAddresses: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

async function judgeAddress({ folder, phone }: PhoneCheckDeps): Promise<readonly Finding[]> {
  const { tree } = await readPbx(folder);
  const transports = transportsOf(tree.objects);
  const isHeard = transports.some(({ port }) => port === phone.port);
  const ports = transports.map(({ port }) => String(port)).join(', ');
  const isLoopback = /^(localhost|127\..*|::1)$/.test(phone.server);
  const isOnlyHere = transports.every(({ host }) => /^(127\.|::1$)/.test(host));
  return [
    ...(isLoopback && !isOnlyHere ? [warning('check-phone-server', { server: phone.server })] : []),
    ...(transports.length === 0 || isHeard
      ? []
      : [warning('check-phone-port', { port: String(phone.port), ports })]),
  ];
}

/** More extensions than this are not compared value by value: each costs three exchanges with ARI. */
const mostCompared = 50;

/** Numbers named in one line. */
const mostNamed = 8;

async function findNotLoaded({ folder, ari }: PhoneCheckDeps): Promise<readonly Finding[]> {
  const { tree, wizard, extensions } = await readPbx(folder);
  const problems = preflightPjsip(tree, wizard);
  // What the files themselves are guilty of is named by `pjsip-file`.
  if (problems.some(({ severity }) => severity === 'fatal')) return [];
  const faulty = new Set(
    problems
      .filter(({ severity }) => severity === 'object')
      .flatMap(({ file, line }) =>
        tree.objects.filter((one) => one.file === file && one.line === line),
      )
      .map(({ id }) => id.replace(/-auth$/, '')),
  );
  const sound = extensions.filter(({ number, isDisabled }) => !isDisabled && !faulty.has(number));
  const known = new Set((await endpointsOf(ari)).map(({ resource }) => resource));
  const missing = sound.map(({ number }) => number).filter((number) => !known.has(number));
  if (missing.length > 0) {
    const args = { count: missing.length, numbers: listed(missing) };
    return [bad('check-phone-not-loaded', args, change('pjsipReload'))];
  }
  const managed = sound.filter(({ isManaged }) => isManaged).map(({ number }) => number);
  const result = await proveExtensions({ ari, folder }, managed.slice(0, mostCompared));
  if (result.type === 'agrees') return [];
  return [bad('check-phone-differs', { what: result.what }, change('pjsipReload'))];
}

async function countConnected({ folder, ari }: PhoneCheckDeps): Promise<readonly Finding[]> {
  const { extensions } = await readPbx(folder);
  const online = new Set(
    (await endpointsOf(ari)).flatMap(({ state, resource }) =>
      state === 'online' ? [resource] : [],
    ),
  );
  const active = extensions.filter(({ isDisabled }) => !isDisabled);
  const connected = active.filter(({ number }) => online.has(number)).length;
  return [good('check-phone-count', { connected, all: active.length })];
}

/** ARI answers 404 where it has not one endpoint. */
async function endpointsOf(ari: Pick<AriRest, 'listEndpoints'>): Promise<readonly EndpointState[]> {
  try {
    return await ari.listEndpoints();
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return [];
    throw error;
  }
}

async function findPublished({ folder }: PhoneCheckDeps): Promise<readonly Finding[]> {
  const { tree, extensions } = await readPbx(folder);
  const guessed = tree.objects
    .filter((object) => object.type === 'auth' && isGuessed(object))
    .map((auth) => settingOf(auth, 'username') ?? auth.id);
  if (guessed.length === 0) return [];
  const number = guessed.find((one) =>
    extensions.some((extension) => extension.number === one && extension.isManaged),
  );
  return [
    bad(
      'check-phone-password',
      { count: guessed.length, numbers: listed(guessed) },
      ...(number === undefined
        ? []
        : [{ type: 'action', action: 'extensions.password', args: { number } } as const]),
    ),
  ];
}

async function judgeContext({ cli, policy }: PhoneCheckDeps): Promise<readonly Finding[]> {
  const context = policy.dialplanContext;
  if (await cli.showDialplanContext(context)) return [];
  return [bad('check-context-missing', { context })];
}

function listed(numbers: readonly string[]): string {
  const more = numbers.length > mostNamed ? ', …' : '';
  return numbers.slice(0, mostNamed).join(', ') + more;
}
