import { Refused, Unreachable } from '../../lib/error.ts';
import { isAuthOutdated } from '../../pbx/extension.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { listExtensions, type ListedExtension } from './list-extensions.ts';

/** All that the card of one extension shows. */
export type ExtensionDetails = ListedExtension & {
  /** The name of the operator whose it is. */
  readonly operator: string | undefined;
  /** It was written for another version of Asterisk. */
  readonly isOutdated: boolean;
};

/** One extension, or, when it is gone, those that are there. */
export async function readExtension(
  deps: Pick<ExtensionsDeps, 'ari' | 'folder' | 'people' | 'policy'>,
  number: string,
): Promise<
  ExtensionDetails | { readonly gone: true; readonly others: readonly ListedExtension[] }
> {
  const version = await versionOf(deps.ari);
  const [extensions, people] = await Promise.all([
    listExtensions(deps, version),
    deps.people.list(),
  ]);
  const extension = extensions.find((one) => one.number === number);
  if (!extension) return { gone: true, others: extensions };
  return {
    ...extension,
    operator: people.find((person) => person.extension === number)?.name,
    isOutdated: version !== undefined && isAuthOutdated(extension, version),
  };
}

async function versionOf(ari: ExtensionsDeps['ari']): Promise<string | undefined> {
  try {
    return (await ari.info()).version;
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refused) return undefined;
    throw error;
  }
}
