import { parse as parseEnv } from 'dotenv';
import { parse as parseIni } from 'ini';
import { z } from 'zod';
import type { ConfigRemark } from './config-remark.ts';
import { numberLines } from './config-text.ts';

/** One `key = value` of a file and its line. `section` is empty where the file has no sections. */
export type ConfigEntry = {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
};

/** What a file holds, in its order, and what is wrong with its lines. */
export type ConfigEntries = {
  readonly entries: readonly ConfigEntry[];
  readonly sections: readonly { readonly name: string; readonly line: number }[];
  readonly faults: readonly ConfigRemark[];
};

/**
 * The entries of a `.env`. dotenv reads each line by itself, so that every value has its place;
 * what it would cut or stretch in silence is a fault.
 */
export function readEnvEntries(text: string, file: string): ConfigEntries {
  const entries: ConfigEntry[] = [];
  const faults: ConfigRemark[] = [];
  for (const [line, lineText] of numberLines(text)) {
    if (/^\s*(#|$)/.test(lineText)) continue;
    const [pair] = Object.entries(parseEnv(lineText));
    if (pair === undefined) {
      faults.push(at(file, line, undefined, 'The line is not KEY=value.', commentRemedy));
      continue;
    }
    const [key, value] = pair;
    entries.push({ section: '', key, value, line });
    const trap = findEnvTrap(lineText, value);
    if (trap) faults.push(at(file, line, key, `${key} ${trap[0]}`, trap[1]));
  }
  return { entries, sections: [], faults: [...faults, ...findRepeated(entries, file)] };
}

/** The entries of our own ini file. The ini package reads each line; sections may not repeat. */
export function readIniEntries(text: string, file: string): ConfigEntries {
  const entries: ConfigEntry[] = [];
  const faults: ConfigRemark[] = [];
  const sections: { name: string; line: number }[] = [];
  for (const [line, lineText] of numberLines(text)) {
    const read = readIniLine(lineText);
    if (read.type === 'unreadable') {
      faults.push(at(file, line, undefined, 'The line is not key = value.', commentRemedy));
    } else if (read.type === 'section') {
      sections.push({ name: read.name, line });
    } else if (read.type === 'setting') {
      entries.push({
        section: sections.at(-1)?.name ?? '',
        key: read.key,
        value: read.value,
        line,
      });
    }
  }
  const repeated = [...findRepeatedSections(sections, file), ...findRepeated(entries, file)];
  return { entries, sections, faults: [...faults, ...repeated] };
}

const commentRemedy = 'Mend it, or put # before it to make it a comment.';

/** Lines of a `.env` that do not mean what they seem to; the value is what dotenv made of the line. */
function findEnvTrap(lineText: string, value: string): readonly [string, string] | undefined {
  const [, raw] = /^\s*(?:export\s+)?[\w.-]+\s*=(.*)$/.exec(lineText) ?? [];
  if (raw === undefined) return ['is followed by a colon.', 'Write KEY=value.'];
  const [first = ''] = raw.trim();
  if ('“”„«»‘’'.includes(first) && first !== '') {
    return ['stands in curly quotes, which would be part of the value.', 'Use plain " quotes.'];
  }
  if ('\'"`'.includes(first) && first !== '') {
    const isOpen = value.startsWith(first);
    return isOpen
      ? ['has a quote that does not close on its line.', 'Close the quote.']
      : undefined;
  }
  const isCut = /^[^#]*[^#\s]#|^#/.test(raw);
  return isCut
    ? ['contains #, and all after it is lost.', 'Put the value in " quotes.']
    : undefined;
}

type IniLine =
  | { readonly type: 'nothing' | 'unreadable' }
  | { readonly type: 'section'; readonly name: string }
  | { readonly type: 'setting'; readonly key: string; readonly value: string };

function readIniLine(lineText: string): IniLine {
  if (/^\s*([;#]|$)/.test(lineText)) return { type: 'nothing' };
  // An indented or commented [section] is a key to the ini package.
  const [, name] = /^\s*\[([^\]]*)\]\s*([;#].*)?$/.exec(lineText) ?? [];
  if (name !== undefined) return { type: 'section', name: name.trim() };
  const parsed: Record<string, unknown> = parseIni(lineText);
  const [key, value] = Object.entries(parsed)[0] ?? [];
  const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]).safeParse(value);
  if (key === undefined || !lineText.includes('=') || !scalar.success) {
    return { type: 'unreadable' };
  }
  return { type: 'setting', key, value: String(scalar.data) };
}

/** Readers of a file with a repeated key disagree about which of the two counts. */
function findRepeated(entries: readonly ConfigEntry[], file: string): readonly ConfigRemark[] {
  const firstLines = new Map<string, number>();
  return entries.flatMap(({ section, key, line }) => {
    const name = `${section}\n${key}`;
    const first = firstLines.get(name);
    firstLines.set(name, first ?? line);
    if (first === undefined) return [];
    const message = `${key} stands twice, in lines ${first} and ${line}.`;
    return [at(file, line, key, message, 'Keep one of the two lines.')];
  });
}

function findRepeatedSections(
  sections: ConfigEntries['sections'],
  file: string,
): readonly ConfigRemark[] {
  return sections.flatMap(({ name, line }) => {
    const first = sections.find((section) => section.name === name)?.line ?? line;
    if (first === line) return [];
    const message = `[${name}] begins twice, in lines ${first} and ${line}.`;
    return [at(file, line, undefined, message, 'Move its keys together.')];
  });
}

function at(
  file: string,
  line: number,
  key: string | undefined,
  message: string,
  remedy: string,
): ConfigRemark {
  return { file, line, key, message, remedy };
}
