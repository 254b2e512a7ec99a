import type { ConfObject, ConfTree } from '../files/conf-tree.ts';
import type { Extension } from './extension.ts';

/** Where the PBX's SIP objects are kept. */
export type PbxFolder = { readonly configFolder: string; readonly managedFile: string };

/** What the PBX's pjsip files say now. Texts are latin1, as the files room reads them. */
export type Pbx = {
  readonly folder: PbxFolder;
  readonly mainPath: string;
  readonly mainText: string;
  readonly managedPath: string;
  readonly managedText: string | undefined;
  readonly tree: ConfTree;
  /** pjsip_wizard.conf; without the file a tree with a problem. */
  readonly wizard: ConfTree;
  /** In number order, those switched off among them. */
  readonly extensions: readonly Extension[];
  /**
   * Names that may not be given again: of all sections of any type, templates and those without a type
   * too, in pjsip_wizard.conf as well, and of what is switched off.
   */
  readonly takenIds: ReadonlySet<string>;
  readonly tlsTransport: string | undefined;
};

/** The effective settings of an object; of a repeated key the last value, `allow` joined. */
export function settingsOf(object: Pick<ConfObject, 'settings'>): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const { key, value } of object.settings) {
    const earlier = key === 'allow' ? settings.get(key) : undefined;
    settings.set(key, earlier === undefined ? value : `${earlier},${value}`);
  }
  return settings;
}

/** One of our own extensions; those written by hand are not ours to change. */
export function findManaged(pbx: Pbx, number: string): Extension | undefined {
  return pbx.extensions.find((extension) => extension.number === number && extension.isManaged);
}
