/*
 * Customers and operators write while the app is killed every two seconds; prints what was lost, disordered
 * doubled, or taken for what kills. An operator may see a message twice, marked, when the process died between Telegram's deed and
 * our noting it; a customer never may.
 */
import { raiseStorm, type Storm, type StormFigures } from '../support/inbox-storm.ts';

const given = process.argv.slice(2).map(Number);
const [events = 10_000, replies = 2000] = given;

const calm = {
  customers: 40,
  killEveryMs: 2000,
  mostKills: Infinity,
  telegramTrouble: 0,
  lostAnswers: 0,
};

const storms: readonly (readonly [string, Storm])[] = [
  [
    `${events} events, 10 % told twice, Telegram 30 % in trouble, SIGKILL every 2 s`,
    { ...calm, events, replies: 0, telegramTrouble: 0.3, withinMs: 20 * 60_000 },
  ],
  [
    `${replies} replies, 20 % done without an answer, SIGKILL every 2 s`,
    { ...calm, events: 40, replies, lostAnswers: 0.2, withinMs: 20 * 60_000 },
  ],
];

let hasHeld = true;
for (const [title, storm] of storms) {
  const figures: StormFigures = await raiseStorm(storm);
  console.log(`${title}: ${JSON.stringify(figures)}`);
  const { lost, disordered, twiceUnmarked, repliesLost, repliesTwice, asked } = figures;
  const { kills, twiceMarked, setAside, repliesDisordered } = figures;
  const handedOver = storm.replies === 0 ? 0 : asked / storm.replies;
  hasHeld &&=
    lost + disordered + twiceUnmarked + setAside + repliesTwice + repliesDisordered === 0 &&
    twiceMarked <= Math.ceil(kills / 5) &&
    Math.max(0, repliesLost) <= asked &&
    handedOver <= 0.01;
}
process.exit(hasHeld ? 0 : 1);
