/* Kills a create and a delete before every durable call, on a real Asterisk, and prints the figures. */
import { startAsterisk } from '../support/asterisk.ts';
import { killEverywhere } from '../support/kill-changes.ts';

const asterisk = await startAsterisk();
let disagreed = 0;
for (const deed of ['create', 'delete'] as const) {
  const figures = await killEverywhere(asterisk, deed);
  disagreed += figures.disagreements.length;
  console.log(
    `${deed}: killed at ${figures.points} points, ended old ${figures.endedOld}, new ${figures.endedNew}, disagreements ${figures.disagreements.length}`,
  );
  for (const disagreement of figures.disagreements) console.log(`  ${disagreement}`);
}
await asterisk.stop();
process.exit(disagreed === 0 ? 0 : 1);
