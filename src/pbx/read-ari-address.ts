import path from 'node:path';
import { trustOnly } from '../asterisk/ari-trust.ts';
import type { EventSettings } from '../asterisk/ari-events.ts';
import { confTreeFromDisk, readConfTree, type ConfTree } from '../files/conf-tree.ts';
import { readFileState } from '../files/edit-files.ts';
import { Misconfigured } from '../lib/error.ts';
import { ariAddressOf, webServerOf, type WebServer } from './ari-address.ts';
import { ariPairOf } from './ari-pair.ts';
import type { AriFolder } from './read-ari.ts';

/** http.conf with its includes: as text (latin1; undefined without the file), and what it comes to. */
export type WebServerFile = {
  readonly path: string;
  readonly text: string | undefined;
  readonly tree: ConfTree;
  readonly server: WebServer;
};

export async function readWebServer(configFolder: string): Promise<WebServerFile> {
  const file = path.join(configFolder, 'http.conf');
  const tree = await readConfTree(confTreeFromDisk, file, configFolder);
  const general = tree.objects.find(({ id }) => id === 'general');
  const text = (await readFileState(file))?.text;
  return { path: file, text, tree, server: webServerOf(general) };
}

/**
 * With what `.env` says that one signs in to ARI now. Throws Misconfigured when it does not say it all,
 * or names a file of certificates that is not there.
 */
export async function readAriSettings({ envFile }: AriFolder): Promise<EventSettings> {
  const envText = (await readFileState(envFile))?.text ?? '';
  const [address, pair] = [ariAddressOf(envText), ariPairOf(envText)];
  if (!address || !pair) throw new Misconfigured(`${envFile} does not say how to sign in to ARI.`);
  const { url, wsUrl, caFile } = address;
  if (caFile === undefined) return { url, wsUrl, ...pair };
  const pem = (await readFileState(path.resolve(path.dirname(envFile), caFile)))?.text;
  if (pem === undefined) throw new Misconfigured(`There is no file ${caFile}.`);
  return { url, wsUrl, ...pair, trust: trustOnly(pem) };
}
