import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAsteriskCli, type AsteriskCli } from '../../src/asterisk/cli.ts';
import { lineOf } from '../../src/asterisk/cli-command.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'navbatchi-cli-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A console that is a shell script; what it was told is in `argv`. */
async function scripted(body: string): Promise<AsteriskCli> {
  const program = join(folder, 'asterisk');
  const argv = join(folder, 'argv');
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$@" >> ${argv}\n${body}\n`);
  await chmod(program, 0o755);
  return createAsteriskCli({ command: [program, '-n'], deadlineMs: 400, waitDeadlineMs: 1_000 });
}

const told = async () => (await readFile(join(folder, 'argv'), 'utf8')).trim().split('\n');

describe('the words of Asterisk become the stop they are, although it always exits 0', () => {
  test.each([
    ['echo "No such command \'core show version\' (type …)"', 'Misconfigured', /too old/],
    ['echo "Unable to connect to remote asterisk (does …?)" >&2; exit 1', 'Unreachable', /running/],
    ['echo "sudo: a password is required" >&2; exit 1', 'Misconfigured', /NOPASSWD/],
    ['echo "Sorry, user bot may not run sudo on pbx." >&2; exit 1', 'Misconfigured', /NOPASSWD/],
    ['exit 3', 'Refused', /did not do/],
    ['echo "Asterisk" | head -c 0', 'Refused', /cannot be read/],
    ['yes Asterisk | head -c 20000000', 'Refused', /more than/],
    ['exec sleep 60', 'Unreachable', /did not answer/],
    ['trap "" TERM; while :; do sleep 1; done', 'Unreachable', /did not answer/],
  ])('%s', async (body, code, words) => {
    const cli = await scripted(body);
    const failure = cli.version();
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow(words);
  });

  test('a program that is not there is Misconfigured', async () => {
    const cli = createAsteriskCli({ command: [join(folder, 'nowhere')] });
    await expect(cli.version()).rejects.toMatchObject({ code: 'Misconfigured' });
  });

  test('a program that may not be run is Misconfigured', async () => {
    await writeFile(join(folder, 'plain'), '');
    const cli = createAsteriskCli({ command: [join(folder, 'plain')] });
    await expect(cli.version()).rejects.toMatchObject({ code: 'Misconfigured' });
  });
});

describe('a reload', () => {
  test('that is told to wait is asked again until it is done', async () => {
    const flag = join(folder, 'flag');
    const cli = await scripted(
      `[ -e ${flag} ] && echo "Module 'res_pjsip.so' reloaded successfully." && exit 0\n` +
        `touch ${flag}; echo "A module reload request is already in progress; please be patient"`,
    );
    await cli.reloadModule('res_pjsip.so');
    expect(await told()).toEqual([
      ...['-n', '-rx', 'module reload res_pjsip.so'],
      ...['-n', '-rx', 'module reload res_pjsip.so'],
    ]);
  });

  test('that is told to wait for ever is a Conflict', async () => {
    const cli = await scripted('echo "A module reload request is already in progress"');
    await expect(cli.reloadModule('res_ari.so')).rejects.toMatchObject({ code: 'Conflict' });
  });

  test.each([
    ['No such module', 'Misconfigured'],
    ['The module reported a reload failure', 'Refused'],
    ['', 'Refused'],
  ])('that answers "%s" was not done', async (said, code) => {
    const cli = await scripted(`echo "${said}"`);
    await expect(cli.reloadModule('res_pjsip.so')).rejects.toMatchObject({ code });
  });
});

test('a start is waited for', async () => {
  const flag = join(folder, 'flag');
  const cli = await scripted(
    `[ -e ${flag} ] && echo "Asterisk has fully booted." && exit 0\n` +
      `touch ${flag}; echo "Unable to connect to remote asterisk" >&2; exit 1`,
  );
  await expect(cli.waitFullyBooted()).resolves.toBeUndefined();
});

describe('a command line', () => {
  test('takes no name of a dialplan context that is more than one plain word', () => {
    const hasMore = fc
      .string()
      .filter((text) => !/^[A-Za-z0-9_-]+$/.test(text) || text.startsWith('-'));
    fc.assert(
      fc.property(hasMore, (dialplanContext) => {
        expect(() => lineOf({ name: 'dialplan show', dialplanContext })).toThrow('cannot be part');
      }),
    );
  });

  test.each(['1;2', 'x\ncore stop now', 'all', 'de43020b 96e8'])(
    'takes no session %j',
    (sessionId) => {
      expect(() => lineOf({ name: 'ari shutdown websocket session', sessionId })).toThrow();
    },
  );
});
