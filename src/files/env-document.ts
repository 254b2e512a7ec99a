import { parse } from 'dotenv';
import { Conflict, InvalidInput } from '../lib/error.ts';

/** A `.env` file, every byte of it (latin1), line by line with the line endings. */
export type EnvDocument = { readonly lines: readonly string[] };

export type EnvValue = {
  readonly value: string;
  /** 1-based. */
  readonly line: number;
};

/** Reads a file decoded as latin1. Never throws. */
export function parseEnvDocument(text: string): EnvDocument {
  return { lines: text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+/g) ?? [] };
}

/** The exact text: `printEnvDocument(parseEnvDocument(x)) === x` for every x. */
export function printEnvDocument(document: EnvDocument): string {
  return document.lines.join('');
}

/** The value as dotenv reads it (as Unicode) and its line. Throws Conflict when the key stands twice. */
export function getEnv(document: EnvDocument, key: string): EnvValue | undefined {
  const index = findLine(document, key);
  const value = readAll(document)[key];
  return index === undefined || value === undefined ? undefined : { value, line: index + 1 };
}

/**
 * Gives a key its value: in its line, where `export`, quotes and the remark stay; without one below
 * its commented-out example, else at the end. Throws InvalidInput for a key that is no variable name
 * or a value beyond the letters that dotenv, Node, bash, systemd and docker read alike
 * (`A-Za-z0-9_.:/@+,%-`, up to 2000), Conflict when the key stands twice or its value runs over lines.
 */
export function setEnv(document: EnvDocument, key: string, value: string): EnvDocument {
  requireWritable(key, value);
  const index = findLine(document, key);
  const edited =
    index === undefined
      ? insertLine(document, key, value)
      : { lines: document.lines.with(index, replaceValue(document, index, key, value)) };
  requireReading(document, edited, key, value);
  return edited;
}

function requireWritable(key: string, value: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(key)) {
    throw new InvalidInput('A variable name may hold letters, digits and "_".');
  }
  if (!/^[A-Za-z0-9_.:/@+,%-]{0,2000}$/.test(value)) {
    throw new InvalidInput(
      `The value of ${key} may hold letters, digits and _ . : / @ + , % - only, so that every program reads it alike.`,
      { details: { key, length: value.length } },
    );
  }
}

function findLine({ lines }: EnvDocument, key: string): number | undefined {
  const found = lines.flatMap((line, index) => (readLine(line)?.key === key ? [index] : []));
  if (found.length > 1) {
    const places = found.map((index) => index + 1).join(', ');
    throw new Conflict(`${key} stands more than once: lines ${places}. Please keep one.`, {
      details: { key, lines: places },
    });
  }
  return found[0];
}

type EnvLine = {
  readonly lead: string;
  readonly key: string;
  readonly rest: string;
  readonly ending: string;
};

function readLine(line: string): EnvLine | undefined {
  const shape =
    /^((?:\xef\xbb\xbf)?\s*(?:export\s+)?([\w.-]+)(?:[ \t]*=[ \t]*|:[ \t]+))([^\r\n]*)([\r\n]*)$/;
  const [, lead, key, rest, ending] = shape.exec(line) ?? [];
  if (lead === undefined || key === undefined) return undefined;
  return { lead, key, rest: rest ?? '', ending: ending ?? '' };
}

function replaceValue({ lines }: EnvDocument, index: number, key: string, value: string): string {
  const line = readLine(lines[index] ?? '');
  const quoted = /^(['"`])(?:\\\1|(?!\1).)*\1(\s*(?:#.*)?)$/.exec(line?.rest ?? '');
  const [, quote = '', remark = ''] = quoted ?? [
    '',
    '',
    /\s*(?:#.*)?$/.exec(line?.rest ?? '')?.[0],
  ];
  if (line === undefined || (quoted === null && /^['"`]/.test(line.rest))) {
    throw new Conflict(
      `The value of ${key} in line ${index + 1} is quoted in an unclear way; please mend it by hand.`,
    );
  }
  const gap = remark.startsWith('#') ? ' ' : '';
  return line.lead + quote + value + quote + gap + remark + line.ending;
}

function insertLine({ lines }: EnvDocument, key: string, value: string): EnvDocument {
  const ending = lines.some((line) => line.endsWith('\r\n')) ? '\r\n' : '\n';
  const examples = lines.flatMap((line, index) => {
    const example = /^\s*#+\s*(.*)$/s.exec(line)?.[1];
    return example !== undefined && readLine(example)?.key === key ? [index] : [];
  });
  const at = examples.length === 1 ? (examples[0] ?? 0) + 1 : lines.length;
  const before = lines
    .slice(0, at)
    .map((line, index) => (index === at - 1 && !/[\r\n]$/.test(line) ? line + ending : line));
  return { lines: [...before, `${key}=${value}${ending}`, ...lines.slice(at)] };
}

/** The proof: dotenv reads the key as given and every other key as before. */
function requireReading(before: EnvDocument, after: EnvDocument, key: string, value: string): void {
  const expected = { ...readAll(before), [key]: value };
  const read = readAll(after);
  const names = new Set([...Object.keys(expected), ...Object.keys(read)]);
  for (const name of names) {
    if (read[name] === expected[name]) continue;
    throw new Conflict(
      `The file cannot be changed safely: ${name} would read otherwise. Is a quote open?`,
    );
  }
}

function readAll(document: EnvDocument): Readonly<Record<string, string>> {
  return parse(Buffer.from(printEnvDocument(document), 'latin1').toString('utf8'));
}
