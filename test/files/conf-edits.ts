import {
  addSection,
  commentOutSection,
  parseConf,
  printConf,
  removeSection,
  removeSetting,
  sectionsOf,
  setSetting,
  type ConfDocument,
  type ConfSection,
} from '../../src/files/conf-document.ts';
import { Stop } from '../../src/lib/error.ts';
import { nastyText, type Random } from './cheap-random.ts';

export type TriedEdit = {
  readonly before: string;
  /** undefined: the edit was refused. */
  readonly after: string | undefined;
  /** What is not as it should be; undefined when all is well. */
  readonly fault: string | undefined;
};

const names = ['a', 'b', 't', '1001', 'x.y', 'a](!)', '1001(+)', 'a b', '', 'n'.repeat(80)];
const keys = ['x', 'type', 'allow', 'password', 'max_contacts', 'x=y', '#exec', 'a;b', '[x]', ''];
const values = [
  '1',
  'endpoint',
  'ulaw,alaw',
  '',
  '"q"',
  'a=b',
  '[x](!)',
  '#include "x"',
  '--',
  '\xc3\xbc',
  '{$}',
];

/** One edit of one file: it is refused, or it does exactly what was asked and nothing else. */
export function tryEdit(before: string, random: Random): TriedEdit {
  const document = parseConf(before);
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;
  const section = sectionsOf(document)[random(6)];
  const name = random(3) === 0 || section === undefined ? pick(names) : section.name;
  const value = random(3) === 0 ? nastyText(random, 4) : pick(values);
  try {
    switch (random(5)) {
      case 0:
        return add(document, before, name, [
          [pick(keys), value],
          ['x', pick(values)],
        ]);
      case 1:
        return remove(document, before, removeSection(document, { name }), name);
      case 2:
        return remove(document, before, commentOutSection(document, { name }), name);
      case 3: {
        const key = section?.settings[0]?.key ?? pick(keys);
        const edited = removeSetting(document, { section: { name }, key });
        return compare(before, edited, without(document, name, key));
      }
      default: {
        const key = section?.settings[random(3)]?.key ?? pick(keys);
        const edited = setSetting(document, { section: { name }, key, value });
        return compare(before, edited, withSetting(document, name, key, value), 1);
      }
    }
  } catch (error) {
    if (error instanceof Stop) return { before, after: undefined, fault: undefined };
    throw error;
  }
}

type Meaning = readonly (readonly [string, readonly (readonly [string, string])[]])[];

function add(
  document: ConfDocument,
  before: string,
  name: string,
  settings: readonly (readonly [string, string])[],
): TriedEdit {
  const edited = addSection(document, { name, settings });
  const after = printConf(edited);
  const kept = after.startsWith(before) ? undefined : 'other lines changed';
  const tried = compare(before, edited, [...meaning(document), [name, settings]]);
  return { ...tried, fault: tried.fault ?? kept };
}

function remove(
  document: ConfDocument,
  before: string,
  edited: ConfDocument,
  name: string,
): TriedEdit {
  const gone = sectionsOf(document).findIndex((each) => each.name === name && !each.isAddition);
  return compare(before, edited, meaning(document).toSpliced(gone, 1));
}

function without(document: ConfDocument, name: string, key: string): Meaning {
  return change(document, name, (settings) => settings.filter(([each]) => each !== key));
}

function withSetting(document: ConfDocument, name: string, key: string, value: string): Meaning {
  return change(document, name, (settings) =>
    settings.some(([each]) => each === key)
      ? settings.map((setting) => (setting[0] === key ? ([key, value] as const) : setting))
      : [...settings, [key, value]],
  );
}

function change(
  document: ConfDocument,
  name: string,
  edit: (settings: Meaning[number][1]) => Meaning[number][1],
): Meaning {
  const at = sectionsOf(document).findIndex((each) => each.name === name && !each.isAddition);
  return meaning(document).map(([each, settings], index) => [
    each,
    index === at ? edit(settings) : settings,
  ]);
}

function compare(
  before: string,
  edited: ConfDocument,
  expected: Meaning,
  mostChanged?: number,
): TriedEdit {
  const after = printConf(edited);
  const read = JSON.stringify(meaning(parseConf(after)));
  let fault = read === JSON.stringify(expected) ? undefined : 'it reads otherwise';
  if (JSON.stringify(meaning(edited)) !== read) fault = 'the document is not what it prints';
  const joined = edited.lines.map(({ text }) => text).join('');
  if (joined !== after) fault = 'it prints other lines than it has';
  const changed = linesOf(after).filter((line) => !linesOf(before).includes(line)).length;
  // A last line that got its ending counts as a second one.
  if (mostChanged !== undefined && changed > mostChanged + 1) fault = 'more lines changed';
  return { before, after, fault };
}

function meaning(document: ConfDocument): Meaning {
  return sectionsOf(document).map(({ name, settings }: ConfSection) => [
    name,
    settings.map(({ key, value }) => [key, value] as const),
  ]);
}

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}
