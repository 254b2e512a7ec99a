import { existsSync } from 'node:fs';
import path from 'node:path';
import { readCdrFile } from '../asterisk/cdr-file.ts';
import { findCdrPlace, type CdrPlace } from '../asterisk/cdr-place.ts';
import { readCdrRecord } from '../asterisk/cdr-record.ts';
import type { Check, Finding } from '../lib/check.ts';
import type { Clock } from '../lib/clock.ts';
import { readCdrRows } from '../storage/cdr-database.ts';
import { good, warning } from './finding.ts';

export type CdrCheckDeps = {
  /** `cdr` in [asterisk] of the settings. */
  readonly cdr: string;
  readonly configFolder: string;
  readonly clock: Clock;
};

/** Whether Asterisk's records of calls can close what ended while the bot was away. */
export function cdrChecks(deps: CdrCheckDeps): readonly Check[] {
  return [{ id: 'call-records', group: 'asterisk', run: () => judgeRecords(deps) }];
}

/** Enough to see of what kind they are, in a call centre of any size. */
const shownMs = 7 * 24 * 3_600_000;

async function judgeRecords({
  cdr,
  configFolder,
  clock,
}: CdrCheckDeps): Promise<readonly Finding[]> {
  const place = await findCdrPlace(cdr, configFolder);
  if (!place) return [];
  const { file } = place;
  const found = await readSome(place, clock.now() - shownMs);
  switch (found.type) {
    case 'missing':
      // With the first call there will be one.
      if (existsSync(path.dirname(file))) return [];
      return [warning('check-records-missing', { file })];
    case 'denied':
      return [warning('check-records-denied', { file })];
    case 'unreadable':
      return [warning('check-records-unreadable', { file, because: found.because })];
    case 'read': {
      const hasIds = found.ids.every((id) => id !== '');
      return [
        hasIds ? good('check-records-read', { file }) : warning('check-records-no-ids', { file }),
      ];
    }
  }
}

async function readSome({ kind, file }: CdrPlace, since: number) {
  if (kind === 'csv') {
    const reading = await readCdrFile(file, since);
    if (reading.type !== 'read') return reading;
    return {
      type: 'read',
      ids: reading.records.slice(-50).map(({ uniqueId }) => uniqueId),
    } as const;
  }
  let count = 0;
  const reading = readCdrRows(file, () => (count += 1) > 50);
  if (reading.type !== 'read') return reading;
  const ids = reading.rows.map((row) => readCdrRecord(row)?.uniqueId ?? '');
  return { type: 'read', ids } as const;
}
