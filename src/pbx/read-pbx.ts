import path from 'node:path';
import { confTreeFromDisk, readConfTree, type ConfObject } from '../files/conf-tree.ts';
import { decodeConfText } from '../files/conf-document.ts';
import { readFileState } from '../files/edit-files.ts';
import { Misconfigured } from '../lib/error.ts';
import { kindOf, nameOf, type Extension } from './extension.ts';
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
  const aors = new Map(
    tree.objects.filter((object) => object.type === 'aor').map((object) => [object.id, object]),
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
    extensions: tree.objects
      .filter((object) => object.type === 'endpoint' && /^[0-9]{2,6}$/.test(object.id))
      .map((endpoint) => toExtension(endpoint, aors.get(endpoint.id), managedPath))
      .toSorted((a, b) => Number(a.number) - Number(b.number)),
    takenIds: new Set([...tree.objects, ...wizard.objects].map((object) => object.id)),
    tlsTransport: tree.objects.find(
      (object) => object.type === 'transport' && settingsOf(object).get('protocol') === 'tls',
    )?.id,
  };
}

function toExtension(
  endpoint: ConfObject,
  aor: ConfObject | undefined,
  managedPath: string,
): Extension {
  const settings = settingsOf(endpoint);
  return {
    number: endpoint.id,
    name: nameOf(decodeConfText(settings.get('callerid') ?? '')),
    kind: kindOf(settings, aor ? settingsOf(aor) : new Map()),
    file: endpoint.file,
    line: endpoint.line,
    isManaged: endpoint.file === managedPath,
  };
}
