import { execa } from 'execa';
import type { OwnUnit } from './own-unit.ts';

/** `denied`: not for this user. `failed`: it did not answer in time, or otherwise than it should. */
export type JournalAnswer =
  | { readonly type: 'lines'; readonly lines: readonly string[] }
  | { readonly type: 'missing' | 'denied' | 'failed' };

/** The newest `most` lines that the service printed, of all its lives, oldest first. */
export type ReadJournal = (most: number) => Promise<JournalAnswer>;

/** Far more than anybody reads on a phone. */
const maxOutput = 1024 * 1024;

/** A journal of gigabytes on a slow disk takes journalctl a few seconds. */
const deadlineMs = 15_000;

/** Source: journalctl 252 said so to a user outside of the group systemd-journal. */
const denials =
  /insufficient permissions|not seeing messages from other users|not seeing messages from the system/;

/** What journald keeps of a service, read by `journalctl`. `command`: another program than that. */
export function createJournal(
  unit: OwnUnit,
  { command = ['journalctl'], withinMs = deadlineMs } = {},
): ReadJournal {
  return async (most) => {
    const [program = '', ...first] = command;
    const result = await execa(program, [...first, ...wordsFor(unit, most)], {
      reject: false,
      stdin: 'ignore',
      maxBuffer: maxOutput,
      timeout: withinMs,
      killSignal: 'SIGKILL',
      // Its hints are what we understand a refusal by.
      env: { LC_ALL: 'C' },
    });
    if (result.code === 'ENOENT' || result.code === 'EACCES') return { type: 'missing' };
    const lines = result.stdout.split('\n').filter((line) => line !== '');
    // Newest first: what was too much is the oldest, and its last line is cut.
    if (result.isMaxBuffer) return { type: 'lines', lines: lines.slice(0, -1).toReversed() };
    if (result.timedOut) return { type: 'failed' };
    if (lines.length === 0 && denials.test(result.stderr)) return { type: 'denied' };
    if (result.exitCode !== 0) return { type: 'failed' };
    return { type: 'lines', lines: lines.toReversed() };
  };
}

/** `_TRANSPORT=stdout` leaves out what systemd says about the service. */
function wordsFor({ scope, name }: OwnUnit, most: number): readonly string[] {
  return [
    ...[scope === 'user' ? `--user-unit=${name}` : `--unit=${name}`, '--output=cat', '--reverse'],
    ...[`--lines=${most}`, '--no-pager', '_TRANSPORT=stdout'],
  ];
}
