import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asteriskFiles } from './asterisk-files.ts';
import { claimPorts } from './ports.ts';
import { printedBy, spawnBound, type BoundProcess } from './process.ts';
import { modulesFolder, writeHome } from './write-home.ts';

/** A real Asterisk of our own, on loopback ports of its own. */
export type OwnAsterisk = {
  /** Its folder of configuration files, absolute. */
  readonly etc: string;
  /** `http://127.0.0.1:port/ari` */
  readonly ariUrl: string;
  readonly httpPort: number;
  /** UDP. */
  readonly sipPort: number;
  readonly username: 'backend';
  readonly password: string;
  /** Followed by `'-rx', 'command'` it talks to this instance: the product's `asterisk` setting. */
  readonly astCommand: readonly [string];
  /** Of the process that runs now; throws when none does. */
  readonly pid: () => number;
  /** What a command prints. Note that Asterisk answers exit 0 to unknown commands as well. */
  readonly cli: (command: string) => Promise<string>;
  /** After its process ended: same folder, same ports. Resolves when it is fully booted. */
  readonly start: () => Promise<void>;
  /** Resolves when no process of it runs. */
  readonly ended: () => Promise<void>;
  /** As a power cut would. */
  readonly kill9: () => Promise<void>;
  /** For good: it is gone at once. Its folder stays. */
  readonly stop: () => Promise<void>;
};

type StartOptions = {
  /** The folder of an unpacked Asterisk, as scripts/get-asterisk makes it. */
  readonly tree: string;
  /** An empty folder, absolute; its path may have 80 characters, as Asterisk's socket is in it. */
  readonly home: string;
  readonly password: string;
  /** Files of its etc folder to write instead of, or beside, the usual ones. */
  readonly files?: Readonly<Record<string, string>>;
};

const bootDeadlineMs = 30_000;

/**
 * Starts a real Asterisk with the shipped `asterisk-config/` and waits until it is fully booted
 * (about a second). It ends with our process, however that ends. Throws what it said when it does
 * not boot.
 */
export async function startOwnAsterisk(options: StartOptions): Promise<OwnAsterisk> {
  const { tree, home, password } = options;
  const modules = await modulesFolder(tree);
  const ports = await claimPorts();
  const etc = join(home, 'etc');
  const files = asteriskFiles({
    ...{ home, tree, password, modules },
    ...{ httpPort: ports.http, sipPort: ports.sip },
    ...{ rtpStart: ports.rtpStart, rtpEnd: ports.rtpEnd },
  });
  await writeHome(home, { ...Object.fromEntries(files), ...options.files });

  const program = [join(tree, 'exec'), join(tree, 'usr/sbin/asterisk')];
  // Absolute: with a relative -C Asterisk takes its built-in folders, and -rx another server.
  const config = ['-C', join(etc, 'asterisk.conf')];
  const ast = join(home, 'asterisk');
  const words = [...program, ...config].map((word) => `'${word}'`).join(' ');
  await writeFile(ast, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  // `core restart` runs what Asterisk was called as; without this tree's loader that ends at once.
  const named = [join(tree, 'exec'), ...((await canName(tree)) ? ['--argv0', ast] : [])];
  let child: BoundProcess | undefined;

  const cli = (command: string): Promise<string> => printedBy(ast, ['-rx', command]);
  const ended = async (): Promise<void> => {
    if (child !== undefined) await once(child, 'exit');
  };
  const kill = (): void => {
    child?.kill('SIGKILL');
  };
  const kill9 = async (): Promise<void> => {
    const gone = ended();
    kill();
    await gone;
  };
  const instance: OwnAsterisk = {
    ...{ etc, ariUrl: `http://127.0.0.1:${ports.http}/ari`, username: 'backend', password },
    ...{ httpPort: ports.http, sipPort: ports.sip, astCommand: [ast], cli, ended, kill9 },
    pid: () => {
      if (child?.pid === undefined) throw new Error('this Asterisk is not running');
      return child.pid;
    },
    start: async () => {
      if (child !== undefined) throw new Error('this Asterisk is running already');
      if (!existsSync(etc)) throw new Error('this Asterisk was stopped for good');
      const argv = [...named, join(tree, 'usr/sbin/asterisk'), ...config, '-f', '-n'];
      const started = spawnBound(argv, join(home, 'log/console'));
      child = started;
      started.once('exit', () => {
        child = undefined;
      });
      await booted(started, home, cli);
    },
    stop: async () => {
      process.off('exit', kill);
      await kill9();
      ports.release();
    },
  };
  // Before whoever owns the folder removes it.
  process.prependListener('exit', kill);
  try {
    await instance.start();
  } catch (error) {
    await instance.stop();
    throw error;
  }
  return instance;
}

/** Whether the tree's loader lets a program have another name (glibc 2.33: not Asterisk 16's). */
async function canName(tree: string): Promise<boolean> {
  for await (const loader of glob(join(tree, 'usr/{lib/*-linux-gnu*,lib64}/ld-linux*.so.*'))) {
    if (existsSync(loader)) return (await readFile(loader)).includes('--argv0');
  }
  return false;
}

/** By the control socket, never by a port: while Asterisk boots, valid requests get 404 or 401. */
async function booted(
  child: BoundProcess,
  home: string,
  cli: (command: string) => Promise<string>,
): Promise<void> {
  const deadline = AbortSignal.timeout(bootDeadlineMs);
  const socket = join(home, 'run/asterisk.ctl');
  const trouble = async (what: string): Promise<Error> => {
    const said = await readFile(join(home, 'log/console'), 'utf8').catch(() => '');
    return new Error(`Asterisk ${what}: ${said.slice(-2000)}`);
  };
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw await trouble('ended at start');
    if (deadline.aborted) throw await trouble('did not boot');
    if (existsSync(socket)) {
      // The socket appears a moment before it is answered, and a stale one stays after kill -9.
      const said = await cli('core waitfullybooted').catch(() => '');
      if (said.includes('fully booted')) return;
    }
    await sleep(10);
  }
}
