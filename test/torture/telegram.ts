/* Kills the bot's process eight times under 2,000 updates, on the real database, and prints the figures. */
import { killBots } from '../telegram/kill-bots.ts';

const figures = await killBots(2000, 8);
console.log(
  `${figures.updates} updates, ${figures.kills} SIGKILLs: lost ${figures.lost}, repeated though not in hand ${figures.twice}, repeated as in hand ${figures.inHand}, chats out of order ${figures.disordered}, slowest restart to first handled update ${figures.slowestRestartMs} ms`,
);
const held = figures.lost === 0 && figures.twice === 0 && figures.disordered === 0;
process.exit(held ? 0 : 1);
