/*
 * A real call of each kind, with every gap that its events can have: the link lost from any event to any
 * other, or the bot killed there; Asterisk's list of channels early or late; with linkedid and without.
 * Then, not all but thousands of each: two gaps in one call, and a gap over two calls at a time. At the
 * end each call must stand in the books once, as it stands there when all was seen.
 */
import { playGaps, twoGapsOf, type GapFigures } from '../features/calls/play-gaps.ts';
import { kinds, together } from '../features/calls/real-calls.ts';

let failures = 0;
let total = 0;

function tell(what: string, { gaps, worstTalkMs, wrong }: GapFigures): void {
  failures += wrong.length;
  total += gaps;
  console.log(
    `${what}: ${gaps} gaps, ${wrong.length} told otherwise, time of talk at most ${worstTalkMs} ms off`,
  );
  for (const one of wrong.slice(0, 10)) console.log(`  ${one}`);
}

for (const kind of kinds) {
  tell(kind.name, await playGaps(kind, 1));
  tell(`${kind.name}, two gaps`, await playGaps(kind, 53, { gapsIn: twoGapsOf }));
  for (const other of kinds) {
    if (other === kind) continue;
    const both = together(kind, other, 0);
    tell(both.name, await playGaps(both, 199));
  }
}
console.log(`${total} gaps, ${failures} told otherwise`);
process.exit(failures === 0 ? 0 : 1);
