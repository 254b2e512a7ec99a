/* A million mutated events of Asterisk, with real calls among them, and the figures. */
import { playMutated } from '../features/calls/play-mutated.ts';

const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31);
const started = performance.now();
const { events, malformed, realCalls, wrong } = playMutated(1_000_000, seed);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `seed ${seed}: ${events} mutated events in ${seconds} s, ${malformed} of them no events; ${realCalls} real calls among them; wrong ${wrong.length}`,
);
for (const one of wrong) console.log(`  ${one}`);
process.exit(wrong.length === 0 ? 0 : 1);
