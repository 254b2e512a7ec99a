import { playCall, type Circumstances, type Gap } from './play-call.ts';
import { withoutLinkedId, type RealCall } from './real-calls.ts';

export type GapFigures = {
  readonly gaps: number;
  readonly worstTalkMs: number;
  readonly wrong: readonly string[];
};

/** Records have whole seconds; of a menu and a queue they count from when those picked up. */
const talkSlackMs = 1_300;

/**
 * Plays a real call, or several, with every gap that its events can have, or every so many-th of them:
 * whatever was not seen, each must stand in the books once, as it stands there when all was seen.
 */
export async function playGaps(
  real: RealCall,
  every: number,
  { gapsIn = gapsOf, ...circumstances }: Circumstances & { readonly gapsIn?: typeof gapsOf } = {},
): Promise<GapFigures> {
  let [gaps, worstTalkMs] = [0, 0];
  const wrong: string[] = [];
  const variants = { 'as ari.conf should be': real, 'without linkedid': withoutLinkedId(real) };
  for (const [what, call] of Object.entries(variants)) {
    const whole = await playCall(call, [], circumstances);
    for (const some of gapsIn(call.events.length)) {
      gaps += 1;
      if (gaps % every !== 0) continue;
      const found = await playCall(call, some, circumstances);
      const offMs = Math.max(
        0,
        ...found.map((one, at) => Math.abs(one.talkMs - (whole[at]?.talkMs ?? 0))),
      );
      worstTalkMs = Math.max(worstTalkMs, offMs);
      if (saidOfAll(found) === saidOfAll(whole) && offMs <= talkSlackMs) continue;
      wrong.push(`${what}, ${JSON.stringify(some)}: ${saidOfAll(found)}, ${offMs} ms off`);
    }
  }
  return { gaps: Math.floor(gaps / every), worstTalkMs, wrong };
}

function saidOfAll(calls: readonly { readonly said: string }[]): string {
  return calls.map(({ said }) => said).join('; ');
}

/** Every gap that so many events can have. */
function* gapsOf(events: number): Iterable<readonly Gap[]> {
  for (let from = 0; from < events; from += 1) {
    for (let to = from + 1; to <= events; to += 1) {
      // At once; at once, told when all is over; when all is over; and while some of it still comes.
      for (const [listed, answered] of [
        [0, 0],
        [0, events],
        [events, events],
        [2, 4],
      ] as const) {
        const listedAt = Math.min(events, to + listed);
        const answeredAt = Math.min(events, to + answered);
        for (const isRestart of [false, true]) {
          yield [{ from, to, listedAt, answeredAt, isRestart }];
        }
      }
    }
  }
}

/** Every gap in a call whose beginning was seen. */
export function* laterGapsOf(events: number): Iterable<readonly Gap[]> {
  for (const gaps of gapsOf(events)) if (gaps.every(({ from }) => from > 0)) yield gaps;
}

/** Gaps that leave something of the call to be seen, at their beginning or their end. */
export function* partialGapsOf(events: number): Iterable<readonly Gap[]> {
  for (const isRestart of [false, true]) {
    for (let at = 1; at < events; at += 1) {
      yield [{ from: 0, to: at, listedAt: at, answeredAt: at, isRestart }];
      yield [{ from: at, to: events, listedAt: events, answeredAt: events, isRestart }];
    }
  }
}

/** The same with a second gap in each, or the bot killed as soon as all is over. */
export function* twoGapsOf(events: number): Iterable<readonly Gap[]> {
  for (const [first] of gapsOf(events)) {
    if (!first || first.answeredAt >= events) continue;
    for (let from = first.answeredAt + 1; from <= events; from += 1) {
      const to = Math.min(events, from + 2 * first.to - 2 * first.from);
      for (const isRestart of [false, true]) {
        yield [first, { from, to, listedAt: to, answeredAt: to, isRestart }];
      }
    }
  }
}
