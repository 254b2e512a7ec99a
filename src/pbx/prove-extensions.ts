import type { ProofResult } from '../change/change-deps.ts';
import { reasonText } from '../change/reasons.ts';
import type { AriRest } from '../asterisk/ari-rest.ts';
import { isSamePjsipValue } from '../asterisk/pjsip-value.ts';
import { decodeConfText } from '../files/conf-document.ts';
import type { ConfObject } from '../files/conf-tree.ts';
import { objectsOf } from './extension.ts';
import { judgeHandWritten } from './hand-written-findings.ts';
import { placeOf } from './hand-written.ts';
import { settingsOf, type Pbx, type PbxFolder } from './pbx.ts';
import { readPbx } from './read-pbx.ts';

export type ProveExtensionsDeps = {
  readonly ari: Pick<AriRest, 'getDynamicConfig'>;
  readonly folder: PbxFolder;
};

/**
 * Whether the running Asterisk has each number's endpoint, auth and AOR exactly as the files say now,
 * or, where the files have none, has none. `/endpoints` cannot tell: it keeps a removed endpoint
 * until the next start. Differences are named without values: one of them may be a password.
 * What somebody wrote by hand only has to be there, or not even that where Asterisk cannot take it:
 * after an undo it is as it was, whatever it says.
 */
export async function proveExtensions(
  { ari, folder }: ProveExtensionsDeps,
  numbers: readonly string[],
): Promise<ProofResult> {
  const pbx = await readPbx(folder);
  const { tree } = pbx;
  const untaken = findUntaken(pbx);
  for (const number of numbers) {
    for (const { type, id } of objectsOf(number)) {
      const [written, another] = tree.objects.filter(
        (object) => object.type === type && object.id === id,
      );
      if (another) {
        const { file, line } = another;
        return { type: 'differs', what: reasonText('stands-twice', { type, id, file, line }) };
      }
      if (written && untaken(written)) continue;
      const running = await ari.getDynamicConfig(type, id);
      const isOurs = written?.file === pbx.managedPath;
      const what = written
        ? differenceOf({ type, id }, isOurs ? settingsOf(written) : new Map(), running)
        : running && reasonText('still-there', { type, id });
      if (what) return { type: 'differs', what };
    }
  }
  return { type: 'agrees' };
}

/** Problems with which Asterisk does not create an object, or keeps the one it has. */
const untakenCodes: ReadonlySet<string> = new Set([
  ...['unknown-setting', 'unknown-codec', 'auth-type', 'no-username'],
  ...['contact-invalid', 'not-a-number', 'digest'],
]);

function findUntaken(pbx: Pbx): (object: ConfObject) => boolean {
  const places = new Set(
    [...judgeHandWritten(pbx, { version: oldest, policy: { dialplanContext: '' } }).values()]
      .flat()
      .filter(({ key }) => untakenCodes.has(key.replace(/^(fault|finding)-/, '')))
      .map(({ file, line }) => placeOf(file, line)),
  );
  return ({ file, line }) => places.has(placeOf(file, line));
}

/** An old version takes less; where this one takes more, it is no harm not to ask. */
const oldest = '16';

function differenceOf(
  name: { readonly type: string; readonly id: string },
  written: ReadonlyMap<string, string>,
  running: ReadonlyMap<string, string> | undefined,
): string | undefined {
  if (!running) return reasonText('not-taken', name);
  for (const [key, value] of written) {
    if (key === 'type' || (key === 'disallow' && value === 'all')) continue;
    if (!isSamePjsipValue(key, decodeConfText(value), running.get(key))) {
      return reasonText('other-value', { key, ...name });
    }
  }
  return undefined;
}
