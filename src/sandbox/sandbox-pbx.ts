import { join } from 'node:path';
import { messageOf } from '../lib/error.ts';
import { startOwnAsterisk } from './asterisk/start-asterisk.ts';
import { consoleCommand } from './pbx/console.ts';
import { createDeskPhones, type DeskPhones } from './pbx/desk-phones.ts';
import { startPbx } from './pbx/start-pbx.ts';
import { writeStarterEtc } from './pbx/starter-etc.ts';

/** The sandbox's PBX, real or emulated. */
export type SandboxPbx = {
  /** Folder of its configuration files, absolute. */
  readonly etc: string;
  /** `http://127.0.0.1:port/ari` */
  readonly ariUrl: string;
  readonly username: 'backend';
  readonly password: string;
  /** The product's `asterisk` setting. */
  readonly command: readonly [string, ...string[]];
  /** UDP, where phones sign in; 5060 on paper when it is emulated. */
  readonly sipPort: number;
  /** No softphone can register. */
  readonly isEmulated: boolean;
  /** Those of the emulated one. */
  readonly phones: DeskPhones | undefined;
  /** What it is, for the console: one line. */
  readonly description: string;
  readonly stop: () => Promise<void>;
};

type Wanted = {
  /** An unpacked Asterisk; none asks for the emulated PBX. */
  readonly tree: string | undefined;
  /** An existing empty folder, absolute. */
  readonly home: string;
  readonly password: string;
};

/** Starts the Asterisk at `tree`. Without one, or when it does not start, the emulated PBX. */
export async function startSandboxPbx({ tree, ...place }: Wanted): Promise<SandboxPbx> {
  if (tree === undefined) return startEmulated(place, '');
  try {
    return await startReal({ tree, ...place });
  } catch (error) {
    const [cause = ''] = messageOf(error).split('\n');
    return startEmulated(place, ` The Asterisk at ${tree} did not start: ${cause}`);
  }
}

type Place = Omit<Wanted, 'tree'>;

async function startReal(wanted: Place & { readonly tree: string }): Promise<SandboxPbx> {
  const asterisk = await startOwnAsterisk(wanted);
  const [, version = ''] = /^Asterisk ([\d.]+)/.exec(await asterisk.cli('core show version')) ?? [];
  const { etc, ariUrl, username, password, astCommand, sipPort, stop } = asterisk;
  return {
    ...{ etc, ariUrl, username, password, command: astCommand, sipPort, stop },
    isEmulated: false,
    phones: undefined,
    description:
      `a real Asterisk ${version}. ` +
      `A softphone on this machine can register at 127.0.0.1:${sipPort} (UDP).`,
  };
}

async function startEmulated({ home, password }: Place, why: string): Promise<SandboxPbx> {
  const etc = join(home, 'emulated-etc');
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  const { url, stop } = pbx;
  return {
    ...{ etc, ariUrl: url, username: 'backend', password, stop },
    // It can be asked for its dialplan, and for nothing else.
    command: consoleCommand(etc),
    sipPort: 5060,
    isEmulated: true,
    phones: createDeskPhones(pbx),
    description: `emulated; its phones are on the page, no softphone can register.${why}`,
  };
}
