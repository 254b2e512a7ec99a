import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileShim, findCompiler } from './crash-shim.ts';

const source = path.join(import.meta.dirname, 'fault-shim.c');

/** The environment of a Node process whose disk can be made to fail; see fault-shim.c. */
export async function faultEnvironment(orderFile: string): Promise<NodeJS.ProcessEnv> {
  const shim = await compileShim(source, await findCompiler());
  return { ...process.env, LD_PRELOAD: shim, FAULT_ORDER: orderFile };
}

const errors = { ENOSPC: 28, EROFS: 30, EACCES: 13, EBUSY: 16, EIO: 5 } as const;

export type DiskError = keyof typeof errors;

/** In a process of that environment: from now on the disk fails below these folders. */
export function breakDisk(orderFile: string, error: DiskError, folders: readonly string[]): void {
  writeFileSync(orderFile, `${errors[error]}\n${folders.join('\n')}\n`);
}

export function mendDisk(orderFile: string): void {
  rmSync(orderFile, { force: true });
}
