import process from 'node:process';
import { startApp, type App } from './app.ts';
import { loadConfig, printRemarks, type Config } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { Stop, messageOf } from './lib/error.ts';
import { createLog } from './lib/log.ts';
import type { Secret } from './lib/secret.ts';
import { createJournal } from './systemd/journal.ts';
import { findOwnUnit } from './systemd/own-unit.ts';

const folder = process.cwd();

/** Loads the configuration, starts the bot or the sandbox, and stops them in reverse on a signal. */
async function main(): Promise<void> {
  const loaded = await loadConfig({ folder, environment: process.env });
  if (loaded.type === 'faulty') {
    say(printRemarks(loaded.faults));
    process.exitCode = 1;
    return;
  }
  if (loaded.warnings.length > 0) say(printRemarks(loaded.warnings));
  const { config } = loaded;
  // A password that was changed while the process runs is as secret as those of its start.
  const newSecrets: Secret[] = [];
  const hideInLog = (secret: Secret) => void newSecrets.push(secret);
  const secrets = () => [...secretsOf(config), ...newSecrets.map((secret) => secret.reveal())];
  const log = createLog({ level: config.logLevel, secrets });
  const { runs } = stopOnSignal();
  const unit = findOwnUnit(process.env);
  const running =
    config.mode === 'sandbox'
      ? await (
          await import('./sandbox/start-sandbox.ts')
        ).startSandbox({ config, log, say, startApp, environment: process.env })
      : await startApp({
          ...{ config, clock: systemClock, log, hideInLog, announceClaim },
          environment: process.env,
          readJournal: unit && createJournal(unit),
        });
  runs(running);
  process.send?.('ready');
  if (config.mode === 'live') log.info({ url: running.url }, 'Navbatchi is running');
}

/** What must not be in any line of the log. */
function secretsOf(config: Config): readonly string[] {
  if (config.mode === 'sandbox') return [];
  const { telegram, ari, meta } = config;
  return [
    ...[telegram.token, telegram.webhookSecret, ari.password],
    ...[meta.appSecret, meta.verifyToken, meta.pageToken],
    ...[meta.instagram.appSecret, meta.instagram.token],
  ].flatMap((secret) => (secret ? [secret.reveal()] : []));
}

function announceClaim(claim: { readonly link: string; readonly minutes: number }): void {
  say(
    [
      '',
      'Nobody owns this Navbatchi yet. Open this link in Telegram and press Start:',
      `  ${claim.link}`,
      `It works once, for ${claim.minutes} minutes. Whoever opens it becomes the owner.`,
      '',
    ].join('\n'),
  );
}

/**
 * A signal stops what runs, in order. While it only starts, the process ends at once: a start may be
 * cut off at any instant.
 */
function stopOnSignal(): { readonly runs: (running: Pick<App, 'stop'>) => void } {
  let started: Pick<App, 'stop'> | undefined;
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    if (started === undefined) process.exit(0);
    started.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`Stopping failed: ${messageOf(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    runs: (running) => {
      started = running;
    },
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  say(
    error instanceof Stop
      ? `Navbatchi cannot start: ${error.message}`
      : String(error instanceof Error ? error.stack : error),
  );
  process.exit(1);
});
