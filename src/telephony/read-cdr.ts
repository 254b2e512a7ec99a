import { readCdrFile } from '../asterisk/cdr-file.ts';
import { findCdrPlace, type CdrSetting } from '../asterisk/cdr-place.ts';
import { readCdrRecord, type CdrRecord } from '../asterisk/cdr-record.ts';
import { readCdrRows } from '../storage/cdr-database.ts';

/** Asterisk's own record of the calls that are over. */
export type CdrLog = {
  /** Those that ended at `since` or later, oldest first; `trouble` says why there are none to be had. */
  readonly listSince: (since: number) => Promise<CdrReading>;
};

export type CdrReading =
  | { readonly type: 'read'; readonly records: readonly CdrRecord[] }
  | { readonly type: 'none' }
  | { readonly type: 'trouble'; readonly file: string; readonly because: string };

/** What the settings say of it. */
export type CdrSource = { readonly setting: CdrSetting; readonly configFolder: string };

/** As in a file, records may be written up to five minutes after their end (a batch, cdr.conf). */
const disorderMs = 6 * 60_000;

/**
 * Reads Asterisk's own records. Where they are is looked up anew each time: they come and go with
 * Asterisk's settings.
 */
export async function readCdr(
  { setting, configFolder }: CdrSource,
  since: number,
): Promise<CdrReading> {
  const place = await findCdrPlace(setting, configFolder);
  if (!place) return { type: 'none' };
  const { kind, file } = place;
  const found = kind === 'csv' ? await readCdrFile(file, since) : readRows(file, since);
  if (found.type === 'read') return { type: 'read', records: found.records };
  const because = found.type === 'unreadable' ? found.because : found.type;
  return { type: 'trouble', file, because };
}

function readRows(file: string, since: number) {
  const found = readCdrRows(file, (row) => {
    const record = readCdrRecord(row);
    return record !== undefined && record.endedAt < since - disorderMs;
  });
  if (found.type !== 'read') return found;
  const records = found.rows
    .flatMap((row) => readCdrRecord(row) ?? [])
    .filter(({ endedAt }) => endedAt >= since);
  return { type: 'read', records } as const;
}
