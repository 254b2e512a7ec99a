import path from 'node:path';
import type { ConfProblem } from '../files/conf-tree.ts';
import type { Finding, FixName, Remedy } from '../lib/check.ts';

type Args = Finding['args'];

export function good(code: string, args: Args = {}): Finding {
  return { level: 'good', code, args, remedies: [] };
}

export function warning(code: string, args: Args = {}, ...remedies: readonly Remedy[]): Finding {
  return { level: 'warning', code, args, remedies };
}

export function bad(code: string, args: Args = {}, ...remedies: readonly Remedy[]): Finding {
  return { level: 'bad', code, args, remedies };
}

export function unknown(code: string, args: Args = {}): Finding {
  return { level: 'unknown', code, args, remedies: [] };
}

/** A change that the doctor proposes. */
export function change(fix: FixName): Remedy {
  return { type: 'change', fix };
}

/** A path as people say it: inside Asterisk's folder without the folder. */
export function nameOfFile(file: string, configFolder: string): string {
  const relative = path.relative(configFolder, file);
  return relative.startsWith('..') ? file : relative;
}

/** What Asterisk would trip over, with file and line, in the words of the faults. */
export function findingOf(
  { file, line, severity, code, args }: ConfProblem,
  configFolder: string,
  remedies: readonly Remedy[] = [],
): Finding {
  const name = nameOfFile(file, configFolder);
  const texts = Object.entries(args).map(([key, value]) => [key, String(value)] as const);
  return {
    level: severity === 'warning' ? 'warning' : 'bad',
    code: 'check-conf-problem',
    args: {
      ...Object.fromEntries(texts),
      of: `fault-${code}`,
      place: line === 0 ? name : `${name}:${line}`,
    },
    remedies,
  };
}
