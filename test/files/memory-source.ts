import { overlayFiles, type ConfSource } from '../../src/files/conf-tree.ts';

/** Files that exist in the test only, by absolute path. */
export function memorySource(files: Readonly<Record<string, string>>): ConfSource {
  const nothing: ConfSource = {
    readFile: () => Promise.resolve(undefined),
    listFiles: () => Promise.resolve([]),
  };
  return overlayFiles(nothing, new Map(Object.entries(files)));
}
