import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readShape, type SourceShape } from './source-shape.ts';

/**
 * A file that begins with one of these does something; every other file only knows something.
 * A new verb is added here.
 */
const verbs = [
  ...[
    'accept',
    'add',
    'advance',
    'adopt',
    'apply',
    'ask',
    'attach',
    'call',
    'change',
    'check',
    'choose',
    'claim',
  ],
  ...[
    'close',
    'create',
    'delete',
    'disable',
    'enable',
    'explain',
    'export',
    'find',
    'follow',
    'import',
    'invite',
  ],
  ...[
    'list',
    'make',
    'manage',
    'mend',
    'merge',
    'open',
    'place',
    'plan',
    'post',
    'propose',
    'prove',
  ],
  ...[
    'read',
    'receive',
    'remove',
    'rename',
    'renew',
    'restart',
    'retire',
    'rotate',
    'run',
    'send',
    'set',
    'show',
    'start',
  ],
  ...['stop', 'test', 'tie', 'track', 'undo', 'watch', 'write'],
];

/** Verbs that are nouns as well: `invite-token.ts` holds facts, `invite-person.ts` is a deed. */
const nounsToo = ['call', 'change', 'invite', 'test'];

const languages = ['en.ftl', 'ru.ftl', 'uz.ftl'];

/** The rules of a feature folder: the name of a file says what it may do. */
export async function checkFeatureFolders(folder: string): Promise<readonly string[]> {
  const features = join(folder, 'src/features');
  const entries = await readdir(features, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const strays = entries.filter((entry) => !entry.isDirectory());
  const faults = await Promise.all(
    folders.map(({ name }) => checkFeature(join(features, name), name)),
  );
  return [
    ...strays.map(({ name }) => `src/features/${name}: a file outside any feature.`),
    ...faults.flat(),
    ...(await checkSharedFacts(join(folder, 'src', factsRoom))),
  ];
}

/** The room below the features whose facts their facts may know. */
const factsRoom = 'telephony';

async function checkSharedFacts(path: string): Promise<readonly string[]> {
  const names = existsSync(path) ? await readdir(path) : [];
  const facts = names.filter((name) => name.endsWith('.ts') && isFacts(name)).sort();
  const faults = await Promise.all(
    facts.map(async (name) => {
      const found = checkFacts(readShape(await readFile(join(path, name), 'utf8')));
      return found.map((fault) => `src/${factsRoom}: ${name} ${fault}`);
    }),
  );
  return faults.flat();
}

async function checkFeature(path: string, feature: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.map(({ name }) => name).sort();
  const words = names.filter((name) => name.endsWith('.ftl'));
  const faults: string[] = [];
  if (!names.includes('index.ts')) faults.push('index.ts is missing: the front door.');
  if (words.length > 0 && words.join() !== languages.join()) {
    faults.push(`the words are ${words.join(', ')}; they must be ${languages.join(', ')}.`);
  }
  for (const entry of entries) {
    if (entry.isDirectory()) faults.push(`${entry.name}/ is a folder; a feature is flat.`);
    else if (!/^([a-z][a-z0-9]*(-[a-z0-9]+)*\.ts|\w+\.ftl)$/.test(entry.name)) {
      faults.push(`${entry.name} is not a name like verb-noun.ts or noun.ts.`);
    } else if (entry.name.endsWith('.ts')) {
      const shape = readShape(await readFile(join(path, entry.name), 'utf8'));
      const found = checkFile(entry.name, shape, feature);
      faults.push(...found.map((fault) => `${entry.name} ${fault}`));
    }
  }
  return faults.map((fault) => `src/features/${feature}: ${fault}`);
}

type Kind = 'door' | 'way in' | 'memory' | 'deed' | 'facts';

function kindOf(name: string): Kind {
  if (name === 'index.ts') return 'door';
  if (name === 'store.ts') return 'memory';
  if (name.startsWith('on-')) return 'way in';
  const [first = '', second] = name.replace(/\.ts$/, '').split('-');
  return second !== undefined && verbs.includes(first) ? 'deed' : 'facts';
}

function checkFile(name: string, shape: SourceShape, feature: string): readonly string[] {
  switch (kindOf(name)) {
    case 'door':
      return checkDoor(shape, feature);
    case 'way in':
      return /^on-(telegram|http|ari|outbox)(-[a-z-]+)?\.ts$/.test(name)
        ? []
        : ['is no way in; those are on-telegram, on-http, on-ari and on-outbox.'];
    case 'deed':
      return isNounToo(name) && checkFacts(shape).length === 0 ? [] : checkDeed(name, shape);
    case 'facts':
      return checkFacts(shape);
    case 'memory':
      return [];
  }
}

function isNounToo(name: string): boolean {
  return nounsToo.some((word) => name.startsWith(`${word}-`));
}

/** The front door makes the feature out of its own files; it does no work itself. */
function checkDoor({ functions, imports }: SourceShape, feature: string): readonly string[] {
  const wanted = `create${camelCase(`x-${feature}`).slice(1)}`;
  const strangers = imports.filter(({ module }) => !/^(\.\/|\.\.\/\.\.\/lib\/)/.test(module));
  return [
    ...(functions.includes(wanted) ? [] : [`does not export ${wanted}.`]),
    ...strangers.map(({ module }) => `imports ${module}; the front door only knows its own files.`),
  ];
}

function checkDeed(name: string, { functions }: SourceShape): readonly string[] {
  const wanted = camelCase(name.replace(/\.ts$/, ''));
  if (functions.length === 1 && functions[0] === wanted) return [];
  const found = functions.length === 0 ? 'none' : functions.join(', ');
  return [`is a deed and exports one function, ${wanted}; it has ${found}.`];
}

function checkFacts({ imports, impurities }: SourceShape): readonly string[] {
  const strangers = imports.filter(({ module, names }) => !mayKnow(module, names));
  return [
    ...strangers.map(
      ({ module }) =>
        `holds facts and imports ${module}; facts know lib, zod and each other (types are free). ` +
        'A deed begins with a verb of test/house/feature-folders.ts.',
    ),
    ...impurities.map(({ line, what }) => `holds facts, and line ${line} uses ${what}.`),
  ];
}

const pureCrypto = ['createHash', 'createHmac', 'timingSafeEqual'];

function mayKnow(module: string, names: readonly string[]): boolean {
  if (module === 'node:crypto') return names.every((name) => pureCrypto.includes(name));
  const [, neighbour] = ownOrShared.exec(module) ?? [];
  if (neighbour !== undefined) return isFacts(neighbour);
  return /^(\.\.\/){1,2}lib\//.test(module) || ['zod', 'node:path'].includes(module);
}

const ownOrShared = new RegExp(`^(?:\\./|\\.\\./\\.\\./${factsRoom}/)([^/]+)$`);

function isFacts(name: string): boolean {
  return kindOf(name) === 'facts' || isNounToo(name);
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());
}
