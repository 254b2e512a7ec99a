import { join } from 'node:path';

// For pm2: `npx pm2 start ecosystem.config.js`. In an ES module pm2 finds `apps` only as a named export.
export const apps = [
  {
    name: 'call-center-backend',
    cwd: import.meta.dirname,
    script: 'src/main.ts',
    // The Node that package.json pins; pm2 itself may run on an older one.
    interpreter: join(import.meta.dirname, 'node_modules/.bin/node'),
    // Node keeps three of these spaces. `npm run bench -- memory`: 203 MB at rest with none of these
    // three, 153 MB with them, of which 61 MB are pages of files that the system can take back.
    node_args: '--max-semi-space-size=2',
    env: {
      // With the cache, Node does not load its TypeScript compiler at each start.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node'),
      // glibc otherwise keeps a heap for each of Node's threads.
      MALLOC_ARENA_MAX: '1',
    },
    // main.ts says when the bot answers. 30 s: recovery of an interrupted change comes first.
    wait_ready: true,
    listen_timeout: 30_000,
    // main.ts finishes what it is doing; pm2 kills it after 15 s.
    kill_timeout: 15_000,
    max_memory_restart: '300M',
    // After a crash: half a second, then longer each time.
    exp_backoff_restart_delay: 500,
    // pm2 keeps the environment of the first start for ever, and a variable wins over .env: a changed
    // password would not be read. So `env` has none of our keys, and they do not come from the shell.
    filter_env: [
      'TELEGRAM_',
      'ASTERISK_',
      'HTTP_HOST',
      'HTTP_PORT',
      'PUBLIC_URL',
      'API_TOKEN',
      'FACEBOOK_',
      'INSTAGRAM_',
      'NAVBATCHI_',
      'LOG_LEVEL',
    ],
  },
];
