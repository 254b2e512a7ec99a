import type { Words } from '../../telegram/door.ts';
import type { DeskDeps, DeskTalk } from './desk-deps.ts';
import { deskPart, type DeskPart, type DeskState } from './desk-part.ts';
import { findClaim } from './find-claim.ts';

/** What the head of a customer's topic says and offers of the desk. */
export async function makePart(deps: DeskDeps, talkId: number, words: Words): Promise<DeskPart> {
  const talk = await deps.findTalk(talkId);
  return deskPart(talkId, talk ? await stateOf(deps, talk) : { type: 'free' }, words);
}

async function stateOf(deps: DeskDeps, talk: DeskTalk): Promise<DeskState> {
  if (talk.isClosed) {
    const { closed } = await deps.store.find(talk.talkId);
    const person =
      closed?.at === talk.closedAt && closed ? await deps.people.byId(closed.personId) : undefined;
    return { type: 'closed', who: person?.name };
  }
  const claim = await findClaim(deps, talk);
  return claim ? { type: 'claimed', who: claim.person.name } : { type: 'free' };
}
