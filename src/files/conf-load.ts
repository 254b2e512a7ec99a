import { join } from 'node:path/posix';
import { readConfLines, type ConfLine } from './conf-line.ts';
import { addSetting, enterSection, type Category } from './conf-category.ts';
import { brokenMessages, type ConfProblem } from './conf-problem.ts';
import { foldName } from './conf-section.ts';
import type { ConfSource } from './conf-source.ts';
import type { ConfStatement } from './conf-statement.ts';
import { hasMagic } from './glob-pattern.ts';

/** All that Asterisk's loader makes of a file and what it includes, templates among the categories. */
export type LoadedConf = {
  readonly files: readonly string[];
  readonly categories: readonly Category[];
  readonly problems: readonly ConfProblem[];
  /** True when Asterisk would refuse it all (CONFIG_STATUS_FILEINVALID) or find no file. */
  readonly isRefused: boolean;
};

/** MAX_INCLUDE_LEVEL of main/config.c, plus the file itself. */
const deepestLevel = 11;
/** A hundred times the largest set-up seen; a file that includes itself twice would go on for hours. */
const mostFiles = 10_000;
/** `char fn[256]` of the loader: a longer path would be cut. */
const longestPath = 255;

type Loading = {
  readonly source: ConfSource;
  readonly etcFolder: string;
  readonly runsPrograms: boolean;
  readonly files: string[];
  readonly categories: Category[];
  readonly byName: Map<string, Category[]>;
  readonly problems: ConfProblem[];
  current: Category | undefined;
  level: number;
};

/** Loads as `ast_config_internal_load` does (main/config.c, 22.10.1), its slips included. Paths are absolute or relative to `etcFolder`. */
export async function loadConf(
  source: ConfSource,
  rootFile: string,
  etcFolder: string,
): Promise<LoadedConf> {
  const loading: Loading = {
    ...{ source, etcFolder, runsPrograms: await runsPrograms(source, etcFolder) },
    ...{ files: [], categories: [], byName: new Map(), problems: [] },
    ...{ current: undefined, level: 0 },
  };
  const result = await loadFiles(loading, rootFile);
  if (result === 'missing') {
    report(
      loading,
      { file: resolve(etcFolder, rootFile), line: 0 },
      'fatal',
      'missing-file',
      'The file does not exist.',
    );
  }
  const { files, categories, problems } = loading;
  return { files, categories, problems, isRefused: result !== 'read' };
}

type LoadResult = 'read' | 'invalid' | 'missing' | 'tooDeep' | 'tooMany';
type Place = { readonly file: string; readonly line: number };

async function loadFiles(loading: Loading, name: string): Promise<LoadResult> {
  const pattern = resolve(loading.etcFolder, name);
  if (loading.level === deepestLevel) return 'tooDeep';
  if (loading.files.length > mostFiles || pattern.length > longestPath) return 'tooMany';
  if (/\[[!^]?.*\[[:.=]/.test(pattern)) return 'tooMany';
  loading.level += 1;
  const paths = hasMagic(pattern) ? await loading.source.listFiles(pattern) : [pattern];
  const result = await loadEach(loading, paths);
  // Asterisk forgets to count down after an invalid file, and so do we.
  if (result !== 'invalid') loading.level -= 1;
  return result;
}

/** The files of one glob share the section they are in, the open comments and the line count. */
async function loadEach(loading: Loading, paths: readonly string[]): Promise<LoadResult> {
  let category = loading.current;
  let depth = 0;
  let isFirstFile = true;
  let count = 0;
  for (const file of paths) {
    const text = await loading.source.readFile(file);
    if (text === undefined) continue;
    count += 1;
    loading.files.push(file);
    const lines = readConfLines(text, { depth, isFirstFile });
    for (const [index, line] of lines.entries()) {
      const read = await loadLine(loading, category, line, { file, line: index + 1 });
      if (read === 'invalid') return 'invalid';
      category = read;
    }
    depth = lines.at(-1)?.depth ?? depth;
    if (depth > 0) {
      const place = { file, line: lines.length };
      const message = 'A block comment ";--" is never closed; all that follows it is hidden.';
      report(loading, place, 'warning', 'open-comment', message);
    }
    isFirstFile = false;
  }
  return count === 0 ? 'missing' : 'read';
}

async function loadLine(
  loading: Loading,
  category: Category | undefined,
  { statement }: ConfLine,
  place: Place,
): Promise<Category | undefined | 'invalid'> {
  switch (statement?.type) {
    case undefined:
      return category;
    case 'broken':
      return loadBroken(loading, category, statement, place);
    case 'section':
      return loadSection(loading, statement, place);
    case 'setting':
      if (category === undefined) return outside(loading, place);
      addSetting(category, statement, place.line);
      return category;
    case 'directive':
      return (await loadDirective(loading, statement, place)) ? category : 'invalid';
  }
}

function loadBroken(
  loading: Loading,
  category: Category | undefined,
  { code, isFatal }: Extract<ConfStatement, { type: 'broken' }>,
  place: Place,
): Category | undefined | 'invalid' {
  if (!isFatal && category === undefined && code !== 'line-too-long')
    return outside(loading, place);
  report(loading, place, isFatal ? 'fatal' : 'warning', code, brokenMessages[code]);
  return isFatal ? 'invalid' : category;
}

function loadSection(
  loading: Loading,
  statement: Extract<ConfStatement, { type: 'section' }>,
  place: Place,
): Category | 'invalid' {
  const entered = enterSection(loading, statement, place);
  if ('trouble' in entered) {
    report(loading, place, 'fatal', entered.code, entered.trouble);
    return 'invalid';
  }
  if (statement.name !== statement.fullName) {
    report(loading, place, 'warning', 'name-cut', 'The section name is cut at 79 characters.');
  }
  const { category, isNew } = entered;
  if (isNew) {
    loading.categories.push(category);
    const name = foldName(category.name);
    const others = loading.byName.get(name);
    if (others === undefined) loading.byName.set(name, [category]);
    else others.push(category);
  }
  loading.current = category;
  return category;
}

function outside(loading: Loading, place: Place): 'invalid' {
  report(loading, place, 'fatal', 'no-section', 'The line stands before the first [section].');
  return 'invalid';
}

async function loadDirective(
  loading: Loading,
  { name, argument }: Extract<ConfStatement, { type: 'directive' }>,
  place: Place,
): Promise<boolean> {
  if (name === 'exec') return loadProgram(loading, place);
  if ((name !== 'include' && name !== 'tryinclude') || argument === undefined) {
    report(
      loading,
      place,
      'warning',
      'unknown-directive',
      'Asterisk does not know this "#" line and skips it.',
    );
    return true;
  }
  const result = await loadFiles(loading, argument);
  if (result === 'invalid' || result === 'read') return true;
  const isRefused = name === 'include' || result === 'tooMany';
  if (isRefused || result === 'tooDeep') {
    report(loading, place, isRefused ? 'fatal' : 'warning', ...includeTrouble(result, argument));
  }
  return !isRefused;
}

function includeTrouble(
  result: 'missing' | 'tooDeep' | 'tooMany',
  argument: string,
): [code: string, message: string] {
  switch (result) {
    case 'missing':
      return [
        'include-missing',
        `No file fits #include "${printable(argument)}": Asterisk refuses the whole file. #tryinclude would be forgiven.`,
      ];
    case 'tooDeep':
      return ['include-too-deep', 'Files include each other more than ten levels deep.'];
    case 'tooMany':
      return [
        'include-too-many',
        'The include leads to too many files, a path over 255 bytes or a pattern with character classes.',
      ];
  }
}

function loadProgram(loading: Loading, place: Place): boolean {
  if (loading.runsPrograms) {
    report(
      loading,
      place,
      'fatal',
      'exec',
      'The file runs a program (#exec), and what that prints cannot be known here.',
    );
  } else {
    report(
      loading,
      place,
      'warning',
      'exec-off',
      'Asterisk does not run #exec lines here (execincludes is off).',
    );
  }
  return true;
}

/** `execincludes` of asterisk.conf: whether `#exec` lines are obeyed. */
async function runsPrograms(source: ConfSource, etcFolder: string): Promise<boolean> {
  const text = await source.readFile(join(etcFolder, 'asterisk.conf'));
  if (text === undefined) return false;
  return readConfLines(text).some(
    ({ statement }) =>
      statement?.type === 'setting' &&
      foldName(statement.key) === 'execincludes' &&
      /^(yes|true|y|t|1|on)$/i.test(statement.value),
  );
}

function report(
  loading: Loading,
  { file, line }: Place,
  severity: ConfProblem['severity'],
  code: string,
  message: string,
): void {
  loading.problems.push({ file, line, severity, code, message });
}

function resolve(etcFolder: string, name: string): string {
  return name.startsWith('/') ? name : `${etcFolder}/${name}`;
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '?').slice(0, 100);
}
