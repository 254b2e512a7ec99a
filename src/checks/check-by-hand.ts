import type { AriRest } from '../asterisk/ari-rest.ts';
import type { Check, Finding } from '../lib/check.ts';
import { Stop } from '../lib/error.ts';
import type { ExtensionPolicy } from '../pbx/extension.ts';
import { adoptAction, handWrittenOf } from '../pbx/hand-written.ts';
import { judgeHandWritten, type Finding as HandFinding } from '../pbx/hand-written-findings.ts';
import type { PbxFolder } from '../pbx/pbx.ts';
import { readPbx } from '../pbx/read-pbx.ts';
import { nameOfFile } from './finding.ts';
import { isGuessed } from './guessed-password.ts';

export type ByHandDeps = {
  readonly folder: PbxFolder;
  readonly ari: Pick<AriRest, 'info'>;
  readonly policy: Pick<ExtensionPolicy, 'dialplanContext'>;
};

/** Whether the extensions that somebody wrote by hand can work; taking one over mends it. */
export function byHandChecks(deps: ByHandDeps): readonly Check[] {
  return [{ id: 'phone-by-hand', group: 'phones', run: () => judgeAll(deps) }];
}

async function judgeAll({ folder, ari, policy }: ByHandDeps): Promise<readonly Finding[]> {
  const pbx = await readPbx(folder);
  const written = handWrittenOf(pbx);
  if (written.size === 0) return [];
  const site = { version: await versionOf(ari), policy };
  return [...judgeHandWritten(pbx, site)]
    .filter(([number]) => written.get(number)?.isTrunk !== true)
    .flatMap(([number, findings]) => {
      const isTold = written.get(number)?.auths.some(isGuessed) === true;
      return findings
        .filter((finding) => isNews(finding) && !(isTold && finding.key.includes('-password-')))
        .map((finding) => toFinding(number, finding, folder.configFolder));
    });
}

/** `fault-…` is named by the check of the files, a guessed password by that of the passwords. */
function isNews({ severity, key }: HandFinding): boolean {
  return severity !== 'note' && key.startsWith('finding-');
}

function toFinding(
  number: string,
  { severity, key, args, file, line }: HandFinding,
  configFolder: string,
): Finding {
  return {
    level: severity === 'broken' ? 'bad' : 'warning',
    code: 'check-phone-by-hand-finding',
    args: { ...args, number, of: key, place: `${nameOfFile(file, configFolder)}:${line}` },
    remedies: [{ type: 'action', action: adoptAction, args: { number } }],
  };
}

/** Without one nothing is said about versions. */
async function versionOf(ari: Pick<AriRest, 'info'>): Promise<string | undefined> {
  try {
    return (await ari.info()).version;
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}
