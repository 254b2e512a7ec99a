import type { BotApi } from './bot-api.ts';
import type { CallLog } from './calls.ts';
import { checkValue } from './check-value.ts';
import type { JsonObject } from './json.ts';
import type { Updates } from './updates.ts';

export type PushUpdate = (type: string, payload: JsonObject) => void;

/** Puts updates into the queue and holds each to the Bot API: the emulator must not invent fields. */
export function createPushUpdate(api: BotApi, updates: Updates, calls: CallLog): PushUpdate {
  return (type, payload) => {
    const update = updates.push(type, payload);
    if (update === undefined) return;
    const problems = checkValue(api, ['Update'], update, 'update');
    if (problems.length > 0) {
      calls.addViolation({ kind: 'update', method: type, problems, parameters: payload });
    }
  };
}
