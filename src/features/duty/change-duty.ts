import { messageOf, Stop } from '../../lib/error.ts';
import { isAtLeast } from '../../lib/role.ts';
import type { Person } from '../../storage/people.ts';
import type { Member } from '../../telegram/door.ts';
import type { DutyDeps } from './duty-deps.ts';

export type DutyOutcome =
  | { readonly type: 'done'; readonly person: Person }
  | { readonly type: 'same'; readonly person: Person }
  | { readonly type: 'gone' }
  /** Operators answer for themselves only. */
  | { readonly type: 'denied' };

/** Puts somebody on duty, or off; whom others put there is told. */
export async function changeDuty(
  deps: Pick<DutyDeps, 'store' | 'people' | 'chat' | 'wordsOf' | 'isQuiet' | 'clock' | 'log'>,
  actor: Member,
  wish: { readonly personId: number; readonly isOnDuty: boolean },
): Promise<DutyOutcome> {
  const person = await deps.people.byId(wish.personId);
  if (!person) return { type: 'gone' };
  const isSelf = person.telegramId === actor.telegramId;
  if (!isSelf && !isAtLeast(actor.role, 'supervisor')) return { type: 'denied' };
  const at = deps.clock.now();
  const { isOnDuty } = wish;
  const type = await deps.store.set(person.personId, { isOnDuty, by: actor.telegramId, at });
  if (type === 'gone') return { type };
  if (type === 'done' && !isSelf) await tell(deps, actor, { person, isOnDuty, at });
  return { type, person };
}

/** It is so whether the person can be reached or not. */
async function tell(
  { chat, wordsOf, isQuiet, log }: Pick<DutyDeps, 'chat' | 'wordsOf' | 'isQuiet' | 'log'>,
  actor: Member,
  {
    person: { telegramId, locale },
    isOnDuty,
    at,
  }: { readonly person: Person; readonly isOnDuty: boolean; readonly at: number },
): Promise<void> {
  if (telegramId === undefined) return;
  const text = wordsOf(locale)(isOnDuty ? 'duty-told-on' : 'duty-told-off', { by: actor.name });
  try {
    await chat.sendMessage(telegramId, { text }, { silent: isQuiet(at) });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    log.warn({ cause: messageOf(error) }, 'somebody could not be told of being on duty');
  }
}
