import { isDiskTrouble } from '../lib/disk-trouble.ts';
import { Refused, Unreachable } from '../lib/error.ts';

/**
 * What Telegram's answer means for a topic. `lost`: nobody knows whether it was done. `wait`: it was not,
 * and may be later. `shut`: nothing can be said in that group. `moved`: the group has another id.
 */
export type TopicTrouble = 'gone' | 'closed' | 'moved' | 'shut' | 'wait' | 'lost' | 'refused';

/** Reads `details.trouble`, as `api-trouble` has written it. */
export function topicTrouble(error: unknown): TopicTrouble {
  if (error instanceof Unreachable) {
    const { trouble, neverLeft } = error.details;
    return trouble === 'wait' || neverLeft === true ? 'wait' : 'lost';
  }
  if (isDiskTrouble(error)) return 'wait';
  if (!(error instanceof Refused)) return 'refused';
  if (/not a forum/i.test(error.message)) return 'shut';
  switch (error.details['trouble']) {
    case 'topicGone':
      return 'gone';
    case 'topicClosed':
      return 'closed';
    case 'migrated':
      return 'moved';
    case 'blocked':
    case 'unknownChat':
    case 'noRights':
      return 'shut';
    case 'revoked':
      return 'wait';
    default:
      return 'refused';
  }
}
