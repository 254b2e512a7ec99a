import { execa } from 'execa';
import { Conflict, Misconfigured, Refused, Unreachable } from '../lib/error.ts';
import {
  parseAriSessions,
  parseAriUsers,
  parseContacts,
  parseLiveCalls,
  parseLogFiles,
  parseUptime,
  parseVersion,
  type AriSession,
  type Contact,
  type LiveCalls,
  type LogFile,
  type RunningAriUser,
  type Uptime,
} from './cli-answer.ts';
import { lineOf, type CliCommand } from './cli-command.ts';
import { parseDialplanContext, type DialplanContext } from './dialplan-answer.ts';
import { inTime } from './in-time.ts';
import type { ReloadableModule } from './reloadable-module.ts';
import { waitOut } from './wait-out.ts';

export type {
  AriSession,
  CliCommand,
  Contact,
  DialplanContext,
  LiveCalls,
  LogFile,
  RunningAriUser,
  Uptime,
};

/** Asterisk's console, one command at a time. Throws Unreachable, Misconfigured (with what to do) or Refused. */
export type AsteriskCli = {
  /** What Asterisk prints. Exit codes say nothing: it answers 0 to unknown commands. */
  readonly run: (command: CliCommand) => Promise<string>;
  /** Ends when Asterisk has read the files again; waits while another reload runs, else Conflict. */
  readonly reloadModule: (module: ReloadableModule) => Promise<void>;
  /** Waits for an Asterisk that is starting or about to start. */
  readonly waitFullyBooted: () => Promise<void>;
  readonly version: () => Promise<string>;
  readonly showContacts: () => Promise<readonly Contact[]>;
  readonly showDialplanContext: (name: string) => Promise<DialplanContext | undefined>;
  readonly showLiveCalls: () => Promise<LiveCalls>;
  readonly showLogFiles: () => Promise<readonly LogFile[]>;
  readonly showUptime: () => Promise<Uptime>;
  readonly showAriSessions: () => Promise<readonly AriSession[]>;
  readonly showAriUsers: () => Promise<readonly RunningAriUser[]>;
  /** Cuts one event session, or all: a password change alone leaves them open. Asterisk 20.15, 22.5 or later. */
  readonly shutDownAriSessions: (id?: string) => Promise<void>;
  /**
   * `now` cuts every call. `convenient` waits inside Asterisk until no call is left, and takes new ones
   * meanwhile: resolves as soon as it waits, for its console stays silent until the end.
   */
  readonly restart: (when: 'now' | 'convenient') => Promise<void>;
  /** Takes a waiting restart back. Nothing happens when there is none. */
  readonly abortRestart: () => Promise<void>;
};

export type CliSettings = {
  /** Program and first arguments: `['sudo', '-n', '/usr/sbin/asterisk']`. */
  readonly command: readonly string[];
  /** For one command; 10 s unless told. */
  readonly deadlineMs?: number;
  /** For a reload or a start with its waiting; 30 s unless told. */
  readonly waitDeadlineMs?: number;
};

/** 5000 contacts with their registrations are about 4 MB; what is longer is not for us. */
const maxOutputBytes = 8_000_000;

/** Asterisk refuses a restart in milliseconds; one that waits for calls says nothing at all. */
const silenceMs = 2_000;

export function createAsteriskCli({
  command: argv,
  deadlineMs = 10_000,
  waitDeadlineMs = 30_000,
}: CliSettings): AsteriskCli {
  const run = (command: CliCommand, withinMs = deadlineMs) =>
    runLine(argv, lineOf(command), withinMs);
  const waiting = { deadlineMs: waitDeadlineMs };
  return {
    run: (command) => run(command),
    reloadModule: (module) =>
      waitOut(
        { ...waiting, isPassing: (error) => error instanceof Conflict },
        async (remainingMs) => {
          checkReloaded(module, await run(`module reload ${module}`, remainingMs));
        },
      ),
    waitFullyBooted: () =>
      waitOut(
        { ...waiting, isPassing: (error) => error instanceof Unreachable },
        async (remainingMs) => {
          const said = await run('core waitfullybooted', remainingMs);
          if (!said.includes('fully booted')) throw unexpected('core waitfullybooted', said);
        },
      ),
    version: async () => parseVersion(await run('core show version')),
    showContacts: async () =>
      parseContacts(await run('pjsip show contacts'), await run('database show registrar')),
    showDialplanContext: async (dialplanContext) =>
      parseDialplanContext(await run({ name: 'dialplan show', dialplanContext })),
    showLiveCalls: async () => parseLiveCalls(await run('core show channels count')),
    showLogFiles: async () => parseLogFiles(await run('logger show channels')),
    showUptime: async () => parseUptime(await run('core show uptime seconds')),
    showAriSessions: async () => parseAriSessions(await run('ari show websocket sessions')),
    showAriUsers: async () => parseAriUsers(await run('ari show users')),
    shutDownAriSessions: async (sessionId) => {
      await run(
        sessionId === undefined
          ? 'ari shutdown websocket sessions'
          : { name: 'ari shutdown websocket session', sessionId },
      );
    },
    restart: async (when) => {
      if (when === 'now') {
        await run('core restart now');
        return;
      }
      try {
        await run('core restart when convenient', silenceMs);
      } catch (error) {
        const isWaiting = error instanceof Unreachable && error.details['reason'] === 'deadline';
        if (!isWaiting) throw error;
      }
    },
    abortRestart: async () => {
      await run('core abort shutdown');
    },
  };
}

/** A command that hangs is given up: Asterisk frozen, or deadlocked in a reload. */
async function runLine(argv: readonly string[], line: string, deadlineMs: number): Promise<string> {
  const [program = '', ...first] = argv;
  const child = execa(program, [...first, '-rx', line], {
    reject: false,
    stdin: 'ignore',
    maxBuffer: maxOutputBytes,
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
    // sudo speaks the language of the machine; we read its words.
    env: { LC_ALL: 'C' },
  });
  // execa waits for the end of what it killed, and sudo's child cannot be killed by us.
  const late = `Asterisk did not answer "${line}" within ${deadlineMs / 1000} s.`;
  const result = await inTime(child, deadlineMs + 200, late);
  if (result.timedOut) throw new Unreachable(late, { details: { reason: 'deadline', deadlineMs } });
  if (result.isMaxBuffer) {
    throw new Refused('Asterisk printed more than can be read.', { details: { line } });
  }
  const said = `${result.stdout}\n${result.stderr}`.trim();
  const trouble = troubleIn(said, { program, line, code: result.code, exitCode: result.exitCode });
  if (trouble) throw trouble;
  return result.stdout;
}

type Ended = {
  readonly program: string;
  readonly line: string;
  readonly code: string | undefined;
  readonly exitCode: number | undefined;
};

function troubleIn(said: string, { program, line, code, exitCode }: Ended): Error | undefined {
  const details = { line, said: said.slice(0, 200), code, exitCode };
  if (code === 'ENOENT' || code === 'EACCES') {
    return new Misconfigured(`"${program}" cannot be run: check the Asterisk command.`, {
      details,
    });
  }
  if (/^sudo: |may not run sudo|not in the sudoers file/m.test(said)) {
    return new Misconfigured(
      'sudo does not let this user run Asterisk without a password: add a NOPASSWD rule for it.',
      { details },
    );
  }
  if (said.includes('Unable to connect to remote asterisk')) {
    return new Unreachable(
      'Asterisk is not running, or this user may not use its control socket.',
      {
        details,
      },
    );
  }
  if (said.startsWith('No such command')) {
    return new Misconfigured(
      `This Asterisk has no command "${line}": too old, or without its module.`,
      {
        details,
      },
    );
  }
  return exitCode === 0 ? undefined : unexpected(line, said);
}

function checkReloaded(module: ReloadableModule, said: string): void {
  if (said.includes('reloaded successfully')) return;
  const details = { module, said: said.slice(0, 200) };
  if (said.includes('already in progress')) {
    throw new Conflict('Asterisk is still busy with another reload.', { details });
  }
  if (said.includes('No such module')) {
    throw new Misconfigured(`Asterisk does not run the module ${module}.`, { details });
  }
  throw unexpected(`module reload ${module}`, said);
}

function unexpected(line: string, said: string): Refused {
  return new Refused(`Asterisk did not do "${line}".`, {
    details: { line, said: said.slice(0, 200) },
  });
}
