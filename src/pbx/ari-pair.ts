import { getEnv, parseEnvDocument, printEnvDocument, setEnv } from '../files/env-document.ts';
import { Secret } from '../lib/secret.ts';
import type { AriPair } from './ari-user.ts';

/** The keys of `.env` that sign a program in to ARI. */
export const ariPairKeys = ['ASTERISK_ARI_USERNAME', 'ASTERISK_ARI_PASSWORD'] as const;

const [usernameKey, passwordKey] = ariPairKeys;

/** The pair that a `.env` names; undefined without one of the keys. Throws Conflict when a key stands twice. */
export function ariPairOf(envText: string): AriPair | undefined {
  const document = parseEnvDocument(envText);
  const username = getEnv(document, usernameKey)?.value ?? '';
  const password = getEnv(document, passwordKey)?.value ?? '';
  if (username === '' || password === '') return undefined;
  return { username, password: new Secret(password) };
}

/** The line of the password, for those who must look. */
export function ariPairLine(envText: string): number {
  return getEnv(parseEnvDocument(envText), passwordKey)?.line ?? 0;
}

/** The same `.env` with another pair: two lines change. Throws as `setEnv`. */
export function withAriPair(envText: string, { username, password }: AriPair): string {
  const named = setEnv(parseEnvDocument(envText), usernameKey, username);
  return printEnvDocument(setEnv(named, passwordKey, password.reveal()));
}
