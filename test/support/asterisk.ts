import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isSystemError } from '../../src/lib/error.ts';
import { asteriskFiles } from './asterisk-files.ts';
import { claimPorts } from './asterisk-ports.ts';
import { spawnBound } from './asterisk-process.ts';
import { asteriskTree } from './asterisk-tree.ts';

export { extensionSections, trunkSections } from './asterisk-files.ts';
export { hasAsterisk } from './asterisk-tree.ts';

/** A real Asterisk of this test's own, on loopback ports of its own. */
export type TestAsterisk = {
  /** Its folder of configuration files, absolute. */
  readonly etc: string;
  /** `http://127.0.0.1:port/ari` */
  readonly ariUrl: string;
  readonly httpPort: number;
  readonly sipPort: number;
  readonly username: 'backend';
  readonly password: string;
  /** Followed by `'-rx', 'command'` it talks to this instance: the product's `asterisk` setting. */
  readonly astCommand: readonly string[];
  /** Changes with each `start`. */
  readonly pid: number;
  /** What a command prints. Note that Asterisk answers exit 0 to unknown commands as well. */
  readonly cli: (command: string) => Promise<string>;
  /** Throws when Asterisk does not say that it reloaded. */
  readonly reload: (module: string) => Promise<void>;
  /** Its log so far: notices, warnings and errors. */
  readonly log: () => Promise<string>;
  /** For good: it is gone at once, its folder with it. */
  readonly stop: () => Promise<void>;
  /** In good order (`core stop now`, about 2 s); the folder stays for `start`. */
  readonly shutDown: () => Promise<void>;
  /** As a power cut would; the folder stays for `start`. */
  readonly kill9: () => Promise<void>;
  /** After `shutDown` or `kill9`: same folder, same ports. Resolves when it is fully booted. */
  readonly start: () => Promise<void>;
  /** It stops answering but keeps its sockets (SIGSTOP). */
  readonly freeze: () => void;
  readonly thaw: () => void;
};

type StartOptions = {
  /** Files of its etc folder to write instead of, or beside, the usual ones. */
  readonly files?: Readonly<Record<string, string>>;
  readonly version?: 22;
  /** An unpacked Asterisk other than the usual one (see scripts/get-debian-package). */
  readonly tree?: string;
};

const bootDeadlineMs = 30_000;
const run = promisify(execFile);

/**
 * Starts a real Asterisk with the shipped `asterisk-config/` and waits until it is fully booted
 * (about a second; the first time on a machine it is fetched). It ends with the test process,
 * however that ends.
 */
export async function startAsterisk(options: StartOptions = {}): Promise<TestAsterisk> {
  const tree = options.tree ?? (await asteriskTree());
  const ports = await claimPorts();
  const home = await makeHome();
  const password = 'test-ari-password-of-this-run';
  const etc = join(home, 'etc');
  await writeHome(home, {
    ...Object.fromEntries(
      asteriskFiles({
        ...{ home, tree, password, modules: await modulesFolder(tree) },
        ...{ httpPort: ports.http, sipPort: ports.sip },
        ...{ rtpStart: ports.rtpStart, rtpEnd: ports.rtpEnd },
      }),
    ),
    ...options.files,
  });

  const program = [join(tree, 'exec'), join(tree, 'usr/sbin/asterisk')];
  // Absolute: with a relative -C Asterisk takes its built-in folders, and -rx another server.
  const config = ['-C', join(etc, 'asterisk.conf')];
  const ast = join(home, 'asterisk');
  await writeFile(ast, `#!/bin/sh\nexec ${[...program, ...config].join(' ')} "$@"\n`, {
    mode: 0o755,
  });
  let child: ChildProcess | undefined;

  const cli = async (command: string): Promise<string> => {
    const { stdout } = await run(ast, ['-rx', command], { timeout: 20_000 });
    return stdout;
  };
  const running = (): ChildProcess & { readonly pid: number } => {
    if (child?.pid === undefined) throw new Error('this Asterisk is not running');
    return Object.assign(child, { pid: child.pid });
  };
  const ended = async (signal?: NodeJS.Signals): Promise<void> => {
    if (child === undefined) return;
    const gone = once(child, 'exit');
    if (signal !== undefined) child.kill(signal);
    await gone;
  };
  const start = async (): Promise<void> => {
    if (child !== undefined) throw new Error('this Asterisk is running already');
    if (!existsSync(etc)) throw new Error('this Asterisk was stopped for good');
    const started = spawnBound([...program, ...config, '-f', '-n'], join(home, 'log/console'));
    child = started;
    started.once('exit', () => {
      child = undefined;
    });
    await booted(started, home, cli);
  };

  const instance: TestAsterisk = {
    ...{ etc, ariUrl: `http://127.0.0.1:${ports.http}/ari`, username: 'backend', password },
    ...{ httpPort: ports.http, sipPort: ports.sip, astCommand: [ast], cli, start },
    get pid() {
      return running().pid;
    },
    log: () => readFile(join(home, 'log/full'), 'utf8'),
    reload: async (module) => {
      const said = await cli(`module reload ${module}`);
      if (!said.includes('reloaded successfully')) throw new Error(said.trim());
    },
    stop: async () => {
      process.off('exit', sweep);
      await ended('SIGKILL');
      ports.release();
      await rm(home, { recursive: true, force: true });
    },
    shutDown: async () => {
      running();
      const gone = ended();
      await cli('core stop now');
      await gone;
    },
    kill9: () => ended('SIGKILL'),
    freeze: () => running().kill('SIGSTOP'),
    thaw: () => running().kill('SIGCONT'),
  };
  const sweep = (): void => {
    child?.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  };
  process.on('exit', sweep);
  try {
    await start();
  } catch (error) {
    await instance.stop();
    throw error;
  }
  return instance;
}

/** By the control socket, never by a port: while Asterisk boots, valid requests get 404 or 401. */
async function booted(
  child: ChildProcess,
  home: string,
  cli: (command: string) => Promise<string>,
): Promise<void> {
  const deadline = Date.now() + bootDeadlineMs;
  const socket = join(home, 'run/asterisk.ctl');
  const trouble = async (what: string): Promise<Error> => {
    const said = await readFile(join(home, 'log/console'), 'utf8').catch(() => '');
    return new Error(`Asterisk ${what}: ${said.slice(-2000)}`);
  };
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw await trouble('ended at start');
    if (Date.now() > deadline) throw await trouble('did not boot');
    if (existsSync(socket)) {
      // The socket appears a moment before it is answered, and a stale one stays after kill -9.
      const said = await cli('core waitfullybooted').catch(() => '');
      if (said.includes('fully booted')) return;
    }
    await sleep(10);
  }
}

/**
 * A new folder named after our process; those of processes that are gone (a killed test run could
 * not tidy up) are removed on the way.
 */
async function makeHome(): Promise<string> {
  // A socket's path may have 107 bytes: a long TMPDIR is no place for it.
  const parent = tmpdir().length > 60 ? '/tmp' : tmpdir();
  for await (const old of glob('nv-*-*', { cwd: parent })) {
    const owner = Number(old.split('-')[1]);
    if (!isAlive(owner)) await rm(join(parent, old), { recursive: true, force: true });
  }
  return mkdtemp(join(parent, `nv-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isSystemError(error, 'EPERM');
  }
}

async function writeHome(home: string, files: Readonly<Record<string, string>>): Promise<void> {
  const folders = ['etc', 'run', 'log/cdr-csv', 'lib/keys', 'lib/moh', 'spool', 'cache'];
  await Promise.all(folders.map((folder) => mkdir(join(home, folder), { recursive: true })));
  await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const path = join(home, 'etc', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }),
  );
}

async function modulesFolder(tree: string): Promise<string> {
  for await (const found of glob(join(tree, 'usr/lib/{*/,}asterisk/modules'))) return found;
  throw new Error(`${tree} holds no Asterisk`);
}
