import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimPorts } from './asterisk-ports.ts';
import { spawnBound } from './asterisk-process.ts';
import { phonesTree } from './asterisk-tree.ts';

/** The other end of a trunk: the telephone company, and behind it one customer at a time. */
export type TrunkEnd = {
  /** For `trunkSections`. */
  readonly port: number;
  /** The next call is answered after `ringMs`; `isSilent`: no sound ever comes from there. */
  readonly answers: (how?: {
    readonly ringMs?: number;
    readonly isSilent?: boolean;
  }) => Promise<void>;
  /** The next call is refused with this SIP status. */
  readonly refuses: (status: number) => Promise<void>;
  /** What SIPp saw of the last call, once it is over: every SIP message. */
  readonly over: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** For a call that goes on, as while a customer's phone rings for ever. */
const longestGoodbyeMs = 3_000;

const scenarios = join(import.meta.dirname, 'sip');

export async function startTrunkEnd(): Promise<TrunkEnd> {
  const tree = await phonesTree();
  const ports = await claimPorts();
  const folder = await mkdtemp(join(tmpdir(), 'trunk-'));
  const messages = join(folder, 'messages');
  let child: ReturnType<typeof spawnBound> | undefined;
  const end = async (): Promise<void> => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    // Asterisk says its BYE again and again: the next SIPp would take it for its one call.
    const hasCall = (await readFile(messages, 'utf8').catch(() => '')).includes('INVITE');
    if (hasCall) await Promise.race([gone, sleep(longestGoodbyeMs, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await gone;
  };
  const play = async (scenario: string, options: readonly string[]): Promise<void> => {
    await end();
    await rm(messages, { force: true });
    child = spawnBound(
      [
        ...[join(tree, 'exec'), join(tree, 'usr/bin/sipp'), '127.0.0.1'],
        ...['-sf', scenario, '-m', '1', '-nostdin'],
        ...['-i', '127.0.0.1', '-p', String(ports.sip), '-mp', String(ports.rtpStart)],
        ...['-trace_msg', '-message_file', messages, ...options],
      ],
      join(folder, 'console'),
    );
    await isBound(ports.sip);
  };
  return {
    port: ports.sip,
    answers: ({ ringMs = 100, isSilent = false } = {}) =>
      play(join(scenarios, 'trunk-answers.xml'), [
        '-d',
        String(ringMs),
        ...(isSilent ? [] : ['-rtp_echo']),
      ]),
    refuses: async (status) => {
      const text = await readFile(join(scenarios, 'trunk-refuses.xml'), 'utf8');
      const scenario = join(folder, 'refuses.xml');
      await writeFile(scenario, text.replace('SIP/2.0 486', `SIP/2.0 ${status}`));
      await play(scenario, []);
    },
    over: async () => {
      if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return readFile(messages, 'utf8');
    },
    stop: async () => {
      await end();
      ports.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * SIPp says nothing when it is ready: the port is taken from then on. Looked up, not tried: whoever
 * tries it has it for a moment, and SIPp gives up when that is its moment.
 */
async function isBound(port: number): Promise<void> {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    if ((await readFile('/proc/net/udp', 'utf8')).includes(` ${address} `)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('SIPp did not take its port');
}
