import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Check, Finding } from '../lib/check.ts';
import { isSystemError } from '../lib/error.ts';
import { inspectDatabase } from '../storage/inspect-database.ts';
import { bad, good, unknown, warning } from './finding.ts';

export type ServerCheckDeps = {
  readonly envFile: string;
  readonly varFolder: string;
  /** Asterisk's folder. */
  readonly configFolder: string;
  /** `process.versions.node`. */
  readonly nodeVersion: string;
  /** A database bigger than this is not read through: everybody else would wait. */
  readonly mostMegabytes: number;
  /** Free bytes where a path is. */
  readonly freeBytes?: (path: string) => Promise<number>;
};

/** The machine and what the bot keeps on it. */
export function serverChecks(deps: ServerCheckDeps): readonly Check[] {
  const check = (id: string, run: Check['run']): Check => ({ id, group: 'server', run });
  return [
    check('node', () => Promise.resolve(judgeNode(deps.nodeVersion))),
    check('disk', () => judgeDisk(deps)),
    check('private-files', () => findOpenFiles(deps)),
    check('database', () => Promise.resolve(judgeDatabase(deps))),
  ];
}

/** What package.json brings with it; older ones do not run TypeScript as it stands. */
const leastNode = 24;

function judgeNode(version: string): readonly Finding[] {
  const isOld = Number.parseInt(version, 10) < leastNode;
  return [isOld ? bad('check-node-old', { version }) : good('check-node-known', { version })];
}

/** A change keeps the file as it was beside the new one, and SQLite needs room to tidy up. */
const [leastBytes, fewBytes] = [64_000_000, 500_000_000];

async function judgeDisk({
  varFolder,
  configFolder,
  freeBytes = freeOnDisk,
}: ServerCheckDeps): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const folder of [varFolder, configFolder]) {
    const free = await freeBytes(folder);
    const args = { folder, megabytes: String(Math.floor(free / 1_000_000)) };
    if (free < leastBytes) findings.push(bad('check-disk-full', args));
    else if (free < fewBytes) findings.push(warning('check-disk-low', args));
  }
  return findings;
}

/** Of a folder that is still to be made, where it will be. */
async function freeOnDisk(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (!isSystemError(error, 'ENOENT') || path.dirname(folder) === folder) throw error;
    return freeOnDisk(path.dirname(folder));
  }
}

/** Both hold secrets: the bot token, and what Asterisk's files held. */
async function findOpenFiles({ envFile, varFolder }: ServerCheckDeps): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const kept = [
    [envFile, '600'],
    [varFolder, '700'],
    [path.join(varFolder, 'navbatchi.sqlite'), '600'],
    [path.join(varFolder, 'snapshots'), '700'],
  ] as const;
  for (const [file, wanted] of kept) {
    const mode = await modeOf(file);
    if (mode === undefined || (mode & 0o077) === 0) continue;
    findings.push(bad('check-file-open', { file, mode: mode.toString(8), wanted }));
  }
  return findings;
}

async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode & 0o777;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function judgeDatabase({ varFolder, mostMegabytes }: ServerCheckDeps): readonly Finding[] {
  const file = path.join(varFolder, 'navbatchi.sqlite');
  const verdict = inspectDatabase(file, { mostMegabytes });
  switch (verdict.type) {
    case 'sound':
      return [];
    case 'missing':
      return [warning('check-database-missing', { file })];
    case 'tooBig':
      return [good('check-database-big', { megabytes: String(verdict.megabytes) })];
    case 'damaged':
      return [bad('check-database-damaged', { file, what: verdict.what })];
    case 'unreadable':
      return [unknown('check-database-unreadable', { file, because: verdict.because })];
  }
}
