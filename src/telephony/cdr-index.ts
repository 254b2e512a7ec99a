import type { CdrRecord } from '../asterisk/cdr-record.ts';
import type { Call, Leg } from './call.ts';
import { endsOf, idsOf } from './cdr-call.ts';

/** Clocks of records have whole seconds, and jump a little. */
const slackMs = 2_000;

/**
 * Finds the records of a call among those of `groupCdr`, `noRecords` when there are none: by its ids, or
 * by the names of its channels. Without linkedid records know no other id than the caller's, and the
 * caller may not have been seen.
 */
export function indexCdr(
  groups: readonly (readonly CdrRecord[])[],
): (call: Call) => readonly CdrRecord[] {
  const byId = new Map<string, readonly CdrRecord[]>();
  const byName = new Map<string, (readonly CdrRecord[])[]>();
  for (const group of groups) {
    for (const id of idsOf(group)) byId.set(id, group);
    for (const name of endsOf(group).keys()) {
      byName.set(name, [...(byName.get(name) ?? []), group]);
    }
  }
  return (call) => {
    for (const id of [call.callId, ...call.legs.keys()]) {
      const group = byId.get(id);
      if (group) return group;
    }
    for (const leg of call.legs.values()) {
      const group = byName.get(leg.channelName)?.find((one) => isOfTime(one, leg));
      if (group) return group;
    }
    return noRecords;
  };
}

export const noRecords: readonly CdrRecord[] = [];

/** Names of channels come again when Asterisk starts anew: with calls that begin after these. */
function isOfTime(group: readonly CdrRecord[], { startedAt }: Leg): boolean {
  const from = Math.min(...group.map((record) => record.startedAt));
  const to = Math.max(...group.map((record) => record.endedAt));
  return from - slackMs <= startedAt && startedAt <= to + slackMs;
}
