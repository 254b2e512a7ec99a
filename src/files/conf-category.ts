import { problemAt, type ConfProblem } from './conf-problem.ts';
import { foldName, type ConfSetting } from './conf-section.ts';
import { stripBlanks, type ConfStatement } from './conf-statement.ts';

/** A section as Asterisk holds it in memory, inherited settings first. */
export type Category = {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  isTemplate: boolean;
  /** Every section it inherited from, in order. */
  readonly templates: string[];
  own: ConfSetting[];
  /** Instead of `own`, as long as nothing is added to what its block says. */
  plain: readonly ConfSetting[] | undefined;
};

export function newCategory(
  name: string,
  { file, line }: Place,
  plain?: readonly ConfSetting[],
): Category {
  return { name, file, line, isTemplate: false, templates: [], own: [], plain };
}

/** What it inherited and its own, in Asterisk's order. */
export function settingsIn({ own, plain }: Category): readonly ConfSetting[] {
  return plain ?? own;
}

type Known = {
  readonly categories: readonly Category[];
  readonly byName: ReadonlyMap<string, readonly Category[]>;
};

type Place = Pick<ConfProblem, 'file' | 'line'>;

type Entered =
  { readonly category: Category; readonly isNew: boolean } | { readonly problem: ConfProblem };

/**
 * What a header does: opens a section, adds to an earlier one, inherits. Follows `process_text_line`
 * of main/config.c: options are worked off from left to right and their blanks count.
 */
export function enterSection(
  known: Known,
  { name, fullName, options }: Extract<ConfStatement, { type: 'section' }>,
  place: Place,
): Entered {
  const fresh = newCategory(name, place);
  let category = fresh;
  for (const option of options) {
    if (option === '!') {
      category.isTemplate = true;
    } else if (option.startsWith('+')) {
      const filter = readFilter(option.slice(1));
      if (filter === undefined || category !== fresh) return unclear(place, option);
      const base = candidates(known, fullName).find((other) => passes(other, filter));
      if (base === undefined) {
        return {
          problem: problemAt(place, 'fatal', 'addition-without-section', { section: fullName }),
        };
      }
      takeOver(base, fresh);
      category = base;
    } else {
      const base = candidates(known, option)[0];
      if (base === undefined) {
        return { problem: problemAt(place, 'fatal', 'parent-missing', { template: option }) };
      }
      // Asterisk would copy the section into itself until the memory is full.
      if (base === category) return unclear(place, option);
      category.templates.push(base.name);
      addAll(category, base);
    }
  }
  return { category, isNew: category === fresh };
}

/** What a setting line does: `+=` glues onto an earlier one of the key, all else comes behind. */
export function addSetting(
  category: Category,
  statement: Extract<ConfStatement, { type: 'setting' }>,
): void {
  const { key, rawValue, operator } = statement;
  const settings = ownSettings(category);
  const base = operator === '+=' ? settings.findLast((other) => other.key === key) : undefined;
  if (base === undefined) {
    // As it is: a file of 5,000 extensions has 100,000 of them, and most say the same.
    settings.push(statement);
    return;
  }
  // Asterisk glues onto the last of the key, but the first that says the same (an empty one: the
  // first of all) gives way to the result.
  const at = settings.findIndex(
    (other) =>
      foldName(other.key) === foldName(key) &&
      (base.value === '' || foldName(other.value) === foldName(base.value)),
  );
  settings[at] = { key, value: stripBlanks(base.value + rawValue), operator };
}

function takeOver(base: Category, fresh: Category): void {
  base.isTemplate ||= fresh.isTemplate;
  addAll(base, fresh);
}

function addAll(category: Category, from: Category): void {
  const settings = ownSettings(category);
  for (const setting of settingsIn(from)) settings.push(setting);
}

/** What the category may add to: plain sections share theirs with other readings of the file. */
function ownSettings(category: Category): ConfSetting[] {
  if (category.plain) category.own = [...category.plain];
  category.plain = undefined;
  return category.own;
}

/** An empty name fits every section, and Asterisk takes the first. */
function candidates(known: Known, name: string): readonly Category[] {
  return name === '' ? known.categories : (known.byName.get(foldName(name)) ?? []);
}

type Filter = readonly {
  readonly templates?: 'include' | 'restrict';
  readonly key?: RegExp;
  readonly value?: RegExp;
}[];

/** `(+type=endpoint&x=y)`: regular expressions to Asterisk; only plain words are followed here. */
function readFilter(text: string): Filter | undefined {
  if (text === '') return [];
  const parts = text.split('&').map((part) => /^\s*(\^?[\w -]+\$?)=(\^?[\w -]+\$?)\s*$/.exec(part));
  const filter: Filter[number][] = [];
  for (const part of parts) {
    const [key, value] = [part?.[1]?.trim(), part?.[2]?.trim()];
    if (!key || !value) return undefined;
    const templates = /^(include|restrict)$/i.exec(value)?.[1]?.toLowerCase();
    if (key !== 'TEMPLATES') filter.push({ key: new RegExp(key), value: new RegExp(value) });
    else if (templates === 'include' || templates === 'restrict') filter.push({ templates });
    else return undefined;
  }
  return filter;
}

/** `does_category_match` of main/config.c. */
function passes(category: Category, filter: Filter): boolean {
  let takesTemplate = false;
  for (const { templates, key, value } of filter) {
    if (templates !== undefined) {
      if (templates === 'restrict' && !category.isTemplate) return false;
      takesTemplate ||= category.isTemplate;
    } else if (!settingsIn(category).some((s) => key?.test(s.key) && value?.test(s.value))) {
      return false;
    }
  }
  return !category.isTemplate || takesTemplate;
}

function unclear(place: Place, option: string): Entered {
  return { problem: problemAt(place, 'fatal', 'unclear-option', { option }) };
}
