/*
 * 1,000 calls in a minute while Telegram takes 20 messages a minute of a group and three of ten go wrong,
 * five times with other luck; a made-up clock. Prints the figures.
 */
import { playStorm } from '../features/calls/play-storm.ts';

let failures = 0;
for (const seed of [1, 2, 3, 4, 5]) {
  const figures = await playStorm(1000, seed);
  const { calls, missed, announced, sendsAndEdits, boardEdits, callsDuringWait, wrong } = figures;
  const held = wrong.length === 0 && announced === missed && callsDuringWait === 0;
  if (!held) failures += 1;
  console.log(
    `luck ${seed}: ${calls} calls, ${missed} missed, ${announced} announced; ${sendsAndEdits} sends and edits, ${boardEdits} of them of the board, ${callsDuringWait} during a wait; wrong ${wrong.length}`,
  );
  for (const one of wrong.slice(0, 10)) console.log(`  ${one}`);
}
process.exit(failures === 0 ? 0 : 1);
