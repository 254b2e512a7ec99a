import path from 'node:path';
import { confTreeFromDisk, readConfTree } from '../files/conf-tree.ts';
import { readFileState } from '../files/edit-files.ts';
import { Misconfigured } from '../lib/error.ts';
import { disabledExtensions, liveExtensions } from './read-extensions.ts';
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
  const live = liveExtensions(tree.objects, managedPath);
  const numbers = new Set(live.map(({ number }) => number));
  const disabled = disabledExtensions(managed?.text ?? '', managedPath).filter(
    ({ number }) => !numbers.has(number),
  );
  const wizard = await readConfTree(
    confTreeFromDisk,
    path.join(configFolder, 'pjsip_wizard.conf'),
    configFolder,
  );
  return {
    folder,
    mainPath,
    mainText: main.text,
    managedPath,
    managedText: managed?.text,
    tree,
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
