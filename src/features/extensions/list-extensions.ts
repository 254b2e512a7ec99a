import type { AriRest } from '../../asterisk/ari-rest.ts';
import { Refused, Unreachable } from '../../lib/error.ts';
import type { Extension } from '../../pbx/extension.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';
import { readPbx } from '../../pbx/read-pbx.ts';

/** `unknown`: Asterisk could not be asked. `disabled`: switched off by us, so Asterisk knows nothing of it. */
export type LiveState = 'online' | 'offline' | 'busy' | 'unknown' | 'disabled';

export type ListedExtension = Extension & { readonly state: LiveState };

export type ListExtensionsDeps = {
  readonly ari: Pick<AriRest, 'listEndpoints'>;
  readonly folder: PbxFolder;
};

/** All extensions of the PBX's files in number order, each with its state in the running Asterisk. */
export async function listExtensions({
  ari,
  folder,
}: ListExtensionsDeps): Promise<readonly ListedExtension[]> {
  const [{ extensions }, states] = await Promise.all([readPbx(folder), liveStates(ari)]);
  return extensions.map((extension) => ({
    ...extension,
    state: stateOf(extension, states),
  }));
}

/** Asterisk still lists a removed endpoint until it starts anew, so what we switched off is not looked up. */
function stateOf(
  { number, isDisabled }: Extension,
  states: ReadonlyMap<string, LiveState> | undefined,
): LiveState {
  if (isDisabled) return 'disabled';
  return states?.get(number) ?? (states ? 'offline' : 'unknown');
}

async function liveStates(
  ari: Pick<AriRest, 'listEndpoints'>,
): Promise<ReadonlyMap<string, LiveState> | undefined> {
  try {
    const endpoints = await ari.listEndpoints();
    return new Map(
      endpoints.map((endpoint): [string, LiveState] => [
        endpoint.resource,
        endpoint.channelIds.length > 0 ? 'busy' : endpoint.state,
      ]),
    );
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refused) return undefined;
    throw error;
  }
}
