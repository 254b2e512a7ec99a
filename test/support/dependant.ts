/*
 * A program that signs in to ARI with the pair of a .env, as a call centre's backend does: it listens
 * to events and asks every 100 ms. Each answer is a line of its log: pid, user, status.
 * Arguments: .env, ARI address, log file; a fourth is the only user it can work with.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { WebSocket } from 'ws';

export type DependantWords = readonly [
  envFile: string,
  ariUrl: string,
  logFile: string,
  ...onlyUser: readonly string[],
];

const [envFile = '', ariUrl = '', logFile = '', onlyUser] = process.argv.slice(2);
const text = readFileSync(envFile, 'utf8');
// As dotenv does: what the process was given wins over the file.
const valueOf = (key: string): string =>
  process.env[key] ?? new RegExp(`^${key}="?([^"\\s]*)`, 'm').exec(text)?.[1] ?? '';
const username = valueOf('ASTERISK_ARI_USERNAME');
const login = `${username}:${valueOf('ASTERISK_ARI_PASSWORD')}`;
if (onlyUser !== undefined && username !== onlyUser) process.exit(1);

const eventsUrl = `${ariUrl.replace('http', 'ws')}/events?app=dependant`;
new WebSocket(eventsUrl, { auth: login }).on('error', () => process.exit(1));

const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
setInterval(() => {
  void fetch(`${ariUrl}/asterisk/ping`, { headers: { authorization } }).then(({ status }) => {
    appendFileSync(logFile, `${process.pid} ${username} ${status}\n`);
  });
}, 100);
