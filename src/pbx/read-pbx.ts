import path from 'node:path';
import { confTreeFromDisk, readConfTree } from '../files/conf-tree.ts';
import { readFileState } from '../files/edit-files.ts';
import { Misconfigured } from '../lib/error.ts';
import type { Extension } from './extension.ts';
import { disabledExtensions, liveExtensions, wizardExtensions } from './read-extensions.ts';
import { settingsOf, type Pbx, type PbxFolder } from './pbx.ts';

/** Reads pjsip.conf with everything it includes. Throws Misconfigured when there is no pjsip.conf to read. */
export async function readPbx(folder: PbxFolder): Promise<Pbx> {
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
  const tree = await readConfTree(confTreeFromDisk, mainPath, configFolder);
  const wizard = await readConfTree(
    confTreeFromDisk,
    path.join(configFolder, 'pjsip_wizard.conf'),
    configFolder,
  );
  const written = liveExtensions(tree.objects, managedPath);
  const live = [...written, ...without(written, wizardExtensions(wizard.objects))];
  const disabled = without(live, disabledExtensions(managed?.text ?? '', managedPath));
  return {
    folder,
    mainPath,
    mainText: main.text,
    managedPath,
    managedText: managed?.text,
    tree,
    wizard,
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
