import { secondLegOf, type TestLeg, type TestRun } from './test-run.ts';

/** Which phone it is about: the one that rang first, or the one that was called by it. */
export type Side = 'first' | 'second';

/** Why a phone was not reached. `test-call-failed-<cause>` says it, and what to check. */
export type FailCause =
  | 'busy'
  | 'rejected'
  | 'noAnswer'
  | 'notRegistered'
  | 'noSuchNumber'
  | 'codec'
  | 'authRefused'
  | 'silentPhone'
  | 'lineDown'
  | 'other';

export type Verdict =
  /** Both were reached and sound came from both. */
  | { readonly type: 'good' }
  /** They talked, and no sound came from that one. */
  | { readonly type: 'oneWay'; readonly silent: Side }
  /** They talked, and no sound came from either, or it does not pass through Asterisk. */
  | { readonly type: 'noSound' }
  /** They talked for too short a time to judge the sound. */
  | { readonly type: 'short' }
  /** `code`: what Asterisk said, for whoever knows such codes. */
  | {
      readonly type: 'failed';
      readonly side: Side;
      readonly because: FailCause;
      readonly code: string;
    }
  /** The first phone was picked up, and Asterisk called nobody then. */
  | { readonly type: 'noSecond' }
  /** We ended it before it could show anything. */
  | { readonly type: 'stopped' }
  /** Its end did not come to us: the event link was cut. */
  | { readonly type: 'unseen' };

/** What a test that is over shows. Never from the first leg's "Normal Clearing": it comes with every end. */
export function judgeTest(run: TestRun): Verdict {
  const [first] = run.legs;
  const second = secondLegOf(run);
  if (run.talkingSince !== undefined) return judgeSound(first, second);
  if (!first) return { type: run.endedBy ? 'stopped' : 'unseen' };
  const isExtension = { first: run.from.type === 'extension', second: run.to.type === 'extension' };
  if (first.answeredAt === undefined) {
    return judgeLeg(run, first, { side: 'first', isExtension: isExtension.first });
  }
  if (second) return judgeLeg(run, second, { side: 'second', isExtension: isExtension.second });
  // Asterisk could not even begin: it says why on the leg that asked.
  const { cause, techCause } = first;
  const because = causeOf(
    { ...(cause !== undefined && { cause }), ...(techCause !== undefined && { techCause }) },
    isExtension.second,
  );
  if (because === 'other') return { type: run.endedBy === 'person' ? 'stopped' : 'noSecond' };
  return { type: 'failed', side: 'second', because, code: codeOf(first) };
}

function judgeSound(first: TestLeg | undefined, second: TestLeg | undefined): Verdict {
  const [one, other] = [first?.sound, second?.sound];
  if (one === undefined || other === undefined) return { type: 'short' };
  if (one === 'heard' && other === 'heard') return { type: 'good' };
  if (one === 'silent' && other === 'silent') return { type: 'noSound' };
  return { type: 'oneWay', silent: one === 'silent' ? 'first' : 'second' };
}

function judgeLeg(
  run: TestRun,
  leg: TestLeg,
  { side, isExtension }: { readonly side: Side; readonly isExtension: boolean },
): Verdict {
  if (run.endedBy === 'person' || run.endedBy === 'restart') return { type: 'stopped' };
  // Our own limit ends a phone that rings on and on.
  if (run.endedBy === 'limit' && leg.ringingAt !== undefined) {
    return { type: 'failed', side, because: 'noAnswer', code: '' };
  }
  if (leg.endedAt === undefined && !run.endedBy) return { type: 'unseen' };
  return { type: 'failed', side, because: causeOf(leg, isExtension), code: codeOf(leg) };
}

/**
 * SIP's status before Asterisk's own cause, which puts many of them together. The statuses: RFC 3261,
 * section 21; the causes: ITU-T Q.850 as Asterisk has them (include/asterisk/causes.h).
 */
function causeOf(
  { techCause = 0, cause = 0, ringingAt }: Pick<TestLeg, 'techCause' | 'cause' | 'ringingAt'>,
  isExtension: boolean,
): FailCause {
  const missing = isExtension ? 'notRegistered' : 'noSuchNumber';
  switch (techCause) {
    case 486:
    case 600:
      return 'busy';
    case 603:
    case 607:
      return 'rejected';
    case 480:
      return ringingAt === undefined ? 'silentPhone' : 'noAnswer';
    case 408:
      return 'silentPhone';
    case 404:
    case 410:
    case 484:
    case 604:
      return missing;
    case 401:
    case 403:
    case 407:
      return 'authRefused';
    case 415:
    case 488:
    case 606:
      return 'codec';
    default:
      return techCause >= 500 ? 'lineDown' : causeOfIsdn(cause, { missing, ringingAt });
  }
}

function causeOfIsdn(
  cause: number,
  { missing, ringingAt }: { readonly missing: FailCause; readonly ringingAt: number | undefined },
): FailCause {
  switch (cause) {
    case 17:
      return 'busy';
    case 21:
      return 'rejected';
    case 18:
    case 19:
      return 'noAnswer';
    case 1:
    case 3:
    case 20:
    case 22:
    case 28:
      return missing;
    case 58:
    case 65:
    case 79:
    case 88:
      return 'codec';
    case 27:
    case 34:
    case 38:
    case 41:
    case 42:
      return 'lineDown';
    default:
      // The dialplan gave up a phone that rang: Asterisk ends such a leg with 0 or 16.
      return ringingAt === undefined ? 'other' : 'noAnswer';
  }
}

function codeOf({ techCause, cause }: TestLeg): string {
  if (techCause !== undefined && techCause !== 0) return `SIP ${techCause}`;
  return cause === undefined || cause === 0 || cause === 16 ? '' : `Q.850 ${cause}`;
}
