import { listenTo, type Answers } from './conf-answers.ts';
import { settingsIn } from './conf-category.ts';
import { loadConf } from './conf-load.ts';
import type { ConfProblem } from './conf-problem.ts';
import { foldName, type ConfSetting } from './conf-section.ts';
import type { ConfSource } from './conf-source.ts';
import { putInFront } from './recent.ts';

export type { ConfProblem } from './conf-problem.ts';
export { confTreeFromDisk, overlayFiles, type ConfSource } from './conf-source.ts';

/** An Asterisk file with all it includes, as Asterisk would hold it after a fresh start. */
export type ConfTree = {
  /** Absolute, in the order read; a file included twice stands twice. */
  readonly files: readonly string[];
  /** In Asterisk's order, templates left out. With a fatal problem: those read before it. */
  readonly objects: readonly ConfObject[];
  /** Names of the sections that only serve others, `[name](!)`. */
  readonly templates: readonly string[];
  readonly problems: readonly ConfProblem[];
  /** Asterisk would take nothing of it: it is missing, or broken outside an included file. */
  readonly isRefused: boolean;
};

export type ConfObject = {
  /** The section's name. */
  readonly id: string;
  /** The value of `type`, the first if there are several (inherited ones come first), '' if there is none. */
  readonly type: string;
  /** Where its header stands. */
  readonly file: string;
  readonly line: number;
  /** What it inherits, its own and what `(+)` adds, in Asterisk's order. */
  readonly settings: readonly ConfSetting[];
  /** The sections it inherits from, `[id](a,b)`, in order. */
  readonly parents: readonly string[];
};

type KnownTree = {
  readonly rootFile: string;
  readonly etcFolder: string;
  readonly answers: Answers;
  readonly tree: ConfTree;
};

/** Those of pjsip.conf and pjsip_wizard.conf, as they are and as a plan would leave them. */
const maxKnownTrees = 4;

/** The trees read last, newest first. */
const knownTrees: KnownTree[] = [];

/**
 * Reads a file and its includes as Asterisk 22 does: globs in byte order relative to `etcFolder`, at
 * most ten levels, templates and additions applied. Broken files do not throw: they become problems.
 * A tree follows from what the source answers and nothing else: when it answers all questions as it
 * did a while ago, the answer is the very tree of then.
 */
export async function readConfTree(
  source: ConfSource,
  rootFile: string,
  etcFolder: string,
): Promise<ConfTree> {
  const listener = listenTo(source);
  const known = await findKnown(rootFile, etcFolder, listener.agrees);
  const newest = known ?? {
    ...{ rootFile, etcFolder, answers: listener.answers },
    tree: await loadTree(listener.source, rootFile, etcFolder),
  };
  putInFront(knownTrees, newest, maxKnownTrees);
  return newest.tree;
}

async function findKnown(
  rootFile: string,
  etcFolder: string,
  agrees: (then: Answers) => Promise<boolean>,
): Promise<KnownTree | undefined> {
  for (const known of [...knownTrees]) {
    const isOfIt = known.rootFile === rootFile && known.etcFolder === etcFolder;
    if (isOfIt && (await agrees(known.answers))) return known;
  }
  return undefined;
}

async function loadTree(
  source: ConfSource,
  rootFile: string,
  etcFolder: string,
): Promise<ConfTree> {
  const { files, categories, problems, isRefused } = await loadConf(source, rootFile, etcFolder);
  const objects = categories
    .filter((category) => !category.isTemplate)
    .map((category) => {
      const { name, file, line, templates: parents } = category;
      const settings = settingsIn(category);
      return { id: name, type: typeOf(settings), file, line, settings, parents };
    });
  const templates = categories.flatMap(({ isTemplate, name }) => (isTemplate ? [name] : []));
  return { files, objects, templates, problems, isRefused };
}

/** Asterisk picks objects by the first `type` it finds, whatever the case of the key (`ast_variable_find_in_list`). */
function typeOf(settings: readonly ConfSetting[]): string {
  return settings.find(({ key }) => foldName(key) === 'type')?.value ?? '';
}
