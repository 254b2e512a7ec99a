import path from 'node:path';
import { confTreeFromDisk, overlayFiles, readConfTree } from '../files/conf-tree.ts';
import { readFileState } from '../files/edit-files.ts';
import { Misconfigured } from '../lib/error.ts';
import type { Extension } from './extension.ts';
import { disabledExtensions, liveExtensions, wizardExtensions } from './read-extensions.ts';
import { settingsOf, type Pbx, type PbxFolder } from './pbx.ts';

/** Reads pjsip.conf with everything it includes. Throws Misconfigured when there is no pjsip.conf to read. */
export async function readPbx(folder: PbxFolder): Promise<Pbx> {
  const files = await readPbxFiles(folder);
  const known = read.get(files.tree);
  if (known && isSame(known, files)) return known;
  const pbx = { ...files, ...findExtensions(files) };
  read.set(files.tree, pbx);
  return pbx;
}

/** The same without looking for extensions in it. */
export async function readPbxFiles(folder: PbxFolder): Promise<PbxFiles> {
  const { configFolder, managedFile } = folder;
  const mainPath = path.join(configFolder, 'pjsip.conf');
  const managedPath = path.join(configFolder, managedFile);
  const main = await readFileState(mainPath);
  if (!main) {
    throw new Misconfigured(
      `There is no ${mainPath}. Set config_folder in config/navbatchi.ini to Asterisk's folder.`,
    );
  }
  const managed = await readFileState(managedPath);
  const texts = new Map([
    [mainPath, main.text],
    [managedPath, managed?.text],
  ]);
  const tree = await readConfTree(overlayFiles(confTreeFromDisk, texts), mainPath, configFolder);
  const wizard = await readConfTree(
    confTreeFromDisk,
    path.join(configFolder, 'pjsip_wizard.conf'),
    configFolder,
  );
  return {
    ...{ folder, mainPath, managedPath, tree, wizard },
    ...{ mainText: main.text, managedText: managed?.text },
  };
}

type PbxFiles = Omit<Pbx, 'extensions' | 'takenIds' | 'tlsTransport'>;

/** What the same files amounted to when they were read last: a tree never changes, and a tap looks at it more than once. */
const read = new WeakMap<Pbx['tree'], Pbx>();

function isSame(known: PbxFiles, files: PbxFiles): boolean {
  const { wizard, managedPath, managedText } = files;
  // The texts behind a tree are the same if the tree is; our own file may not be part of it yet.
  return (
    known.wizard === wizard &&
    known.managedPath === managedPath &&
    known.managedText === managedText
  );
}

function findExtensions({
  tree,
  wizard,
  managedPath,
  managedText = '',
}: PbxFiles): Pick<Pbx, 'extensions' | 'takenIds' | 'tlsTransport'> {
  const written = liveExtensions(tree.objects, managedPath);
  const live = [...written, ...without(written, wizardExtensions(wizard.objects))];
  const disabled = without(live, disabledExtensions(managedText, managedPath));
  return {
    extensions: [...live, ...disabled].toSorted((a, b) => Number(a.number) - Number(b.number)),
    takenIds: new Set([
      ...[tree, wizard].flatMap(({ objects, templates }) => [
        ...objects.map((object) => object.id),
        ...templates,
      ]),
      ...disabled.map(({ number }) => number),
    ]),
    tlsTransport: tree.objects.find(
      (object) => object.type === 'transport' && settingsOf(object).get('protocol') === 'tls',
    )?.id,
  };
}

/** Those of another number. */
function without(
  known: readonly Extension[],
  extensions: readonly Extension[],
): readonly Extension[] {
  const numbers = new Set(known.map(({ number }) => number));
  return extensions.filter(({ number }) => !numbers.has(number));
}
