import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, debianTree, isOnPath } from './asterisk-tree.ts';

const run = promisify(execFile);
const source = join(import.meta.dirname, 'crash-shim.c');

/** What the shim is told; see crash-shim.c. */
type CrashOrder = {
  /** Opening this very path begins the count: `readFileSync(arm)` where the deed starts. */
  readonly arm?: string;
  /** Die before the call of this number, from 1 up. Without it nothing dies. */
  readonly at?: number;
  /** Each counted call is one line of this file: number, name, target. */
  readonly log?: string;
  /** Whether what is sent over sockets counts as well; how often is up to the kernel's timing. */
  readonly countsSends?: boolean;
};

/** The environment of a Node process (started directly, not through a shell) that obeys `order`. */
export function crashEnvironment(shim: string, order: CrashOrder): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LD_PRELOAD: shim,
    ...(order.arm !== undefined && { CRASH_ARM: order.arm }),
    ...(order.at !== undefined && { CRASH_AT: String(order.at) }),
    ...(order.log !== undefined && { CRASH_LOG: order.log }),
    ...(order.countsSends === true && { CRASH_SENDS: '1' }),
  };
}

/**
 * The path of the compiled shim, built when this source has not been built before: by a C compiler
 * on PATH, or by Debian's small one, fetched. Linux with glibc only.
 */
export async function buildCrashShim(): Promise<string> {
  return compileCrashShim(await findCompiler());
}

/** A C compiler on PATH, or Debian's small one, fetched; as an argv prefix. */
export async function findCompiler(): Promise<readonly string[]> {
  const compiler = ['cc', 'gcc', 'clang', 'tcc'].find(isOnPath);
  return compiler === undefined ? await fetchTcc() : [compiler];
}

/** Debian's tcc as an argv prefix, for machines without a compiler. */
export async function fetchTcc(): Promise<readonly string[]> {
  const tree = await debianTree('tcc', ['--dependencies', '^libc6$', 'trixie', 'tcc']);
  return [join(tree, 'exec'), join(tree, 'usr/bin/tcc')];
}

/** Compiles with a given compiler; as `buildCrashShim`, which chooses one. */
export function compileCrashShim(compiler: readonly string[]): Promise<string> {
  return compileShim(source, compiler);
}

/** One C file without headers as a library to preload; built once for each content of it. */
export async function compileShim(file: string, compiler: readonly string[]): Promise<string> {
  const key = createHash('sha256')
    .update(await readFile(file))
    .update(compiler.join(' '));
  const name = `${basename(file, '.c')}-${key.digest('hex').slice(0, 16)}.so`;
  const shim = join(cacheFolder, name);
  if (existsSync(shim)) return shim;
  await mkdir(cacheFolder, { recursive: true });
  // Aside and renamed: test files side by side may build it at the same time.
  const aside = `${shim}.${process.pid}`;
  const [command = '', ...rest] = compiler;
  await run(command, [...rest, '-shared', '-fPIC', '-nostdlib', '-o', aside, file]);
  await rename(aside, shim);
  return shim;
}
