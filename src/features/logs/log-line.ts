import { z } from 'zod';

/** One entry of our log. */
export type LogLine = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'error' | 'warning' | 'info' | 'debug';
  readonly message: string;
  /** `name: value`, one line each, most telling first. */
  readonly fields: readonly string[];
};

/** Source: pino's documentation, "log levels". */
const levels = [
  { from: 50, level: 'error' },
  { from: 40, level: 'warning' },
  { from: 30, level: 'info' },
  { from: 0, level: 'debug' },
] as const;

const written = z.looseObject({ level: z.number(), time: z.coerce.date(), msg: z.string() });

/** A value longer than this is for a computer's screen, not for a phone's. */
const longestField = 200;

/** A line as the log writes it (pino's JSON). Another text, as Node's own last words before an end, is an error. */
export function readLogLine(text: string, before: number): LogLine | undefined {
  if (text.trim() === '') return undefined;
  const parsed = written.safeParse(parse(text));
  if (!parsed.success) return { at: before, level: 'error', message: shorten(text), fields: [] };
  const { level, time, msg, ...rest } = parsed.data;
  return {
    at: time.getTime(),
    level: levels.find(({ from }) => level >= from)?.level ?? 'debug',
    message: shorten(msg),
    fields: Object.entries(rest).map(([name, value]) => `${name}: ${shorten(showValue(value))}`),
  };
}

/** Whether a word stands anywhere in the entry, whatever its case. */
export function mentions(line: LogLine, word: string): boolean {
  const wanted = word.toLowerCase();
  return [line.level, line.message, ...line.fields].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

function showValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shorten(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length > longestField ? `${line.slice(0, longestField)}…` : line;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
