import { Refused, Unreachable } from '../lib/error.ts';
import { askAri, type AriSettings } from './ari-http.ts';
import { answerOf } from './ari-refusal.ts';

/** What ARI says to a pair of user name and password. */
export type AriVerdict =
  | { readonly type: 'accepted'; readonly mayWrite: boolean }
  | { readonly type: 'refused'; readonly status: number; readonly sentence: string }
  | {
      readonly type: 'unreachable';
      /** `deadline`: it hangs; else the system's code, such as `ECONNREFUSED`. */
      readonly reason: string;
      readonly sentence: string;
    };

/**
 * Tries credentials without touching any other connection: the only proof of a password, because
 * Asterisk calls every reload a success. 404 and 503, and for a moment 401, may also mean that
 * Asterisk is starting: wait until it is fully booted before believing them.
 */
export async function probeAri(
  settings: AriSettings,
  { deadlineMs = 5_000 }: { readonly deadlineMs?: number } = {},
): Promise<AriVerdict> {
  try {
    await askAri(settings, { method: 'GET', path: '/asterisk/ping' }, deadlineMs);
    return { type: 'accepted', mayWrite: await mayWrite(settings, deadlineMs) };
  } catch (error) {
    if (error instanceof Refused) {
      return { type: 'refused', status: error.status ?? 0, sentence: error.message };
    }
    if (!(error instanceof Unreachable)) throw error;
    const { reason } = error.details;
    return { type: 'unreachable', reason: String(reason), sentence: error.message };
  }
}

/** Asks for the reload of a module that does not exist: 404 for who may write, 403 for who may not. */
async function mayWrite(settings: AriSettings, deadlineMs: number): Promise<boolean> {
  try {
    const path = '/asterisk/modules/navbatchi-write-check';
    await askAri(settings, { method: 'PUT', path }, deadlineMs);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 404) return true;
    if (error.status === 403 && answerOf(error) === 'Write access denied') return false;
    throw error;
  }
}
