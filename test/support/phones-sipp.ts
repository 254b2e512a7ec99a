import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
  const answers = [...log.matchAll(/^SIP\/2\.0 (\d{3})/gm)].map((match) => Number(match[1]));
  const status = answers.filter((code) => code >= 200).at(-1) ?? 408;
  return { status };
}

/** Plays one scenario once and returns every SIP message it sent and received. */
async function playScenario(
  scenario: string,
  sipPort: number,
  options: readonly string[],
): Promise<string> {
  const tree = await phonesTree();
  const folder = await mkdtemp(join(tmpdir(), 'sipp-'));
  const messages = join(folder, 'messages');
  const child = spawnBound(
    [
      ...[join(tree, 'exec'), join(tree, 'usr/bin/sipp'), `127.0.0.1:${sipPort}`],
      ...['-sf', join(scenarios, scenario), '-m', '1', '-nostdin', '-i', '127.0.0.1'],
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
