import { readFileState } from '../../files/edit-files.ts';
import { getEnv, parseEnvDocument, type EnvDocument } from '../../files/env-document.ts';
import { Stop } from '../../lib/error.ts';
import { Secret } from '../../lib/secret.ts';

/** The key of `.env` where it stands. */
export const tokenKey = 'INSTAGRAM_ACCESS_TOKEN';

export type StandingToken = {
  /** The whole file, latin1. */
  readonly text: string;
  readonly document: EnvDocument;
  readonly token: Secret;
};

/** The token as `.env` has it now. Undefined: it has none, or stands there twice. */
export async function readToken(envFile: string): Promise<StandingToken | undefined> {
  const text = (await readFileState(envFile))?.text;
  if (text === undefined) return undefined;
  const document = parseEnvDocument(text);
  const value = valueOf(document);
  return value === undefined || value === ''
    ? undefined
    : { text, document, token: new Secret(value) };
}

function valueOf(document: EnvDocument): string | undefined {
  try {
    return getEnv(document, tokenKey)?.value;
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}
