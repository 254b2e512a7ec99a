/** One line of Asterisk's call detail records: what one channel did with one other, or alone. */
export type CdrRecord = {
  /** Of the channel that called; ARI's channel id. '' when the records do not have it. */
  readonly uniqueId: string;
  /** '' when the records do not have it. */
  readonly linkedId: string;
  /** `PJSIP/trunk-0000000a`. The counter in it begins anew with Asterisk. */
  readonly channel: string;
  /** Whom it spoke with or rang; '' when it was alone. */
  readonly otherChannel: string;
  readonly callerName: string;
  readonly callerNumber: string;
  /** What was dialled. */
  readonly exten: string;
  readonly app: string;
  readonly appData: string;
  /** Milliseconds since 1970, of Asterisk's clock; of whole seconds, unless the database has more. */
  readonly startedAt: number;
  readonly answeredAt: number | undefined;
  readonly endedAt: number;
  readonly disposition: CdrDisposition;
};

/**
 * Never the verdict on a call: ANSWERED counts the dialplan that picked up, too, and NO ANSWER a phone
 * of a group where another one answered.
 */
export type CdrDisposition = 'answered' | 'noAnswer' | 'busy' | 'failed';

export type CdrFields = Readonly<Record<string, string>>;

/**
 * Reads the fields of one record, by the names of Asterisk's own CDR variables (`calldate` is start).
 * Undefined when it is none: no channel, no time. `start` and the others are epoch seconds (with
 * `CDR(start,u)`), or what a clock showed: then the seconds in `uniqueid`, which are the same moment,
 * tell how far that clock is from UTC, whatever zone Asterisk and this process have.
 */
export function readCdrRecord(fields: CdrFields): CdrRecord | undefined {
  const { uniqueid = '', linkedid = '', channel = '' } = fields;
  const start = clockOf(fields['start'] ?? fields['calldate'] ?? '');
  if (channel === '' || start === undefined) return undefined;
  const shift = shiftOf(start, uniqueid, linkedid);
  const at = (text: string | undefined): number | undefined => {
    const clock = clockOf(text ?? '');
    return clock && (clock.isUtc ? clock.at : clock.at - shift);
  };
  const startedAt = start.isUtc ? start.at : start.at - shift;
  const durationMs = secondsOf(fields['duration']) * 1000;
  const billedMs = secondsOf(fields['billsec']) * 1000;
  const endedAt = at(fields['end']) ?? startedAt + durationMs;
  const disposition = dispositionOf(fields['disposition'] ?? '');
  const isPickedUp = disposition === 'answered' || billedMs > 0;
  return {
    uniqueId: uniqueid,
    linkedId: linkedid,
    channel,
    otherChannel: fields['dstchannel'] ?? '',
    ...callerOf(fields['clid'] ?? '', fields['src'] ?? ''),
    exten: fields['dst'] ?? '',
    app: fields['lastapp'] ?? '',
    appData: fields['lastdata'] ?? '',
    startedAt,
    answeredAt: at(fields['answer']) ?? (isPickedUp ? endedAt - billedMs : undefined),
    endedAt: Math.max(startedAt, endedAt),
    disposition,
  };
}

/** As `cdr_csv` writes them; what follows depends on cdr.conf. */
const csvColumns = [
  ...['accountcode', 'src', 'dst', 'dcontext', 'clid', 'channel', 'dstchannel', 'lastapp'],
  ...['lastdata', 'start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags'],
];

const uniqueIdShape = /^(?:[\w.-]+-)?\d{9,}\.\d+$/;

/**
 * The records of `Master.csv` in a text of whole lines; what cannot be read is passed over. The
 * columns behind the sixteenth are there as cdr.conf says: `loguniqueid`, `loguserfield`, and
 * `newcdrcolumns` with peeraccount, linkedid and sequence. Source: Asterisk 22, cdr/cdr_csv.c.
 */
export function readCdrCsv(text: string): readonly CdrRecord[] {
  return text.split('\n').flatMap((line) => {
    const values = splitCsvLine(line);
    if (!values || values.length < csvColumns.length) return [];
    const fields = Object.fromEntries(csvColumns.map((name, at) => [name, values[at] ?? '']));
    const rest = values.slice(csvColumns.length);
    const uniqueid = rest[0] !== undefined && uniqueIdShape.test(rest[0]) ? rest[0] : '';
    const linkedid = rest.length >= 3 ? (rest.at(-2) ?? '') : '';
    return readCdrRecord({ ...fields, uniqueid, linkedid }) ?? [];
  });
}

/** Fields with commas between, `"` around texts, `""` for one of them. Undefined for half a line. */
function splitCsvLine(line: string): readonly string[] | undefined {
  const values: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|\r?$)/y;
  for (;;) {
    const [, quoted, plain, end] = field.exec(line) ?? [];
    if (end === undefined) return undefined;
    values.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',') return values;
  }
}

type ClockTime = { readonly at: number; readonly isUtc: boolean };

function clockOf(text: string): ClockTime | undefined {
  if (/^\d{9,11}(\.\d+)?$/.test(text)) {
    // Not answered is 0.
    return { at: Math.round(Number(text) * 1000), isUtc: true };
  }
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  // Before 1990: "never", as an unanswered call has it in some databases.
  if (year < 1990) return undefined;
  return { at: Date.UTC(year, month - 1, day, hour, minute, second), isUtc: false };
}

/**
 * How far the clock of the record is ahead of UTC. A channel begins at the second in its id, but a
 * record of it may begin later (transferred, parked). So UTC and this machine's own zone come first;
 * another zone is a whole number of quarters of an hour.
 */
function shiftOf(start: ClockTime, uniqueId: string, linkedId: string): number {
  const own = -new Date(start.at).getTimezoneOffset() * 60_000;
  const began = secondsInId(uniqueId) ?? secondsInId(linkedId);
  if (began === undefined) return own;
  const ahead = start.at - began * 1000;
  const late = [0, own].filter((shift) => ahead - shift >= -2_000 && ahead - shift < 3_600_000);
  if (late.length > 0) return Math.max(...late);
  const quarter = 15 * 60_000;
  return Math.round(ahead / quarter) * quarter;
}

function secondsInId(id: string): number | undefined {
  const [, seconds] = /(\d{9,11})\.\d+$/.exec(id) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

function secondsOf(text: string | undefined): number {
  const seconds = Number(text ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}

function dispositionOf(text: string): CdrDisposition {
  switch (text.toUpperCase()) {
    case 'ANSWERED':
    case '8':
      return 'answered';
    case 'BUSY':
    case '4':
      return 'busy';
    case 'NO ANSWER':
    case '0':
      return 'noAnswer';
    default:
      return 'failed';
  }
}

/** `"Ivan" <998901234567>` */
function callerOf(clid: string, src: string) {
  const [, name = '', number = ''] = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/s.exec(clid) ?? [];
  return { callerName: name, callerNumber: number === '' ? src : number };
}
