import { directionOf, outsideNumberOf, stateOf, type Call } from '../../telephony/call.ts';
import type { PastCall } from '../../telephony/past-call.ts';
import {
  followCall,
  hiddenKey,
  isCustomerKey,
  numberKeyOf,
  withTalk,
  type MissedEntry,
  type News,
} from './entry.ts';
import { makeCards, type ChangedEntry } from './make-cards.ts';
import type { WorklistDeps } from './missed-deps.ts';

/** How many calls are taken in at a time. */
const batch = 100;

/** How many of the customer's newest calls are looked at for a talk since. */
const searchedLater = 20;

/** Later than this it comes without a sound: it has waited through the night. */
const newsMs = 12 * 3600_000;

/**
 * Takes in the calls that ended since the last time, and closes the entries of customers with whom
 * somebody talks right now: of these it is told in `going`. One transaction writes the entries, their messages, and which calls were
 * taken in: so whenever the process dies, no call is lost and none counts twice. Resolves to whether
 * there is more to take in.
 */
export async function followCalls(deps: WorklistDeps, going: readonly Call[]): Promise<boolean> {
  return deps.inTurn(async () => {
    const { store, clock } = deps;
    const calls = await store.listUnfollowed(batch);
    const talks = going.flatMap((call) => talkOf(call) ?? []);
    const keys = [
      ...calls.map(({ outsideNumber }) => numberKeyOf(outsideNumber)),
      ...talks.map(({ key }) => key),
    ];
    const open = new Map(
      (await store.listOpenOf([...new Set(keys)])).map((entry) => [entry.numberKey, entry]),
    );
    const changes = new Map<string, ChangedEntry>();
    const note = (entry: MissedEntry, isNews: boolean): void => {
      changes.set(entry.entryId, { entry, isNews: isNews && !entry.end });
      if (entry.end) open.delete(entry.numberKey);
      else if (entry.numberKey !== '') open.set(entry.numberKey, entry);
    };
    for (const call of calls) {
      const news = followCall(call, open.get(numberKeyOf(call.outsideNumber)));
      if (!news || (await isSettled(deps, call))) continue;
      const wasNews = changes.get(news.entry.entryId)?.isNews ?? false;
      const isRecent = call.endedAt > clock.now() - newsMs;
      note(news.entry, wasNews || (isRecent && isLoud(news)));
    }
    for (const { key, extensions, since } of talks) {
      const entry = open.get(key);
      if (entry) note(withTalk(entry, extensions, since), false);
    }
    if (calls.length === 0 && changes.size === 0) return false;
    const cards = await makeCards(deps, [...changes.values()]);
    await store.save({
      entries: [...changes.values()].map(({ entry }) => entry),
      followed: calls.map(({ callId }) => callId),
      ...{ alerts: [], cards, at: clock.now() },
    });
    for (const chatId of new Set(cards.map((card) => card.chatId))) deps.outbox.wake(chatId);
    return calls.length === batch;
  });
}

/** Told with a sound, below everything else. Another hidden number changes nothing that can be done. */
function isLoud({ type, entry }: News): boolean {
  return type === 'missed' && (entry.numberKey !== hiddenKey || entry.tries === 1);
}

/**
 * That missed call is heard of late, from Asterisk's records or after the bot was away, and the customer
 * was reached since, or the matter was closed.
 */
async function isSettled({ callLog, store }: WorklistDeps, call: PastCall): Promise<boolean> {
  const { outsideNumber, endedAt, missedBecause } = call;
  const key = numberKeyOf(outsideNumber);
  if (missedBecause === undefined || !isCustomerKey(key)) return false;
  if (await store.hasEndedSince(key, endedAt)) return true;
  const newest = await callLog.listWith(outsideNumber, searchedLater);
  return newest.some((one) => one.missedBecause === undefined && one.endedAt > endedAt);
}

/** Somebody of the staff talks with a customer. */
function talkOf(call: Call) {
  const state = stateOf(call);
  if (state.type !== 'talking' || directionOf(call) === 'internal') return undefined;
  const key = numberKeyOf(outsideNumberOf(call));
  return !isCustomerKey(key)
    ? undefined
    : { key, extensions: state.extensions, since: state.since };
}
