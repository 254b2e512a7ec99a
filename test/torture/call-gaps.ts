/*
 * A real call of each kind, with every gap that its events can have: the link lost from any event to any
 * other, or the bot killed there; Asterisk's list of channels early or late; with linkedid and without.
 * At the end each must stand in the books once, as it stands there when all was seen.
 */
import { kinds, playGaps } from '../features/calls/play-gaps.ts';

let failures = 0;
let total = 0;
for (const kind of kinds) {
  const { gaps, worstTalkMs, wrong } = await playGaps(kind, 1);
  failures += wrong.length;
  total += gaps;
  console.log(
    `${kind.name}: ${gaps} gaps, ${wrong.length} told otherwise, time of talk at most ${worstTalkMs} ms off`,
  );
  for (const one of wrong.slice(0, 10)) console.log(`  ${one}`);
}
console.log(`${total} gaps, ${failures} told otherwise`);
process.exit(failures === 0 ? 0 : 1);
