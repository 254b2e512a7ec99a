import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPorts, type PortBlock } from './asterisk-ports.ts';
import { spawnBound } from './asterisk-process.ts';
import { phonesTree } from './asterisk-tree.ts';
import { openControl, type Control } from './phones-control.ts';
import type { SipAccount } from './phones-sipp.ts';

/**
 * A softphone that really rings and talks (a 440 Hz tone). The waits look from the last event they
 * met onwards, so nothing that came early is missed; each gives up after 10 s, naming what it saw.
 */
export type BaresipPhone = {
  /** Resolves at the first successful registration; throws with the server's answer when refused. */
  readonly registered: () => Promise<void>;
  readonly dial: (number: string) => Promise<void>;
  /** A call comes in; `from` is the caller's SIP address. */
  readonly ringing: () => Promise<{ readonly from: string }>;
  readonly accept: () => Promise<void>;
  /** The call is up, whoever placed it. */
  readonly answered: () => Promise<void>;
  /** Ends the call, or rejects it while it rings. */
  readonly hangUp: () => Promise<void>;
  /** Sends the other side of its newest call to this SIP address (REFER). */
  readonly transfer: (to: string) => Promise<void>;
  /** The call is over, whoever ended it; `because` is the SIP reason ("486 Busy Here"), or empty. */
  readonly ended: () => Promise<{ readonly because: string }>;
  /** The waits look from now on: what came before is of another call. */
  readonly forget: () => void;
  /** Signs out and ends. */
  readonly stop: () => Promise<void>;
  /** Pulls the plug: nobody is told (Asterisk still believes it registered). */
  readonly kill9: () => Promise<void>;
};

/** Starts a phone and lets it sign in; await `registered()` to know how that ended. */
export async function startBaresip(account: SipAccount): Promise<BaresipPhone> {
  const tree = await phonesTree();
  const ports = await claimPorts();
  const folder = await mkdtemp(join(tmpdir(), 'baresip-'));
  await writeFile(join(folder, 'config'), config(tree, ports));
  await writeFile(join(folder, 'accounts'), '');
  await writeFile(join(folder, 'contacts'), '');
  const child = spawnBound(
    [join(tree, 'exec'), join(tree, 'usr/bin/baresip'), '-f', folder],
    join(folder, 'console'),
  );
  const gone = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    // Signing out from a server that is gone would take 32 s, SIP's own patience.
    const impatience = setTimeout(() => child.kill('SIGKILL'), 2_000);
    await gone;
    clearTimeout(impatience);
    ports.release();
    await rm(folder, { recursive: true, force: true });
  };

  let control: Control;
  try {
    control = await openControl(ports.http);
    // Only now, so that the event of its registration is not missed.
    const { sipPort, username, password } = account;
    await control.command(
      'uanew',
      `<sip:${username}@127.0.0.1:${sipPort};transport=udp>;auth_user=${username};auth_pass=${password};regint=300`,
    );
  } catch (error) {
    const said = await readFile(join(folder, 'console'), 'utf8');
    await end('SIGKILL');
    throw new Error(`baresip: ${said.slice(-1000)}`, { cause: error });
  }

  return {
    registered: async () => {
      const result = await control.event('REGISTER_OK', 'REGISTER_FAIL');
      if (result.type === 'REGISTER_FAIL') throw new Error(`refused: ${result.param ?? ''}`);
    },
    dial: (number) => control.command('dial', `sip:${number}@127.0.0.1:${account.sipPort}`),
    ringing: async () => ({ from: (await control.event('CALL_INCOMING')).peeruri ?? '' }),
    accept: () => control.command('accept'),
    answered: async () => {
      await control.event('CALL_ESTABLISHED');
    },
    hangUp: () => control.command('hangup'),
    transfer: (to) => control.command('transfer', to),
    ended: async () => ({ because: (await control.event('CALL_CLOSED')).param ?? '' }),
    forget: control.forget,
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
  };
}

/** The tone is made at 48 kHz only; without `ausrc_srate` a call at 8 kHz is refused. */
function config(tree: string, ports: PortBlock): string {
  return `poll_method epoll
sip_listen 127.0.0.1:${ports.sip}
rtp_ports ${ports.rtpStart}-${ports.rtpEnd}
ctrl_tcp_listen 127.0.0.1:${ports.http}
audio_source ausine,440
ausrc_srate 48000
audio_player aubridge,nil
audio_alert aubridge,nil
ring_aufile none
module_path ${tree}/usr/lib/baresip/modules
module g711.so
module ausine.so
module aubridge.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
`;
}
