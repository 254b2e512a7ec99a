import { settingOf } from '../files/preflight-finding.ts';
import type { Check, Finding } from '../lib/check.ts';
import { InvalidInput, Misconfigured } from '../lib/error.ts';
import type { AriUser } from '../pbx/ari-user.ts';
import { isPublishedPassword } from '../pbx/password.ts';
import { bad, change, findingOf, nameOfFile, unknown, warning } from './finding.ts';
import { mendAriFile } from './mend-ari-file.ts';
import { readAriSetup, type AriSetup, type AriSetupDeps } from './read-ari-setup.ts';

/** What ari.conf and `.env` say about each other; Asterisk itself is not asked. */
export function ariFileChecks(deps: AriSetupDeps): readonly Check[] {
  const about = (
    id: string,
    look: (setup: AriSetup) => readonly Finding[] | Promise<readonly Finding[]>,
  ): Check => ({
    ...{ id, group: 'ari' },
    run: async () => look(await readAriSetup(deps)),
  });
  /** These have nothing to say about a file that cannot be read: `ari-file` says so. */
  const aboutReadable = (id: string, look: (setup: AriSetup) => readonly Finding[]): Check => ({
    ...about(id, (setup) => (setup.isUnreadable ? [] : look(setup))),
    needs: ['ari-file-readable'],
  });
  return [
    {
      ...{ id: 'ari-file-readable', group: 'ari' },
      run: async () => {
        try {
          const { text, path } = await readAriSetup(deps);
          return text === undefined ? [bad('check-ari-file-missing', { file: path })] : [];
        } catch (error) {
          if (error instanceof Misconfigured)
            return [bad('check-file-unreadable', { because: error.message })];
          throw error;
        }
      },
    },
    { ...about('ari-file', (setup) => findProblems(deps, setup)), needs: ['ari-file-readable'] },
    aboutReadable('ari-user', (setup) => judgeUser(deps, setup)),
    aboutReadable('ari-pair', judgePair),
    aboutReadable('ari-published', ({ users }) => findPublished(users)),
    aboutReadable('ari-origins', judgeOrigins),
    aboutReadable('ari-recommended', judgeRecommended),
  ];
}

async function findProblems(deps: AriSetupDeps, setup: AriSetup): Promise<readonly Finding[]> {
  const causes = causesOf(setup);
  if (causes.length === 0) return [];
  const remedies = (await canMend(deps, setup)) ? [change('ariFile')] : [];
  return causes.map((problem) => findingOf(problem, deps.configFolder, remedies));
}

/** What follows from another problem is left out: where reading ended, sections are missing; `ari-user` misses the user. */
function causesOf({ problems, isUnreadable }: AriSetup): AriSetup['problems'] {
  return problems.filter(
    ({ code }) => code !== 'no-user' && !(isUnreadable && code === 'no-general'),
  );
}

async function canMend(
  { configFolder }: AriSetupDeps,
  { path, text = '', pair }: AriSetup,
): Promise<boolean> {
  try {
    return (await mendAriFile({ path, text, pair, configFolder })) !== text;
  } catch (error) {
    if (error instanceof InvalidInput) return false;
    throw error;
  }
}

function judgeUser({ configFolder }: AriSetupDeps, setup: AriSetup): readonly Finding[] {
  const { pair, tree, users } = setup;
  const user = users.find(({ name }) => name === pair.username);
  if (user) {
    const { file, line } = user;
    const args = { user: pair.username, file: nameOfFile(file, configFolder), line };
    return user.isReadOnly ? [bad('check-ari-user-read-only', args, change('ariFile'))] : [];
  }
  // Without its type line it is named already, with what that means.
  if (tree.objects.some(({ id }) => id === pair.username)) return [];
  return [bad('check-ari-user-missing', { user: pair.username }, change('ariFile'))];
}

function judgePair({ pair, users }: AriSetup): readonly Finding[] {
  const user = users.find(({ name }) => name === pair.username);
  if (!user) return [];
  if (user.isHashed) return [unknown('check-ari-pair-hashed', { user: pair.username })];
  if (user.password.equals(pair.password)) return [];
  return [
    bad('check-ari-pair-differs', { user: pair.username }, change('ariFile'), change('envPair')),
  ];
}

function findPublished(users: readonly AriUser[]): readonly Finding[] {
  return users
    .filter(({ password }) => isPublishedPassword(password.reveal()))
    .map(({ name }) =>
      bad(
        'check-ari-guessable',
        { user: name },
        { type: 'action', action: 'ari.rotate', args: { isLeaked: true } },
      ),
    );
}

function judgeOrigins({ general }: AriSetup): readonly Finding[] {
  const origins = (general && settingOf(general, 'allowed_origins')) ?? '';
  const isOpen = origins.split(',').some((origin) => origin.trim() === '*');
  return isOpen ? [warning('check-ari-origins-open', {}, change('ariOrigins'))] : [];
}

/** Why these two: `asterisk-config/ari.conf` says it beside them. */
function judgeRecommended({ general }: AriSetup): readonly Finding[] {
  if (!general) return [];
  const findings: Finding[] = [];
  if (!/CHANNEL\(linkedid\)/i.test(settingOf(general, 'channelvars') ?? '')) {
    findings.push(warning('check-ari-channelvars', {}, change('ariRecommended')));
  }
  if (Number(settingOf(general, 'websocket_write_timeout') ?? '100') < leastWriteTimeoutMs) {
    findings.push(warning('check-ari-write-timeout', {}, change('ariRecommended')));
  }
  return findings;
}

/** Measured on 22.10.1: with the default of 100 one slow reader hangs ARI until a restart; 5000 does not. */
const leastWriteTimeoutMs = 1000;
