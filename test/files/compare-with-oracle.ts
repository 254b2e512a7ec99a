import fc from 'fast-check';
import { settingsIn } from '../../src/files/conf-category.ts';
import { loadConf, type LoadedConf } from '../../src/files/conf-load.ts';
import { folderMark, madeUpConf, type MadeUpConf } from './conf-grammar.ts';
import type { ConfigOracle, OracleAnswer, OracleSection } from './config-oracle.ts';
import { memorySource } from './memory-source.ts';

export type Comparison = {
  /** Sections and settings equal. */
  readonly agreed: number;
  /** Both refuse the whole of it. */
  readonly agreedToRefuse: number;
  /** We refuse what Asterisk would read, or might not survive. */
  readonly refusedAlone: number;
  readonly differences: readonly {
    readonly files: MadeUpConf;
    readonly ours: unknown;
    readonly asterisk: OracleAnswer;
  }[];
};

const batch = 250;
/** Asterisk hangs, corrupts its memory or depends on the machine: not for asking. */
const dangerous = new Set(['comment-markers', 'unclear-option', 'include-too-many', 'exec']);

/** Reads made-up configurations with our reader and with Asterisk's. */
export async function compareWithOracle(
  oracle: ConfigOracle,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<Comparison> {
  const figures = { agreed: 0, agreedToRefuse: 0, refusedAlone: 0 };
  const differences: Comparison['differences'][number][] = [];
  for (let done = 0; done < count && differences.length < 4; done += batch) {
    const numRuns = Math.min(batch, count - done);
    const confs = fc.sample(madeUpConf, { seed: seed + done, numRuns });
    const read = await readBatch(
      oracle,
      confs.map((conf, index) => filesOf(conf, `oracle/${index}`)),
    );
    for (const [index, { ours, asterisk }] of read.entries()) {
      const files = confs[index];
      if (ours === 'refused') figures.refusedAlone += 1;
      else if (JSON.stringify(ours) !== JSON.stringify(asterisk) && files) {
        differences.push({ files, ours, asterisk });
      } else if (ours === 'invalid') figures.agreedToRefuse += 1;
      else figures.agreed += 1;
    }
  }
  return { ...figures, differences };
}

export type ReadBoth = {
  /** `refused`: we will not say, and Asterisk was not asked. */
  readonly ours: readonly OracleSection[] | 'invalid' | 'refused';
  readonly asterisk: OracleAnswer;
};

/** Single files, read by both. */
export async function readBoth(
  oracle: ConfigOracle,
  texts: readonly string[],
): Promise<readonly ReadBoth[]> {
  const read: ReadBoth[] = [];
  for (let done = 0; done < texts.length; done += batch) {
    const files = texts
      .slice(done, done + batch)
      .map((text, index) => ({ [`oracle/${index}/root`]: text }));
    read.push(...(await readBatch(oracle, files)));
  }
  return read;
}

/** Whole configurations, the first file of each the one that is read. */
export async function readBatch(
  oracle: ConfigOracle,
  confs: readonly Readonly<Record<string, string>>[],
): Promise<readonly ReadBoth[]> {
  const loaded = await Promise.all(confs.map(loadOurs));
  const isSafe = loaded.map(({ problems }) => !problems.some(({ code }) => dangerous.has(code)));
  for (const [index, files] of confs.entries()) if (isSafe[index]) oracle.place(files);
  const roots = confs.map((files) => Object.keys(files)[0] ?? '');
  const answers = await oracle.ask(roots.filter((_, index) => isSafe[index]));
  let next = 0;
  return loaded.map((ours, index) => {
    if (isSafe[index] !== true) return { ours: 'refused', asterisk: 'invalid' };
    const asterisk = answers[next] ?? 'missing';
    next += 1;
    return { ours: ours.isRefused ? 'invalid' : shown(ours), asterisk };
  });
}

/** The other files are only there where they can be reached. */
function filesOf(conf: MadeUpConf, folder: string): Record<string, string> {
  if (!conf.root.includes(folderMark)) return { [`${folder}/root`]: conf.root };
  return Object.fromEntries(
    Object.entries(conf).map(([name, text]) => [
      `${folder}/${name}`,
      text.replaceAll(folderMark, folder),
    ]),
  );
}

async function loadOurs(files: Readonly<Record<string, string>>): Promise<LoadedConf> {
  const [root = ''] = Object.keys(files);
  const paths = Object.entries(files).map(([name, text]) => [`/etc/${name}`, text] as const);
  return await loadConf(memorySource(Object.fromEntries(paths)), root, '/etc');
}

function shown({ categories }: LoadedConf): readonly OracleSection[] {
  return categories.map((category) => ({
    ...{ name: category.name, isTemplate: category.isTemplate },
    templates: category.templates.join(','),
    settings: settingsIn(category).map(({ key, value }) => [key, value] as const),
  }));
}
