import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOwnAsterisk } from '../../src/sandbox/asterisk/start-asterisk.ts';
import { makeHome } from '../../src/sandbox/home.ts';
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

/**
 * Starts a real Asterisk with the shipped `asterisk-config/` and waits until it is fully booted
 * (about a second; the first time on a machine it is fetched). It ends with the test process,
 * however that ends.
 */
export async function startAsterisk(options: StartOptions = {}): Promise<TestAsterisk> {
  const tree = await asteriskTree(options.version ?? 22);
  const home = await makeHome();
  const asterisk = await startOwnAsterisk({
    ...{ tree, home: home.folder, password: 'test-ari-password-of-this-run' },
    ...(options.files && { files: options.files }),
  });
  const { pid, cli, ended } = asterisk;
  const signal = (name: NodeJS.Signals): void => {
    process.kill(pid(), name);
  };
  return {
    ...asterisk,
    get pid() {
      return pid();
    },
    log: () => readFile(join(home.folder, 'log/full'), 'utf8'),
    reload: async (module) => {
      const said = await cli(`module reload ${module}`);
      if (!said.includes('reloaded successfully')) throw new Error(said.trim());
    },
    stop: async () => {
      await asterisk.stop();
      await home.remove();
    },
    shutDown: async () => {
      pid();
      const gone = ended();
      await cli('core stop now');
      await gone;
    },
    freeze: () => {
      signal('SIGSTOP');
    },
    thaw: () => {
      signal('SIGCONT');
    },
  };
}
