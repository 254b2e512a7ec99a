/*
 * The app as a process of its own that tells its parent what it logs, each line as JSON with the moment:
 * `{ at, line }`. Its only argument is JSON: AppTask. 'ready' comes when it runs; 'stop' ends it in order.
 */
import process from 'node:process';
import { startApp } from '../../src/app.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import type { AppTask } from './app-child.ts';
import { testConfig } from './app.ts';

/** One line of its log. */
export type Told = { readonly at: number; readonly line: string };

const { pbx, telegram, varFolder } = JSON.parse(process.argv[2] ?? '') as AppTask;
const app = await startApp({
  config: testConfig(pbx, telegram, varFolder),
  clock: systemClock,
  log: createLog({
    level: 'info',
    destination: {
      write: (line: string) => {
        process.send?.({ at: Date.now(), line } satisfies Told);
      },
    },
  }),
  announceClaim: ({ code }) => {
    process.send?.({ at: Date.now(), line: `claim_${code}` });
  },
});
process.send?.('ready');
process.on('message', () => {
  void app.stop().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1));
