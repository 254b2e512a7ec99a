import type { ProofResult } from '../change/change-deps.ts';
import { reasonText } from '../change/reasons.ts';
import type { AriRest } from '../asterisk/ari-rest.ts';
import { isSamePjsipValue } from '../asterisk/pjsip-value.ts';
import { decodeConfText } from '../files/conf-document.ts';
import type { ConfObject } from '../files/conf-tree.ts';
import { objectsOf } from './extension.ts';
import { judgeHandWritten } from './hand-written-findings.ts';
import { placeOf } from './hand-written.ts';
import { settingsOf, type PbxFolder } from './pbx.ts';
import { readPbx, readPbxFiles } from './read-pbx.ts';

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
  const { tree, managedPath } = await readPbxFiles(folder);
  const asked = numbers.flatMap((number) => objectsOf(number));
  const names = new Set(asked.map(nameOf));
  const found = tree.objects.filter((object) => names.has(nameOf(object)));
  const written = Map.groupBy(found, nameOf);
  const twice = [...written.values()].find((same) => same.length > 1)?.[1];
  if (twice) {
    const { type, id, file, line } = twice;
    return { type: 'differs', what: reasonText('stands-twice', { type, id, file, line }) };
  }
  const difference = await findFirst(asked, async (object) => {
    const [own] = written.get(nameOf(object)) ?? [];
    const running = await ari.getDynamicConfig(object.type, object.id);
    if (!own) return running && reasonText('still-there', object);
    const isOurs = own.file === managedPath;
    const what = differenceOf(object, isOurs ? settingsOf(own) : new Map(), running);
    return what !== undefined && (await isUntaken(folder, own)) ? undefined : what;
  });
  return difference === undefined ? { type: 'agrees' } : { type: 'differs', what: difference };
}

function nameOf({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type} ${id}`;
}

/** So many questions wait for Asterisk at once: 500 new extensions are 1,500 questions. */
const maxQuestions = 8;

/** The first difference in the order of `items`; nothing more is asked after one, or after a failure. */
async function findFirst<Item>(
  items: readonly Item[],
  differs: (item: Item) => Promise<string | undefined>,
): Promise<string | undefined> {
  const rest = items.entries();
  let [found, foundAt]: [string | undefined, number] = [undefined, items.length];
  let isOver = false;
  const look = async (): Promise<void> => {
    for (const [at, item] of rest) {
      if (isOver) return;
      try {
        const difference = await differs(item);
        if (difference === undefined) continue;
        isOver = true;
        // An earlier one may have been asked before it, and answered after it.
        if (at < foundAt) [found, foundAt] = [difference, at];
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: maxQuestions }, look));
  return found;
}

/** Problems with which Asterisk does not create an object, or keeps the one it has. */
const untakenCodes: ReadonlySet<string> = new Set([
  ...['unknown-setting', 'unknown-codec', 'auth-type', 'no-username'],
  ...['contact-invalid', 'not-a-number', 'digest'],
]);

/** Looked for only where Asterisk has something else: all that is written by hand must be judged for it. */
async function isUntaken(folder: PbxFolder, object: ConfObject): Promise<boolean> {
  const pbx = await readPbx(folder);
  const findings = judgeHandWritten(pbx, { version: oldest, policy: { dialplanContext: '' } });
  const place = placeOf(object.file, object.line);
  return [...findings.values()]
    .flat()
    .some(
      ({ key, file, line }) =>
        placeOf(file, line) === place && untakenCodes.has(key.replace(/^(fault|finding)-/, '')),
    );
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
