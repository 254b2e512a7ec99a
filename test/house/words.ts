import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const languages = ['uz', 'ru', 'en'];

/**
 * Every folder of words speaks all three languages, with the same keys and the same variables, and
 * no key stands in two folders: the bot puts them all into one bundle, where one would win unseen.
 */
export async function checkWords(folder: string): Promise<readonly string[]> {
  const homes = new Map<string, string>();
  const files = await readdir(join(folder, 'src'), { recursive: true });
  const ftl = files.filter((file) => file.endsWith('.ftl'));
  const folders = [...new Set(ftl.map((file) => dirname(file)))].sort();
  const faults: string[] = [];
  // One after the other: who comes first keeps a key, whatever the disk answers first.
  for (const words of folders) {
    const spoken = ftl.filter((file) => dirname(file) === words).map((f) => basename(f, '.ftl'));
    const missing = languages.filter((language) => !spoken.includes(language));
    const texts = await Promise.all(
      spoken.map(async (language) => {
        const text = await readFile(join(folder, 'src', words, `${language}.ftl`), 'utf8');
        return [language, text] as const;
      }),
    );
    const keys = new Set(texts.flatMap(([, text]) => [...readMessages(text).messages.keys()]));
    const twice = [...keys].filter((key) => homes.has(key));
    faults.push(
      ...twice.map((key) => `src/${words}: ${key} stands in src/${homes.get(key) ?? ''} too.`),
      ...missing.map((language) => `src/${words}/${language}.ftl is missing.`),
      ...compareWords(texts).map((fault) => `src/${words}/${fault}`),
    );
    for (const key of keys) homes.set(key, words);
  }
  return faults;
}

/** Compares languages of one folder. A fault begins with the name of the file. */
export function compareWords(
  texts: readonly (readonly [language: string, text: string])[],
): readonly string[] {
  const read = texts.map(([language, text]) => ({ language, ...readMessages(text) }));
  const keys = [...new Set(read.flatMap(({ messages }) => [...messages.keys()]))].sort();
  const variables = (key: string) => [
    ...new Set(read.flatMap(({ messages }) => messages.get(key) ?? [])),
  ];
  return read.flatMap(({ language, messages, faults }) => [
    ...faults.map((fault) => `${language}.ftl${fault}`),
    ...keys.flatMap((key) => {
      const own = messages.get(key);
      if (own === undefined) return [`${language}.ftl: ${key} is missing.`];
      const lacking = variables(key).filter((variable) => !own.includes(variable));
      return lacking.map((variable) => `${language}.ftl: ${key} does not use { ${variable} }.`);
    }),
  ]);
}

/**
 * The messages (with `key.attribute` for attributes) and terms of a Fluent text, each with the
 * variables it uses. Source of the grammar: projectfluent.org/fluent/guide.
 */
function readMessages(text: string): {
  readonly messages: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly string[];
} {
  const messages = new Map<string, string[]>();
  const faults: string[] = [];
  let message = '';
  let key = '';
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^(#|\s*$)/.test(line)) continue;
    const [, begins] = /^(-?[a-zA-Z][\w-]*)\s*=/.exec(line) ?? [];
    const [, attribute] = /^\s+\.([a-zA-Z][\w-]*)\s*=/.exec(line) ?? [];
    if (begins !== undefined) message = key = begins;
    else if (attribute !== undefined) key = `${message}.${attribute}`;
    else if (!/^\s|^[}]/.test(line) || key === '') {
      faults.push(`:${index + 1} is neither a message, its continuation, nor a comment.`);
      continue;
    }
    if (begins !== undefined && messages.has(begins)) {
      faults.push(`:${index + 1} says ${begins} again.`);
    }
    const known = messages.get(key) ?? [];
    const used = [...line.matchAll(/\$[a-zA-Z][\w-]*/g)].map(([variable]) => variable);
    messages.set(key, [...new Set([...known, ...used])]);
  }
  return { messages, faults };
}
