import type { AriRest } from '../../asterisk/ari-rest.ts';
import { Refused, Unreachable } from '../../lib/error.ts';
import type { Extension, ExtensionPolicy } from '../../pbx/extension.ts';
import { judgeHandWritten, type Finding } from '../../pbx/hand-written-findings.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';
import { readPbx } from '../../pbx/read-pbx.ts';

/** `unknown`: Asterisk could not be asked. `disabled`: switched off by us, so Asterisk knows nothing of it. */
export type LiveState = 'online' | 'offline' | 'busy' | 'unknown' | 'disabled';

export type ListedExtension = Extension & {
  readonly state: LiveState;
  /** What is to be said of one that was written by hand; nothing of ours. */
  readonly findings: readonly Finding[];
};

export type ListExtensionsDeps = {
  readonly ari: Pick<AriRest, 'listEndpoints'>;
  readonly folder: PbxFolder;
  readonly policy: Pick<ExtensionPolicy, 'dialplanContext'>;
};

/**
 * All extensions of the PBX's files in number order, each with its state in the running Asterisk.
 * Without its version nothing is found that depends on it.
 */
export async function listExtensions(
  { ari, folder, policy }: ListExtensionsDeps,
  version?: string,
): Promise<readonly ListedExtension[]> {
  const [pbx, states] = await Promise.all([readPbx(folder), liveStates(ari)]);
  const findings = judgeHandWritten(pbx, { version, policy });
  return pbx.extensions.map((extension) => ({
    ...extension,
    state: stateOf(extension, states),
    findings: (extension.isManaged ? undefined : findings.get(extension.number)) ?? [],
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
