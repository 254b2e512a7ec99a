import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const scripts = join(import.meta.dirname, '../../scripts');
/** Where what was fetched or built for the tests stays, outside the repository. */
export const cacheFolder: string = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'navbatchi',
);
const defaultTree = join(cacheFolder, 'asterisk-22');

/** As in scripts/get-asterisk, by the names of Debian 11. */
const neededBy16 =
  '^(asterisk-modules|libc6|libgcc-s1|libstdc\\+\\+6|libbsd0|libmd0|libcap2|libcrypt1|libedit2|libgsm1|libjansson4|libsqlite3-0|libssl1.1|libsystemd0|libtinfo6|liburiparser1|libuuid1|libxml2|libxslt1.1|libzstd1|zlib1g|liblzma5|libicu67|libgcrypt20|libgpg-error0|liblz4-1|libpopt0|libsrtp2-1)$';

/**
 * Whether a real Asterisk can be had: there already, or apt can fetch it. False only on a machine
 * without apt that is not continuous integration, or when `scripts/test` found no network.
 */
export const hasAsterisk: boolean =
  process.env['CI'] === 'true' ||
  (process.env['NAVBATCHI_WITHOUT_ASTERISK'] === undefined &&
    (existsSync(join(defaultTree, '.packages')) || isOnPath('apt-get')));

/**
 * The folder of an unpacked Asterisk, fetched now when it is not there yet (about 5 s; test files
 * running side by side wait for the one that fetches): 22 as scripts/get-asterisk has it, or 16, the
 * oldest we promise to work with, as Debian 11 had it. Throws what the script said.
 */
export async function asteriskTree(version: 16 | 22): Promise<string> {
  if (version === 22) return fetchTree('get-asterisk');
  return debianTree('asterisk-16', ['--dependencies', neededBy16, 'bullseye', 'asterisk']);
}

/** The folder of unpacked SIP phones (SIPp and baresip), fetched now when it is not there yet. */
export async function phonesTree(): Promise<string> {
  return fetchTree('get-phones');
}

/**
 * The folder `name` of the cache with unpacked Debian packages; `request` is what
 * scripts/get-debian-package takes, without the folder.
 */
export async function debianTree(name: string, request: readonly string[]): Promise<string> {
  const folder = join(cacheFolder, name);
  await run(join(scripts, 'get-debian-package'), [...request, folder], { timeout: 300_000 });
  return folder;
}

async function fetchTree(script: string): Promise<string> {
  const { stdout } = await run(join(scripts, script), { timeout: 300_000 });
  return stdout.trim();
}

/** Whether a program of this name is on PATH. */
export function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, name)));
}
