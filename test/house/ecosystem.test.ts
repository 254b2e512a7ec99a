import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { envKeys } from '../../src/config-env.ts';

const ours = join(import.meta.dirname, '../..');

/** Written by the app: what it sees at start, and a word when it was asked to stop. */
const app = `
import { appendFileSync, writeFileSync } from 'node:fs';
writeFileSync('seen.json', JSON.stringify({ version: process.version, env: process.env }));
process.on('SIGINT', () => { appendFileSync('stopped', 'graceful'); process.exit(0); });
const timer: NodeJS.Timeout = setInterval(() => {}, 1000);
process.send?.('ready');
`;

const Listed = z.array(
  z.object({
    name: z.string(),
    pm2_env: z.object({
      status: z.string(),
      restart_time: z.number(),
      kill_timeout: z.number(),
      max_memory_restart: z.number(),
      wait_ready: z.boolean(),
    }),
  }),
);

let folder: string;
const pm2 = (...words: readonly string[]) =>
  execa('pm2', words, {
    preferLocal: true,
    localDir: ours,
    cwd: folder,
    timeout: 60_000,
    env: {
      PM2_HOME: join(folder, 'pm2'),
      ...Object.fromEntries(envKeys.map((key) => [key, 'of-the-shell'])),
    },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pm2-'));
  await mkdir(join(folder, 'src'));
  await symlink(join(ours, 'node_modules'), join(folder, 'node_modules'));
  await copyFile(join(ours, 'ecosystem.config.js'), join(folder, 'ecosystem.config.js'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'src/main.ts'), app);
});

afterAll(async () => {
  await pm2('kill');
  await rm(folder, { recursive: true });
});

test('a real pm2 runs the app on the pinned Node, without our keys of the shell, and stops it gently', async () => {
  await pm2('start', 'ecosystem.config.js');
  const { stdout } = await pm2('jlist');
  expect(Listed.parse(JSON.parse(stdout))).toEqual([
    {
      name: 'call-center-backend',
      pm2_env: {
        status: 'online',
        restart_time: 0,
        kill_timeout: 15_000,
        max_memory_restart: 300 * 1024 * 1024,
        wait_ready: true,
      },
    },
  ]);
  const seen = z
    .object({ version: z.string(), env: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8')));
  const { stdout: pinned } = await execa(join(ours, 'node_modules/.bin/node'), ['--version']);
  expect(seen.version).toBe(pinned);
  expect(envKeys.filter((key) => key in seen.env)).toEqual([]);
  expect(seen.env['PATH']).toBeDefined();
  await pm2('stop', 'call-center-backend');
  expect(await readFile(join(folder, 'stopped'), 'utf8')).toBe('graceful');
});
