/*
 * The app with an account of Instagram Login whose token stands in `.env`, as a process of its own, to be
 * killed. Its only argument is JSON: TokenTask. It sends 'ready' when it runs.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import type { AppTask } from './app-child.ts';
import { testConfig } from './app.ts';
import { loginTokenIn } from './inbox-office.ts';

export type TokenTask = AppTask & {
  readonly instagramRoot: string;
  readonly appSecret: string;
  /** How far its clock is ahead. */
  readonly aheadMs: number;
};

const { instagramRoot, aheadMs, ...task } = JSON.parse(process.argv[2] ?? '') as TokenTask;
const config = testConfig(task.pbx, task.telegram, task.varFolder);
const appSecret = new Secret(task.appSecret);
const token = new Secret(loginTokenIn(readFileSync(config.envFile, 'utf8')) ?? '');
await startApp({
  config: {
    ...config,
    meta: { ...config.meta, instagram: { graphRoot: instagramRoot, appSecret, token } },
  },
  clock: { now: () => Date.now() + aheadMs },
  inboxPace: {
    ...{ renewLookMs: 30, firstRenewMs: 0, alarmEveryMs: 50, subscriptionEveryMs: 100 },
    // It asks whose the token is, which is what the renewal is watched by.
    firstCompareMs: 60 * 60_000,
  },
  log: createLog({ level: 'silent' }),
  announceClaim: () => undefined,
});
process.send?.('ready');
process.on('disconnect', () => process.exit(1));
