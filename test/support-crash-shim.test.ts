import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOnPath } from './support/asterisk-tree.ts';
import {
  buildCrashShim,
  compileCrashShim,
  crashEnvironment,
  fetchTcc,
} from './support/crash-shim.ts';

const root = join(import.meta.dirname, '..');

/** Writes a file as the product does, then a row, then starts a child; before it, noise. */
const deed = `
  import { spawnSync } from 'node:child_process';
  import fs from 'node:fs';
  import { open, rename, unlink } from 'node:fs/promises';
  import { join } from 'node:path';
  import Database from 'better-sqlite3';
  const folder = process.argv[1];
  fs.writeFileSync(join(folder, 'noise'), 'before the deed');
  try { fs.readFileSync(join(folder, 'arm')); } catch {}
  const file = await open(join(folder, 'new'), 'w');
  await file.write('text');
  await file.sync();
  await file.close();
  await rename(join(folder, 'new'), join(folder, 'conf'));
  const database = new Database(join(folder, 'db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table t (a); insert into t values (1)');
  database.close();
  spawnSync('true');
  await unlink(join(folder, 'conf'));
`;

describe.runIf(process.platform === 'linux' && (isOnPath('cc') || isOnPath('apt-get')))(
  'the crash shim',
  () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'crash-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    const play = async (shim: string, at?: number): Promise<readonly string[]> => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      const log = join(folder, 'log');
      const child = spawn(process.execPath, ['--input-type=module', '-e', deed, folder], {
        cwd: root,
        stdio: 'inherit',
        // What Node itself writes at its end, where it keeps compiled code, is none of the deed's.
        env: {
          NODE_DISABLE_COMPILE_CACHE: '1',
          ...crashEnvironment(shim, {
            arm: join(folder, 'arm'),
            log,
            ...(at !== undefined && { at }),
          }),
        },
      });
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect(at === undefined ? code : signal).toBe(at === undefined ? 0 : 'SIGKILL');
      const lines = readFileSync(log, 'utf8').trim().split('\n');
      return lines.map((line) => line.replace(/^\d+ /, '').replace(`${folder}/`, ''));
    };

    it('counts what leaves something behind, from the marker on, the same each time', async () => {
      const shim = await buildCrashShim();
      const points = await play(shim);
      expect(points.slice(0, 4)).toEqual(['open new', 'write new', 'fsync new', 'rename new']);
      expect(points).toContain('write db-wal');
      expect(points).toContain('fsync db-wal');
      expect(points.slice(-2)).toEqual(['fork a child process', 'unlink conf']);
      expect(await play(shim)).toEqual(points);
    });

    it('kills before each single point', async () => {
      const shim = await buildCrashShim();
      const points = await play(shim);
      for (let at = 1; at <= points.length; at += 1) {
        expect(await play(shim, at)).toEqual(points.slice(0, at));
        const isRenamed = at > points.indexOf('rename new') + 1;
        expect(existsSync(join(folder, 'conf'))).toBe(isRenamed);
        expect(existsSync(join(folder, 'new'))).toBe(at > 1 && !isRenamed);
      }
    });

    it.runIf(isOnPath('apt-get'))(
      'can be built by the small compiler that is fetched',
      async () => {
        const points = await play(await compileCrashShim(await fetchTcc()));
        expect(points).toEqual(await play(await buildCrashShim()));
      },
    );
  },
);
