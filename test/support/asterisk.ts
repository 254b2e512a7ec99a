import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { asteriskFiles } from './asterisk-files.ts';
import { makeHome, modulesFolder, writeHome } from './asterisk-home.ts';
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
  /** 22 unless said otherwise. */
  readonly version?: 16 | 22;
};

const bootDeadlineMs = 30_000;
const run = promisify(execFile);

/**
 * Starts a real Asterisk with the shipped `asterisk-config/` and waits until it is fully booted
 * (about a second; the first time on a machine it is fetched). It ends with the test process,
 * however that ends.
 */
export async function startAsterisk(options: StartOptions = {}): Promise<TestAsterisk> {
  const tree = await asteriskTree(options.version ?? 22);
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
  const words = [...program, ...config].map((word) => `'${word}'`).join(' ');
  await writeFile(ast, `#!/bin/sh\nexec ${words} "$@"\n`, {
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
