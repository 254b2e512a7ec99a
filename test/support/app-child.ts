/*
 * The app as a process of its own, to be killed. Its only argument is JSON: AppTask. It sends 'ready'
 * when the app runs.
 */
import { startApp } from '../../src/app.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { testConfig, type TestPbx, type TestTelegram } from './app.ts';

export type AppTask = {
  readonly pbx: TestPbx;
  readonly telegram: TestTelegram;
  readonly varFolder: string;
};

const { pbx, telegram, varFolder } = JSON.parse(process.argv[2] ?? '') as AppTask;
await startApp({
  config: testConfig(pbx, telegram, varFolder),
  clock: systemClock,
  log: createLog({ level: 'silent' }),
  announceClaim: () => undefined,
});
process.send?.('ready');
process.on('disconnect', () => process.exit(1));
