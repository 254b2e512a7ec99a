import type { CustomerEvent } from '../../meta/customer-event.ts';
import { answerFor, isAsking } from './auto-answer.ts';
import type { AutoDeps } from './auto-deps.ts';

/**
 * What is said without a person to what a customer did, if anything. It is decided once: the same event
 * gets the same answer, however often it is asked.
 */
export async function chooseAnswer(
  deps: AutoDeps,
  {
    talkId,
    sequence,
    event,
  }: { readonly talkId: number; readonly sequence: number; readonly event: CustomerEvent },
): Promise<string | undefined> {
  const { store, clock } = deps;
  if (!isAsking(event.happening)) return undefined;
  const decided = await store.find(sequence);
  if (decided !== undefined) return decided;
  const texts = await store.readTexts();
  if (!Object.values(texts).some(({ isOn }) => isOn)) return undefined;
  const now = clock.now();
  const kind = answerFor({
    ...{ texts, now, saidAt: event.at, isAway: deps.isAwayAt(now) },
    attendedAt: await deps.attendedAt(talkId),
    lastAt: await store.lastAt(talkId),
  });
  const text = kind && texts[kind]?.text;
  if (kind === undefined || text === undefined) return undefined;
  await store.add({ sequence, talkId, kind, text, at: now });
  return text;
}
