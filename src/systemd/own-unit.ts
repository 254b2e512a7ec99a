import { fstatSync, readFileSync } from 'node:fs';
import { isSystemError } from '../lib/error.ts';

/** What systemd runs us as; `user`: the systemd of one person, not the machine's. */
export type OwnUnit = { readonly scope: 'system' | 'user'; readonly name: string };

const standardOutput = 1;

/**
 * The service whose journal holds what we print. Undefined unless standard output leads there: a program
 * under pm2 inherits JOURNAL_STREAM from pm2's own service, and its words go elsewhere. Source:
 * systemd.exec(5), $JOURNAL_STREAM: device and inode of the stream.
 */
export function findOwnUnit(
  environment: Readonly<Record<string, string | undefined>>,
  { output = standardOutput, cgroupFile = '/proc/self/cgroup' } = {},
): OwnUnit | undefined {
  try {
    const { dev, ino } = fstatSync(output, { bigint: true });
    if (environment['JOURNAL_STREAM'] !== `${dev}:${ino}`) return undefined;
    return unitIn(readFileSync(cgroupFile, 'utf8'));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

/**
 * The service in the text of `/proc/PID/cgroup`. Source: cgroups(7), a line is `0::/PATH`, of the first
 * version `N:name=systemd:/PATH`; systemd.slice(5), a service stands in slices, a person's in that
 * person's `user@ID.service`.
 */
export function unitIn(cgroups: string): OwnUnit | undefined {
  const lines = cgroups.split('\n');
  for (const shape of [/^\d+:name=systemd:(\/.+)$/, /^0::(\/.+)$/]) {
    const path = lines.map((line) => shape.exec(line)?.[1]).find((found) => found !== undefined);
    const unit = path === undefined ? undefined : unitOf(path.split('/').map(unescape));
    if (unit) return unit;
  }
  return undefined;
}

function unitOf(parts: readonly string[]): OwnUnit | undefined {
  const [first = '', ...inside] = withoutSlices(parts);
  if (!/^user@\d+\.service$/.test(first)) return serviceOf('system', first);
  return serviceOf('user', withoutSlices(inside)[0] ?? '');
}

function withoutSlices(parts: readonly string[]): readonly string[] {
  const start = parts.findIndex((part) => part !== '' && !part.endsWith('.slice'));
  return start === -1 ? [] : parts.slice(start);
}

/** A terminal's session is no service, and neither is a manager's own `init.scope`. */
function serviceOf(scope: OwnUnit['scope'], name: string): OwnUnit | undefined {
  return /^[\w:.\\@-]{1,250}\.service$/.test(name) ? { scope, name } : undefined;
}

/** A name that could be mistaken for one of the kernel's own files has a `_` before it. */
function unescape(part: string): string {
  return part.startsWith('_') ? part.slice(1) : part;
}
