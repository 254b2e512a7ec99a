import path from 'node:path';
import { confTreeFromDisk, readConfTree, type ConfTree } from '../files/conf-tree.ts';
import { readFileState } from '../files/edit-files.ts';
import { ariPairOf } from './ari-pair.ts';
import { ariUsersOf, type AriPair, type AriUser } from './ari-user.ts';

/** Where the two sides of a sign-in stand: the users, and the pair that the bot and its kin use. Absolute. */
export type AriFolder = { readonly configFolder: string; readonly envFile: string };

/** What the files say about ARI now. Texts are latin1. */
export type AriFiles = {
  readonly confPath: string;
  readonly tree: ConfTree;
  readonly users: readonly AriUser[];
  readonly envPath: string;
  /** Undefined when there is no `.env`. */
  readonly envText: string | undefined;
  /** Undefined when `.env` names none. */
  readonly pair: AriPair | undefined;
};

/** Reads ari.conf with its includes, and `.env`. Throws Conflict when a key of `.env` stands twice. */
export async function readAri({ configFolder, envFile }: AriFolder): Promise<AriFiles> {
  const confPath = path.join(configFolder, 'ari.conf');
  const tree = await readConfTree(confTreeFromDisk, confPath, configFolder);
  const envText = (await readFileState(envFile))?.text;
  return {
    confPath,
    tree,
    users: ariUsersOf(tree),
    envPath: envFile,
    envText,
    pair: envText === undefined ? undefined : ariPairOf(envText),
  };
}
