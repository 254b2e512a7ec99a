import type { ProofResult } from '../change/change-deps.ts';
import type { AriRest } from '../asterisk/ari-rest.ts';
import { isSamePjsipValue } from '../asterisk/pjsip-value.ts';
import { decodeConfText } from '../files/conf-document.ts';
import { objectsOf } from './extension.ts';
import { settingsOf, type PbxFolder } from './pbx.ts';
import { readPbx } from './read-pbx.ts';

export type ProveExtensionsDeps = {
  readonly ari: Pick<AriRest, 'getDynamicConfig'>;
  readonly folder: PbxFolder;
};

/**
 * Whether the running Asterisk has each number's endpoint, auth and AOR exactly as the files say now,
 * or, where the files have none, has none. `/endpoints` cannot tell: it keeps a removed endpoint
 * until the next start. Differences are named without values: one of them may be a password.
 */
export async function proveExtensions(
  { ari, folder }: ProveExtensionsDeps,
  numbers: readonly string[],
): Promise<ProofResult> {
  const { tree } = await readPbx(folder);
  for (const number of numbers) {
    for (const { type, id } of objectsOf(number)) {
      const [written, another] = tree.objects.filter(
        (object) => object.type === type && object.id === id,
      );
      if (another) {
        const what = `${type} ${id} stands twice: also in ${another.file}, line ${another.line}.`;
        return { type: 'differs', what };
      }
      const running = await ari.getDynamicConfig(type, id);
      const what = written
        ? differenceOf(`${type} ${id}`, settingsOf(written), running)
        : running && `Asterisk still has ${type} ${id}.`;
      if (what) return { type: 'differs', what };
    }
  }
  return { type: 'agrees' };
}

function differenceOf(
  name: string,
  written: ReadonlyMap<string, string>,
  running: ReadonlyMap<string, string> | undefined,
): string | undefined {
  if (!running) return `Asterisk did not take ${name}.`;
  for (const [key, value] of written) {
    if (key === 'type' || (key === 'disallow' && value === 'all')) continue;
    if (!isSamePjsipValue(key, decodeConfText(value), running.get(key))) {
      return `Asterisk has another ${key} for ${name}.`;
    }
  }
  return undefined;
}
