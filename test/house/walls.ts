import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

const rules = join(import.meta.dirname, '../../.dependency-cruiser.js');

/**
 * The walls between the folders of `src`, as `.dependency-cruiser.js` draws them. A cruise that saw
 * fewer modules than there are files proves nothing, so that is a fault too.
 */
export async function checkWalls(folder: string): Promise<readonly string[]> {
  const { forbidden, options } = await extractConfig(rules);
  const { output } = await cruise(
    ['src'],
    { ...options, ruleSet: { forbidden: forbidden ?? [] }, validate: true, baseDir: folder },
    options?.enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text, not a result.');
  const unseen = await findUnseen(folder, output);
  return [
    ...unseen.map((file) => `${file}: dependency-cruiser did not see this file.`),
    ...output.summary.violations.map(({ rule, from, to, cycle }) => {
      const path = cycle?.map(({ name }) => name).join(' → ') ?? to;
      return `${from}: ${rule.name}${path === from ? '' : ` → ${path}`}`;
    }),
  ];
}

async function findUnseen(folder: string, { modules }: ICruiseResult): Promise<readonly string[]> {
  const seen = new Set(modules.map(({ source }) => source));
  const files = await readdir(join(folder, 'src'), { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => `src/${file}`);
  return sources.length === 0 ? ['src'] : sources.filter((source) => !seen.has(source));
}
