import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { readFileState, replaceFile, sha256 } from '../files/edit-files.ts';
import { NotFound } from '../lib/error.ts';

/** What files held before and after each change, by SHA-256 of the content. Folder 0700, files 0600: they hold what the files held, secrets too. */
export type Snapshots = {
  /** Durable when it returns. Keeping the same content twice is nothing. */
  readonly keep: (text: string) => Promise<string>;
  readonly read: (contentSha256: string) => Promise<string>;
  /** Removes every snapshot that is not in `wanted`. */
  readonly prune: (wanted: ReadonlySet<string>) => Promise<number>;
};

export function createSnapshots(folder: string): Snapshots {
  const fileOf = (contentSha256: string) => path.join(folder, contentSha256);
  return {
    keep: async (text) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = sha256(text);
      const existing = await readFileState(fileOf(name));
      if (existing?.text === text) return name;
      await replaceFile(fileOf(name), {
        text,
        expected: existing?.identity.sha256,
        mode: 0o600,
      });
      return name;
    },
    read: async (contentSha256) => {
      const state = await readFileState(fileOf(contentSha256));
      if (state?.identity.sha256 !== contentSha256) {
        throw new NotFound(`The snapshot ${contentSha256} is missing or damaged.`);
      }
      return state.text;
    },
    prune: async (wanted) => {
      const names = await readdir(folder).catch(() => []);
      const unwanted = names.filter((name) => /^[0-9a-f]{64}$/.test(name) && !wanted.has(name));
      for (const name of unwanted) await rm(fileOf(name));
      return unwanted.length;
    },
  };
}
