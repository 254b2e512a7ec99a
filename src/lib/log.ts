import { pino, type DestinationStream } from 'pino';
import { keepRecentLines } from './recent-lines.ts';

/** What the rest of the house needs of a log; pino gives it. */
export type Log = {
  debug: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  info: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  warn: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  error: (fields: Readonly<Record<string, unknown>>, message: string) => void;
};

/** Shapes that are secret wherever they stand: a bot token, a Basic header, credentials in an address, a password line. */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/\d{5,}:[A-Za-z0-9_-]{30,}/g, '[secret]'],
  [/\b(Basic|Bearer) [A-Za-z0-9+/=_.-]{8,}/g, '$1 [secret]'],
  [/(\w+:\/\/[^\s:@/]+:)[^\s@/]+@/g, '$1[secret]@'],
  [/(api_key=[^\s:&]+:)[^\s&"]+/g, '$1[secret]'],
  [
    /((?:password|secret|token)\\*["']?\s*[=:]>?\s*\\*["']?)(?!\[secret\])[^\s"',}\]\\]+/gi,
    '$1[secret]',
  ],
];

/** Replaces in one line every known secret value and every secret shape. */
function redactText(text: string, values: readonly string[] = []): string {
  let clean = text;
  for (const value of values) {
    if (value.length >= 6) clean = clean.replaceAll(value, '[secret]');
  }
  for (const [shape, replacement] of secretShapes) clean = clean.replaceAll(shape, replacement);
  return clean;
}

export type LogOptions = {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Secret values of this run; every log line is searched for them before it is written. */
  readonly secrets?: () => readonly string[];
  readonly destination?: DestinationStream;
};

/** The log of the process, which can be read back. */
export type OwnLog = Log & {
  /** The newest lines as they were written, oldest first. */
  readonly recentLines: () => readonly string[];
  /** Removes the secrets from another text, as it does from its own lines. */
  readonly clean: (text: string) => string;
};

/** About a megabyte at most. */
const mostRecentLines = 2_000;

/** One JSON line an entry, to standard output unless told, with secrets removed from the finished line. */
export function createLog(options: LogOptions): OwnLog {
  const destination = options.destination ?? pino.destination({ fd: 1, sync: true });
  const recent = keepRecentLines(mostRecentLines);
  const clean = (text: string): string => redactText(text, options.secrets?.());
  const log = pino(
    {
      level: options.level,
      base: null,
      serializers: { error: pino.stdSerializers.err },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: {
        streamWrite: (line) => {
          const cleaned = clean(line);
          recent.add(cleaned);
          return cleaned;
        },
      },
    },
    destination,
  );
  return Object.assign(log, { recentLines: recent.list, clean });
}
