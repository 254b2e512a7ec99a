import { join } from 'node:path';

// For pm2: `npx pm2 start ecosystem.config.js`. In an ES module pm2 finds `apps` only as a named export.
export const apps = [
  {
    name: 'call-center-backend',
    cwd: import.meta.dirname,
    script: 'src/main.ts',
    // The Node that package.json pins; pm2 itself may run on an older one.
    interpreter: join(import.meta.dirname, 'node_modules/.bin/node'),
    // main.ts says when the bot answers. 30 s: recovery of an interrupted change comes first.
    wait_ready: true,
    listen_timeout: 30_000,
    // main.ts finishes what it is doing; pm2 kills it after 15 s.
    kill_timeout: 15_000,
    max_memory_restart: '300M',
    // After a crash: half a second, then longer each time.
    exp_backoff_restart_delay: 500,
    // pm2 keeps the environment of the first start for ever, and a variable wins over .env: a changed
    // password would not be read. So there is no `env` here, and our keys do not come from the shell.
    filter_env: ['TELEGRAM_', 'ASTERISK_', 'HTTP_HOST', 'HTTP_PORT', 'NAVBATCHI_', 'LOG_LEVEL'],
  },
];
