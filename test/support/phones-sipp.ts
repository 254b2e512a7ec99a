import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phonesTree } from './asterisk-tree.ts';
import { spawnBound } from './asterisk-process.ts';

/** Where a phone signs in, and as whom: exactly what a person would type into it. */
export type SipAccount = {
  readonly sipPort: number;
  readonly username: string;
  readonly password: string;
};

const scenarios = join(import.meta.dirname, 'sip');

/**
 * Registers once, over UDP, for five minutes, and answers with the final SIP status: 200 registered,
 * 401 wrong password, 403 no place for a contact, 404 no such extension, 408 nothing came back.
 */
export async function registerWithSipp(
  account: SipAccount,
  withinMs = 5_000,
): Promise<{ readonly status: number }> {
  const log = await playScenario('register.xml', account.sipPort, [
    ...['-recv_timeout', String(withinMs)],
    ...['-s', account.username, '-au', account.username, '-ap', account.password],
  ]);
  return { status: finalStatus(log) };
}

/**
 * Registers many phones, 100 a second, each as `registerWithSipp` does. Resolves to how many were
 * taken: a wrong one among them only lowers the count.
 */
export async function registerAllWithSipp(
  sipPort: number,
  accounts: readonly Pick<SipAccount, 'username' | 'password'>[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'sipp-accounts-'));
  const file = join(folder, 'accounts.csv');
  const rows = accounts.map(
    ({ username, password }) =>
      `${username};[authentication username=${username} password=${password}]`,
  );
  await writeFile(file, ['SEQUENTIAL', ...rows, ''].join('\n'));
  try {
    const options = ['-r', '100', '-recv_timeout', '5000', '-inf', file];
    const log = await playScenario('register-many.xml', sipPort, options, accounts.length);
    const taken = log.matchAll(/^SIP\/2\.0 200(?:(?!\r?\n\r?\n)[^])*?^To: .*<sip:([^@]+)@/gm);
    return new Set([...taken].map(([, username]) => username)).size;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A customer's call over the trunk of `trunkSections`, which must point at no phone of the test. */
type IncomingCall = {
  readonly sipPort: number;
  /** The number the customer dials, as the telephone company sends it. */
  readonly to: string;
  readonly from: string;
  readonly fromName?: string;
};

/**
 * Calls in and, once answered, hangs up after `talkMs`. Resolves when the call is over, with the
 * final status of the INVITE: 200 answered, 404 no such number or no phone registered, 486 busy.
 */
export async function callIn(
  call: IncomingCall,
  talkMs: number,
): Promise<{ readonly status: number }> {
  const log = await playScenario('call-in.xml', call.sipPort, callOptions(call, talkMs));
  return { status: finalStatus(log, 'INVITE') };
}

/** The same, but stays until the other side hangs up. */
export async function callInAndStay(call: IncomingCall): Promise<{ readonly status: number }> {
  const log = await playScenario('call-in-stays.xml', call.sipPort, callOptions(call, 0));
  return { status: finalStatus(log, 'INVITE') };
}

/** Calls in, lets it ring for `ringMs` and gives up before anybody answers. */
export async function callInAndGiveUp(call: IncomingCall, ringMs: number): Promise<void> {
  const log = await playScenario('call-in-abandoned.xml', call.sipPort, callOptions(call, ringMs));
  const status = finalStatus(log, 'INVITE');
  if (status !== 487) throw new Error(`the call was not abandoned but ended with ${status}`);
}

function callOptions(call: IncomingCall, pauseMs: number): readonly string[] {
  const name = call.fromName ?? call.from;
  return [
    ...['-s', call.to, '-d', String(pauseMs)],
    ...['-key', 'caller', call.from, '-key', 'caller_name', name],
  ];
}

/** The last answer that ends a request (of one method, when it is named); 408 when none came. */
function finalStatus(log: string, method = '[A-Z]+'): number {
  const answer = new RegExp(
    `^SIP/2\\.0 (\\d{3})(?:(?!\\r?\\n\\r?\\n)[^])*?^CSeq: \\d+ ${method}\\b`,
    'gm',
  );
  const statuses = [...log.matchAll(answer)].map((match) => Number(match[1]));
  return statuses.filter((code) => code >= 200).at(-1) ?? 408;
}

/** Plays one scenario, once unless told, and returns every SIP message it sent and received. */
async function playScenario(
  scenario: string,
  sipPort: number,
  options: readonly string[],
  times = 1,
): Promise<string> {
  const tree = await phonesTree();
  const folder = await mkdtemp(join(tmpdir(), 'sipp-'));
  const messages = join(folder, 'messages');
  const child = spawnBound(
    [
      ...[join(tree, 'exec'), join(tree, 'usr/bin/sipp'), `127.0.0.1:${sipPort}`],
      ...['-sf', join(scenarios, scenario), '-m', String(times), '-nostdin', '-i', '127.0.0.1'],
      ...['-default_behaviors', 'abortunexp', '-trace_msg', '-message_file', messages],
      ...options,
    ],
    join(folder, 'console'),
  );
  try {
    await once(child, 'exit');
    return await readFile(messages, 'utf8').catch(async () => {
      throw new Error(`SIPp: ${await readFile(join(folder, 'console'), 'utf8')}`);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
