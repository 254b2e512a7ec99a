import { Refused, Unreachable } from '../../lib/error.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { CardVerdict } from './card-verdict.ts';
import type { CardDeps } from './phone-card-deps.ts';
import { judgeFailures } from './registration.ts';
import { probeHost, transportsOf } from './transport.ts';
import type { WatchedCard } from './watched-card.ts';

/**
 * Why no phone registered: what Asterisk's log says, and if it says nothing, whether Asterisk listens
 * at all where the card sends the phone. Takes up to some seconds.
 */
export async function explainSilence(
  deps: Pick<CardDeps, 'ari' | 'asteriskLog' | 'answersSip' | 'folder' | 'isPbxEmulated'>,
  card: WatchedCard,
): Promise<CardVerdict> {
  const { number, protocol, port, logMark } = card;
  const { objects } = (await readPbx(deps.folder)).tree;
  if (!objects.some(({ type, id }) => type === 'endpoint' && id === number))
    return { type: 'gone' };
  if (deps.isPbxEmulated) return { type: 'unknown', because: 'emulated' };
  const failures = logMark && (await deps.asteriskLog.registerFailuresSince(logMark));
  const turnedAway = failures && judgeFailures(number, failures);
  if (turnedAway) return turnedAway;
  if (!(await isRunning(deps))) return { type: 'unknown', because: 'noAsterisk' };
  const host = probeHost({ protocol, port }, transportsOf(objects));
  if (!(await deps.answersSip({ protocol, host, port }))) {
    return { type: 'notListening', protocol, port };
  }
  return failures === undefined
    ? { type: 'unknown', because: 'noLog' }
    : { type: 'nothingArrived', protocol, port };
}

async function isRunning({ ari }: Pick<CardDeps, 'ari'>): Promise<boolean> {
  try {
    await ari.ping();
    return true;
  } catch (error) {
    // A refusal is an answer too.
    if (error instanceof Refused) return true;
    if (error instanceof Unreachable) return false;
    throw error;
  }
}
