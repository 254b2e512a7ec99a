import { join } from 'node:path/posix';
import { blocksOf } from './conf-block.ts';
import { addSetting, enterSection, newCategory, type Category } from './conf-category.ts';
import { problemAt, type ConfProblem, type ProblemArgs, type ProblemCode } from './conf-problem.ts';
import { foldName, type ConfSetting } from './conf-section.ts';
import type { ConfSource } from './conf-source.ts';
import type { ConfStatement } from './conf-statement.ts';
import { readConfText } from './conf-text.ts';
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
    const place = { file: resolve(etcFolder, rootFile), line: 0 };
    report(loading, place, 'fatal', 'missing-file', {});
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
    const lines = readConfText(text, { depth, isFirstFile });
    let index = 0;
    for (const { count, settings } of blocksOf(lines)) {
      const header = lines[index]?.statement;
      if (settings && header?.type === 'section') {
        category = loadPlain(loading, header.name, { file, line: index + 1 }, settings);
        index += count;
        continue;
      }
      for (const end = index + count; index < end; index += 1) {
        const statement = lines[index]?.statement;
        const place = { file, line: index + 1 };
        const read =
          statement?.type === 'directive'
            ? (await loadDirective(loading, statement, place)) && category
            : loadStatement(loading, category, statement, place);
        if (read === 'invalid' || read === false) return 'invalid';
        category = read;
      }
    }
    depth = lines.at(-1)?.depth ?? depth;
    if (depth > 0) {
      report(loading, { file, line: lines.length }, 'warning', 'open-comment', {});
    }
    isFirstFile = false;
  }
  return count === 0 ? 'missing' : 'read';
}

function loadStatement(
  loading: Loading,
  category: Category | undefined,
  statement: Exclude<ConfStatement, { type: 'directive' }> | undefined,
  place: Place,
): Category | undefined | 'invalid' {
  switch (statement?.type) {
    case undefined:
      return category;
    case 'broken':
      return loadBroken(loading, category, statement, place);
    case 'section':
      return loadSection(loading, statement, place);
    case 'setting':
      if (category === undefined) return outside(loading, place);
      addSetting(category, statement);
      return category;
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
  report(loading, place, isFatal ? 'fatal' : 'warning', code, {});
  return isFatal ? 'invalid' : category;
}

function loadSection(
  loading: Loading,
  statement: Extract<ConfStatement, { type: 'section' }>,
  place: Place,
): Category | 'invalid' {
  const entered = enterSection(loading, statement, place);
  if ('problem' in entered) {
    loading.problems.push(entered.problem);
    return 'invalid';
  }
  if (statement.name !== statement.fullName) {
    report(loading, place, 'warning', 'name-cut', {});
  }
  const { category, isNew } = entered;
  if (isNew) addCategory(loading, category);
  loading.current = category;
  return category;
}

/** A section that nothing but its own block goes into. */
function loadPlain(
  loading: Loading,
  name: string,
  place: Place,
  settings: readonly ConfSetting[],
): Category {
  const category = newCategory(name, place, settings);
  addCategory(loading, category);
  loading.current = category;
  return category;
}

function addCategory({ categories, byName }: Loading, category: Category): void {
  categories.push(category);
  const name = foldName(category.name);
  const others = byName.get(name);
  if (others === undefined) byName.set(name, [category]);
  else others.push(category);
}

function outside(loading: Loading, place: Place): 'invalid' {
  report(loading, place, 'fatal', 'no-section', {});
  return 'invalid';
}

async function loadDirective(
  loading: Loading,
  { name, argument }: Extract<ConfStatement, { type: 'directive' }>,
  place: Place,
): Promise<boolean> {
  if (name === 'exec') return loadProgram(loading, place);
  if ((name !== 'include' && name !== 'tryinclude') || argument === undefined) {
    report(loading, place, 'warning', 'unknown-directive', {});
    return true;
  }
  const result = await loadFiles(loading, argument);
  if (result === 'invalid' || result === 'read') return true;
  const isRefused = name === 'include' || result === 'tooMany';
  if (isRefused || result === 'tooDeep') {
    const severity = isRefused ? 'fatal' : 'warning';
    if (result === 'missing') {
      report(loading, place, severity, 'include-missing', { pattern: argument });
    } else {
      const code = result === 'tooDeep' ? 'include-too-deep' : 'include-too-many';
      report(loading, place, severity, code, {});
    }
  }
  return !isRefused;
}

function loadProgram(loading: Loading, place: Place): boolean {
  if (loading.runsPrograms) report(loading, place, 'fatal', 'exec', {});
  else report(loading, place, 'warning', 'exec-off', {});
  return true;
}

/** `execincludes` of asterisk.conf: whether `#exec` lines are obeyed. */
async function runsPrograms(source: ConfSource, etcFolder: string): Promise<boolean> {
  const text = await source.readFile(join(etcFolder, 'asterisk.conf'));
  if (text === undefined) return false;
  return readConfText(text).some(
    ({ statement }) =>
      statement?.type === 'setting' &&
      foldName(statement.key) === 'execincludes' &&
      /^(yes|true|y|t|1|on)$/i.test(statement.value),
  );
}

function report<Code extends ProblemCode>(
  { problems }: Loading,
  place: Place,
  severity: ConfProblem['severity'],
  code: Code,
  args: ProblemArgs<Code>,
): void {
  problems.push(problemAt(place, severity, code, args));
}

function resolve(etcFolder: string, name: string): string {
  return name.startsWith('/') ? name : `${etcFolder}/${name}`;
}
