import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFileState, replaceFile } from '../../src/files/edit-files.ts';
import { messageOf, Stop } from '../../src/lib/error.ts';

/**
 * Runs edits where a limit would hurt the test runner itself, and prints what came of each as JSON:
 * `node edit-in-child.ts once|fsize|tmpfs|mounts FOLDER`. `tmpfs` and `mounts` need a mount namespace
 * of their own (unshare).
 */
export type ChildResult = {
  readonly limit: number;
  readonly outcome: string;
  readonly message: string;
  readonly isOld: boolean;
  readonly isNew: boolean;
  readonly names: readonly string[];
};

const [mode = '', folder = ''] = process.argv.slice(2);
const file = join(folder, 'pjsip.conf');
const oldText = '[1001]\ntype=aor\n';
const newText = `[1002]\n${'; filling\n'.repeat(1206)}`;
// Without a listener the signal of RLIMIT_FSIZE would end the process before the error is seen.
process.on('SIGXFSZ', () => undefined);

const limits = {
  once: () => [0],
  mounts: () => [0],
  fsize: () => [...range(0, newText.length + 1, 97), newText.length - 1, newText.length],
  tmpfs: () => range(2, 10, 1).map((pages) => pages * 4096),
}[mode];

const results: ChildResult[] = [];
for (const limit of limits?.() ?? []) results.push(await attempt(limit));
process.stdout.write(JSON.stringify(results));

async function attempt(limit: number): Promise<ChildResult> {
  prepare(limit);
  const before = await readFileState(file);
  let outcome = 'done';
  let message = '';
  try {
    await replaceFile(file, { text: newText, expected: before?.identity.sha256 });
  } catch (error) {
    outcome = error instanceof Stop ? error.code : 'bug';
    message = messageOf(error);
  }
  const text = readFileSync(file, 'latin1');
  const [isOld, isNew] = [text === before?.text, text === newText];
  return { limit, outcome, message, isOld, isNew, names: readdirSync(folder) };
}

function prepare(limit: number): void {
  if (mode === 'fsize') {
    limitFileSize('unlimited');
    writeFileSync(file, oldText);
    limitFileSize(String(limit));
  } else if (mode === 'tmpfs') {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${limit}`, 'none', folder]);
    writeFileSync(file, oldText);
  } else if (mode === 'mounts') {
    execFileSync('mount', ['--bind', file, file]);
  }
}

function limitFileSize(limit: string): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${limit}:unlimited`]);
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
