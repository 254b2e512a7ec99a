import { probeAriEvents } from '../asterisk/ari-events-probe.ts';
import type { EventSettings } from '../asterisk/ari-events.ts';
import type { AriLinks } from '../asterisk/ari-links.ts';
import { probeAri } from '../asterisk/ari-probe.ts';
import type { ProofResult } from '../change/change-deps.ts';
import { reasonText } from '../change/reasons.ts';
import { Refused, Unreachable } from '../lib/error.ts';
import { plainAddressOf } from './ari-address.ts';
import { readAriSettings, readWebServer } from './read-ari-address.ts';
import type { AriFolder } from './read-ari.ts';

/** The proof of where ARI is: `core.ts` gives the engine its prover. */
export const ariAddressProof = 'ariAddress';

export type ProveAriAddressDeps = {
  readonly folder: AriFolder;
  readonly links: Pick<AriLinks, 'moveTo'>;
};

/**
 * Whether ARI answers where `.env` says, to the user that it names, and sends events there. The last
 * part of the proof is that whatever of ours signs in has gone over, so a change that is put back or
 * undone takes them back as well.
 * Throws Unreachable or Refused when Asterisk is away or only starting.
 */
export async function proveAriAddress({
  folder,
  links,
}: ProveAriAddressDeps): Promise<ProofResult> {
  const settings = await readAriSettings(folder);
  const trouble = (await findRestTrouble(folder, settings)) ?? (await findEventTrouble(settings));
  if (trouble !== undefined) return { type: 'differs', what: trouble };
  await links.moveTo(settings);
  return { type: 'agrees' };
}

async function findRestTrouble(
  folder: AriFolder,
  settings: EventSettings,
): Promise<string | undefined> {
  const verdict = await probeAri(settings);
  if (verdict.type === 'accepted') return undefined;
  if (verdict.type === 'refused') throw new Refused(verdict.sentence, { status: verdict.status });
  if (!(await isPlainThere(folder, settings))) throw new Unreachable(verdict.sentence);
  return explainConnection(settings.url, verdict.reason);
}

/** Asterisk runs, so what is missing is not Asterisk but its answer at the other address. */
async function isPlainThere(folder: AriFolder, settings: EventSettings): Promise<boolean> {
  const { server } = await readWebServer(folder.configFolder);
  const url = plainAddressOf(server, settings.url);
  if (url === settings.url) return false;
  return (await probeAri({ ...settings, url })).type !== 'unreachable';
}

/** A port that is nobody's refuses, a certificate that Asterisk could not read makes it hang up, another program says other things. */
function explainConnection(url: string, reason: string): string {
  const address = new URL(url).host;
  if (/CERT|SIGNATURE|^ERR_TLS/.test(reason)) return reasonText('tls-distrusted', { address });
  const isNotOpen = ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(reason);
  return isNotOpen
    ? reasonText('tls-not-opened', { address })
    : reasonText('tls-stranger', { address });
}

async function findEventTrouble(settings: EventSettings): Promise<string | undefined> {
  const verdict = await probeAriEvents(settings);
  return verdict.type === 'opened'
    ? undefined
    : reasonText('events-not-opened', { url: settings.wsUrl });
}
