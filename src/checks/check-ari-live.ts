import { probeAriEvents } from '../asterisk/ari-events-probe.ts';
import { probeAri } from '../asterisk/ari-probe.ts';
import type { AriSettings } from '../asterisk/ari-rest.ts';
import type { AsteriskCli } from '../asterisk/cli.ts';
import { findConnectTrouble } from '../asterisk/connect-probe.ts';
import type { Check, Finding } from '../lib/check.ts';
import { Stop, Unreachable } from '../lib/error.ts';
import { bad, change, warning } from './finding.ts';
import { readAriSetup, type AriSetupDeps } from './read-ari-setup.ts';

export type AriLiveDeps = AriSetupDeps & {
  readonly wsUrl: () => string;
  /** With short deadlines: whether Asterisk runs at all is asked of it. */
  readonly cli: Pick<AsteriskCli, 'run'>;
};

/** What the running ARI says to the bot, and why. */
export function ariLiveChecks(deps: AriLiveDeps): readonly Check[] {
  return [
    {
      ...{ id: 'ari-answers', group: 'ari', needs: ['asterisk-runs'] },
      run: () => judgeAnswer(deps),
    },
    {
      ...{ id: 'ari-login', group: 'ari', needs: ['ari-answers'] },
      run: () => judgeLogin(deps),
    },
    { ...{ id: 'ari-loaded', group: 'ari', needs: ['ari-answers'] }, run: () => judgeLoaded(deps) },
    { ...{ id: 'ari-events', group: 'ari', needs: ['ari-login'] }, run: () => judgeEvents(deps) },
  ];
}

/** A sound Asterisk answers in milliseconds. */
const probeMs = 4_000;

/** Whether there is an ARI to talk to; who may come in is the next question. */
async function judgeAnswer(deps: AriLiveDeps): Promise<readonly Finding[]> {
  const { url } = deps.inUse();
  const { hostname, port, protocol } = new URL(url);
  const place = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
  };
  const trouble = await findConnectTrouble(place, probeMs);
  if (trouble !== undefined) return [await judgeConnection(deps, url, trouble)];
  const first = await probeAri(deps.inUse(), { deadlineMs: probeMs });
  if (first.type === 'refused' && (await isBooting(deps))) return [booting];
  // The console may have waited for the end of a start: what was refused before says nothing.
  const verdict =
    first.type === 'refused' ? await probeAri(deps.inUse(), { deadlineMs: probeMs }) : first;
  if (verdict.type === 'accepted') return [];
  if (verdict.type === 'unreachable') return [await judgeConnection(deps, url, verdict.reason)];
  const { status } = verdict;
  if (status === 503) return [booting];
  // Who may come in is the next question.
  if (status === 401 || status === 403) return [];
  return [
    status === 404 ? bad('check-ari-404', { url }) : bad('check-ari-strange', { url, status }),
  ];
}

async function judgeConnection(deps: AriLiveDeps, url: string, reason: string): Promise<Finding> {
  const { host } = new URL(url);
  switch (reason) {
    case 'deadline':
      return bad('check-ari-hangs', { url, seconds: probeMs / 1000 });
    case 'ECONNREFUSED':
      return judgeRefusedConnection(deps, host);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return bad('check-ari-no-such-host', { host });
    default:
      return /CERT|SIGNATURE|^ERR_TLS/.test(reason)
        ? bad('check-ari-certificate', { url, reason })
        : bad('check-ari-unreachable', { url, reason });
  }
}

const booting: Finding = { level: 'bad', code: 'check-ari-booting', args: {}, remedies: [] };

/** While it boots, Asterisk answers right passwords with 401, 404 or 503. */
async function isBooting({ cli }: AriLiveDeps): Promise<boolean> {
  try {
    return !(await cli.run('core waitfullybooted')).includes('fully booted');
  } catch (error) {
    // It answers on ARI and on the console, only not this: it waits. Without a console nobody knows.
    return error instanceof Unreachable && error.details['reason'] === 'deadline';
  }
}

/** Asterisk runs, but not its web server; or it was never looked at because the console is closed. */
async function judgeRefusedConnection({ cli }: AriLiveDeps, host: string): Promise<Finding> {
  try {
    await cli.run('core show uptime seconds');
    return bad('check-ari-not-listening', { host }, change('httpFile'));
  } catch (error) {
    if (error instanceof Stop) return bad('check-ari-nobody-listens', { host });
    throw error;
  }
}

async function judgeLogin(deps: AriLiveDeps): Promise<readonly Finding[]> {
  const settings = deps.inUse();
  const verdict = await probeAri(settings, { deadlineMs: probeMs });
  if (verdict.type === 'accepted') {
    return verdict.mayWrite ? [] : [bad('check-ari-no-write', { user: settings.username })];
  }
  if (verdict.type === 'unreachable') throw new Unreachable(verdict.sentence);
  const { status } = verdict;
  if (status === 403) return [bad('check-ari-acl', { user: settings.username })];
  if (status !== 401) return [bad('check-ari-strange', { url: settings.url, status })];
  return [await explainRefusal(deps, settings)];
}

/** Why a login is refused: the bot's own pair is old, or what the other checks name. */
async function explainRefusal(deps: AriLiveDeps, settings: AriSettings): Promise<Finding> {
  const { pair } = await readAriSetup(deps);
  const isOld = pair.username !== settings.username || !pair.password.equals(settings.password);
  if (isOld) {
    const fresh = await probeAri({ ...settings, ...pair }, { deadlineMs: probeMs });
    if (fresh.type === 'accepted') return bad('check-ari-bot-is-old');
  }
  return bad('check-ari-401', { user: settings.username }, change('ariFile'));
}

/** More users than this are not tried. */
const mostUsers = 10;

/**
 * Whether Asterisk runs with what stands in ari.conf: its reload says "success" and keeps the old
 * state, and what differs shows at its next start.
 */
async function judgeLoaded(deps: AriLiveDeps): Promise<readonly Finding[]> {
  const { users, problems, isUnreadable } = await readAriSetup(deps);
  if (isUnreadable || problems.some(({ severity }) => severity === 'fatal')) return [];
  const findings: Finding[] = [];
  for (const { name, password, isHashed, file, line } of users.slice(0, mostUsers)) {
    const isNamed = problems.some((problem) => problem.file === file && problem.line === line);
    if (isHashed || isNamed) continue;
    const verdict = await probeAri(
      { ...deps.inUse(), username: name, password },
      { deadlineMs: probeMs },
    );
    const isRefused = verdict.type === 'refused' && verdict.status === 401;
    if (isRefused)
      findings.push(warning('check-ari-not-loaded', { user: name }, change('ariReload')));
  }
  return findings;
}

async function judgeEvents(deps: AriLiveDeps): Promise<readonly Finding[]> {
  const verdict = await probeAriEvents({ ...deps.inUse(), wsUrl: deps.wsUrl() });
  switch (verdict.type) {
    case 'opened':
      return [];
    case 'hangs':
      return [bad('check-ari-events-hang')];
    case 'refused':
      return [bad('check-ari-events-refused', { url: deps.wsUrl(), status: verdict.status })];
    case 'unreachable':
      return [bad('check-ari-events-unreachable', { url: deps.wsUrl(), reason: verdict.reason })];
  }
}
