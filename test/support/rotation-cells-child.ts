/*
 * A process whose disk can be made to fail (fault-shim.ts): takes rotations through the given cells,
 * on one Asterisk of its own, and prints each result as a line of JSON. Its only argument is JSON:
 * the cells.
 */
import process from 'node:process';
import { messageOf } from '../../src/lib/error.ts';
import { startAsterisk } from './asterisk.ts';
import { runRotationCell, type CellResult, type RotationCell } from './rotation-cell.ts';

export type RotationCells = readonly RotationCell[];

const cells = JSON.parse(process.argv[2] ?? '') as RotationCells;
const orderFile = process.env['FAULT_ORDER'] ?? '';
let asterisk = await startAsterisk();
for (const cell of cells) {
  const result = await runRotationCell(asterisk, orderFile, cell).catch(broken(cell));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (result.tookMs < 0) {
    await asterisk.stop();
    asterisk = await startAsterisk();
  }
}
await asterisk.stop();
process.exit(0);

function broken(cell: RotationCell): (error: unknown) => CellResult {
  return (error) => ({
    ...{ ...cell, end: 'open', tookMs: -1 },
    troubles: [error instanceof Error ? (error.stack ?? '') : messageOf(error)],
  });
}
