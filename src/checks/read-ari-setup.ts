import path from 'node:path';
import type { AriSettings } from '../asterisk/ari-rest.ts';
import {
  confTreeFromDisk,
  readConfTree,
  type ConfObject,
  type ConfProblem,
  type ConfTree,
} from '../files/conf-tree.ts';
import { readFileState } from '../files/edit-files.ts';
import { getEnv, parseEnvDocument, type EnvDocument } from '../files/env-document.ts';
import { decodeConfText } from '../files/conf-document.ts';
import { preflightAri } from '../files/preflight.ts';
import { Conflict } from '../lib/error.ts';
import { Secret } from '../lib/secret.ts';
import { ariUsersOf, type AriPair, type AriUser } from '../pbx/ari-user.ts';

export type AriSetupDeps = {
  /** Asterisk's folder. */
  readonly configFolder: string;
  readonly envFile: string;
  /** Keys that a real environment variable gives: `.env` does not count for them. */
  readonly fixedByEnvironment: readonly string[];
  /** What this process signs in with now. */
  readonly inUse: () => AriSettings;
};

/** What the files say about ARI, read at one go. */
export type AriSetup = {
  readonly path: string;
  /** latin1; undefined when there is no ari.conf. */
  readonly text: string | undefined;
  readonly tree: ConfTree;
  readonly problems: readonly ConfProblem[];
  /** Asterisk would read it wrongly or not at all: nothing that stands in it can be relied on. */
  readonly isUnreadable: boolean;
  /** Several of one name each stand here. */
  readonly users: readonly AriUser[];
  readonly general: ConfObject | undefined;
  readonly env: EnvDocument | undefined;
  /** The pair that the next start of the bot takes. */
  readonly pair: AriPair;
};

/** Reads ari.conf with its includes, and `.env`. Throws Misconfigured when one may not be read. */
export async function readAriSetup(deps: AriSetupDeps): Promise<AriSetup> {
  const ariConf = path.join(deps.configFolder, 'ari.conf');
  const text = (await readFileState(ariConf))?.text;
  const tree = await readConfTree(confTreeFromDisk, ariConf, deps.configFolder);
  const envText = (await readFileState(deps.envFile))?.text;
  const env = envText === undefined ? undefined : parseEnvDocument(envText);
  return {
    path: ariConf,
    text,
    tree,
    problems: preflightAri(tree),
    isUnreadable: tree.isRefused || tree.problems.some(({ severity }) => severity === 'fatal'),
    users: ariUsersOf(tree).map(readable),
    general: tree.objects.find(({ id }) => id === 'general'),
    env,
    pair: pairOf(deps, env),
  };
}

/** The file holds bytes, people and `.env` have letters. */
function readable(user: AriUser): AriUser {
  return { ...user, password: new Secret(decodeConfText(user.password.reveal())) };
}

function pairOf(deps: AriSetupDeps, env: EnvDocument | undefined): AriPair {
  const { username, password } = deps.inUse();
  const read = (key: string): string | undefined =>
    env === undefined || deps.fixedByEnvironment.includes(key) ? undefined : envValue(env, key);
  const wanted = read('ASTERISK_ARI_PASSWORD');
  return {
    username: read('ASTERISK_ARI_USERNAME') ?? username,
    password: wanted === undefined ? password : new Secret(wanted),
  };
}

/** A key that stands twice or is empty counts as none: the check of the settings names it. */
function envValue(env: EnvDocument, key: string): string | undefined {
  try {
    const value = getEnv(env, key)?.value;
    return value === '' ? undefined : value;
  } catch (error) {
    if (error instanceof Conflict) return undefined;
    throw error;
  }
}
