/* The webhook door in a process made to be killed: `node dying-door.ts <database>`. Says its address. */
import { openWebhookHouse } from './webhook-house.ts';

const house = await openWebhookHouse(process.argv[2]);
process.stdout.write(`${house.url}\n`);
