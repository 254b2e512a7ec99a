import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { faultEnvironment } from './fault-shim.ts';
import type { CellResult } from './rotation-cell.ts';
import type { RotationCells } from './rotation-cells-child.ts';

/** Runs the cells one after the other in a process whose disk can be made to fail. */
export async function runRotationCells(
  cells: RotationCells,
  onResult: (result: CellResult) => void = () => undefined,
): Promise<readonly CellResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-fault-'));
  const env = await faultEnvironment(path.join(folder, 'order'));
  const program = path.join(import.meta.dirname, 'rotation-cells-child.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(cells)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const results: CellResult[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const result = JSON.parse(line) as CellResult;
    results.push(result);
    onResult(result);
  }
  await exit;
  await rm(folder, { recursive: true, force: true });
  if (results.length !== cells.length) throw new Error('The cells did not come to their end.');
  return results;
}
