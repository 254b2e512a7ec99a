import { setTimeout as sleep } from 'node:timers/promises';
import type { PastCall } from '../../src/telephony/past-call.ts';
import { compareWithDeed, compareWithRecords, readBooks, readRecords } from './call-books.ts';
import type { CallCentre, StaffedDesk } from './call-centre.ts';
import { ask, scenarios, type Expected } from './call-scenarios.ts';

type Played = {
  readonly name: string;
  /** The number outside: of this call alone. */
  readonly number: string;
  readonly from: number;
  readonly to: number;
  readonly desk: StaffedDesk;
  readonly expected: Expected;
};

export type Shift = { readonly played: readonly Played[]; readonly broken: readonly string[] };

/**
 * Plays so many calls, of each kind in turn, all desks at once, but begins none after `until`; resolves
 * when nothing goes on any more.
 */
export async function playShift(
  centre: CallCentre,
  count: number,
  until = Number.POSITIVE_INFINITY,
): Promise<Shift> {
  const names = Object.keys(scenarios);
  const played: Played[] = [];
  const broken: string[] = [];
  let next = 0;
  const work = async (desk: StaffedDesk): Promise<void> => {
    while (next < count && Date.now() < until) {
      const at = next;
      next += 1;
      const name = names[at % names.length] ?? '';
      const number = `99890${1_000_000 + at}`;
      for (const phone of desk.staff) phone.forget();
      const from = Date.now();
      try {
        const expected = await scenarios[name]?.(desk, number);
        if (expected) played.push({ name, number, from, to: Date.now(), desk, expected });
      } catch (error) {
        broken.push(`${name}: ${String(error)}`);
      }
      await quiet(desk);
    }
  };
  await Promise.all(centre.desks.map(work));
  for (let tries = 0; tries < 100; tries += 1) {
    if (((await ask(centre.asterisk, '/channels')) as readonly unknown[]).length === 0) break;
    await sleep(50);
  }
  return { played, broken };
}

/** Until no phone of the desk has a channel any more. */
async function quiet({ asterisk, staff, phones }: StaffedDesk): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const channels = (await ask(asterisk, '/channels')) as readonly { readonly name: string }[];
    const busy = staff.filter((_, at) =>
      channels.some(({ name }) => name.startsWith(`PJSIP/${phones[at] ?? ''}-`)),
    );
    if (busy.length === 0) return;
    if (tries > 20) for (const phone of busy) await phone.hangUp().catch(() => undefined);
    await sleep(50);
  }
}

export type Judgement = {
  readonly name: string;
  /** Where the bot's record differs from what people did, and from Asterisk's two kinds of records. */
  readonly deed: readonly string[];
  readonly records: readonly string[];
  readonly csv: readonly string[];
};

export type Verdict = {
  readonly judgements: readonly Judgement[];
  readonly rows: number;
  readonly open: number;
  readonly unseen: number;
  /** Of no call that was played. */
  readonly strays: number;
};

/** Compares what the bot wrote down with what was played. The app must have stopped. */
export async function judgeShift(
  centre: CallCentre,
  { played }: Shift,
  varFolder: string,
): Promise<Verdict> {
  const { past, open } = await readBooks(varFolder);
  const [records, csv] = [await readRecords(centre.database), await readRecords(centre.csv)];
  const used = new Set<string>();
  const judgements = played.map((one): Judgement => {
    const rows = past.filter((row) => isOf(one, row));
    const [row] = rows;
    const { name } = one;
    if (!row || rows.length > 1) {
      return { name, deed: [`${rows.length} rows`], records: [], csv: [] };
    }
    used.add(row.callId);
    const isPickedUpFirst = /queue|menu|conference/.test(name);
    const plain = compareWithRecords(row, csv.get(row.callId), isPickedUpFirst);
    // Whole seconds at both ends of each of its talks add up.
    const isOfSeveral = /transfer|parked|conference/.test(name);
    return {
      name,
      deed: compareWithDeed(row, one.expected),
      records: compareWithRecords(row, records.get(row.callId), isPickedUpFirst),
      csv: plain.filter((text) => !isOfSeveral || !text.includes(' ms')),
    };
  });
  return {
    judgements,
    rows: past.length,
    open: open.length,
    unseen: past.filter(({ isEndUnseen }) => isEndUnseen).length,
    strays: past.length - used.size,
  };
}

function isOf({ number, desk, from, to, expected }: Played, row: PastCall): boolean {
  if (expected.direction !== 'internal') return row.outsideNumber === number;
  const isInTime = row.startedAt >= from && row.startedAt <= to;
  return row.direction === 'internal' && row.fromExtension === desk.phones[0] && isInTime;
}
