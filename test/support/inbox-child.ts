/*
 * The app with a page of Messenger, as a process of its own, to be killed. Its only argument is JSON:
 * InboxTask. It sends its address when it runs.
 */
import { subscribe } from 'node:diagnostics_channel';
import process from 'node:process';
import { startApp, type AppDeps } from '../../src/app.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import type { AppTask } from './app-child.ts';
import { testConfig } from './app.ts';

export type InboxTask = AppTask & {
  readonly graphRoot: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly pageToken: string;
  /** Whoever is about to send this to Telegram dies: a fault of ours that no `catch` outlives. */
  readonly poison?: string;
  readonly inboxPace?: NonNullable<AppDeps['inboxPace']>;
};

const task = JSON.parse(process.argv[2] ?? '') as InboxTask;
const { poison } = task;
if (poison !== undefined) {
  subscribe('undici:request:create', (message) => {
    const { request } = message as { readonly request: { readonly body: unknown } };
    if (Buffer.isBuffer(request.body) && request.body.includes(poison)) {
      process.kill(process.pid, 'SIGKILL');
    }
  });
}
const config = testConfig(task.pbx, task.telegram, task.varFolder);
const app = await startApp({
  config: {
    ...config,
    meta: {
      ...{ ...config.meta, graphRoot: task.graphRoot },
      appSecret: new Secret(task.appSecret),
      verifyToken: new Secret(task.verifyToken),
      pageToken: new Secret(task.pageToken),
    },
  },
  clock: systemClock,
  inboxPace: { settleMs: 500, echoMs: 3000, ...task.inboxPace },
  log: createLog({ level: 'silent' }),
  announceClaim: ({ code }) => process.send?.(`claim_${code}`),
});
process.send?.(app.url);
process.on('disconnect', () => process.exit(1));
