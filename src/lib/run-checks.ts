import { setTimeout as sleep } from 'node:timers/promises';
import type { Check, CheckResult, Finding } from './check.ts';
import { Stop } from './error.ts';
import type { Log } from './log.ts';

export type RunChecksOptions = {
  readonly log: Log;
  /** For each check; 15 s unless told. A frozen Asterisk must not hold up the others. */
  readonly deadlineMs?: number;
  /** Called as each check ends. */
  readonly onDone?: (done: number, all: number) => void;
};

/**
 * Asks all checks side by side and gives their answers in the order of the list. A check whose
 * needs are in trouble is passed over: one cause, one line. What a check throws becomes a finding.
 */
export async function runChecks(
  checks: readonly Check[],
  { log, deadlineMs = 15_000, onDone = () => undefined }: RunChecksOptions,
): Promise<readonly CheckResult[]> {
  const running = new Map<string, Promise<CheckResult>>();
  let done = 0;
  for (const check of checks) {
    const needed = (check.needs ?? []).flatMap((id) => running.get(id) ?? []);
    const work = async (): Promise<CheckResult> => {
      const because = rootTrouble(await Promise.all(needed));
      const result: CheckResult =
        because === undefined
          ? { ...named(check), type: 'checked', findings: await ask(check, log, deadlineMs) }
          : { ...named(check), type: 'passedOver', because };
      done += 1;
      onDone(done, checks.length);
      return result;
    };
    running.set(check.id, work());
  }
  return Promise.all(running.values());
}

/** Whether one check of the list is in order; only it and what it needs are asked. */
export async function isReady(
  checks: readonly Check[],
  id: string,
  options: RunChecksOptions,
): Promise<boolean> {
  const wanted = new Set([id]);
  for (const check of checks.toReversed()) {
    if (wanted.has(check.id)) for (const needed of check.needs ?? []) wanted.add(needed);
  }
  const asked = checks.filter((check) => wanted.has(check.id));
  const result = (await runChecks(asked, options)).at(-1);
  return result !== undefined && !isInTrouble(result);
}

function named({ id, group }: Check): Pick<Check, 'id' | 'group'> {
  return { id, group };
}

function rootTrouble(needed: readonly CheckResult[]): string | undefined {
  for (const result of needed) {
    if (isInTrouble(result)) return result.type === 'passedOver' ? result.because : result.id;
  }
  return undefined;
}

function isInTrouble(result: CheckResult): boolean {
  return (
    result.type === 'passedOver' ||
    result.findings.some(({ level }) => level === 'bad' || level === 'unknown')
  );
}

async function ask(check: Check, log: Log, deadlineMs: number): Promise<readonly Finding[]> {
  const timer = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: timer.signal }).then(() => {
    return [unknown('check-late', { seconds: deadlineMs / 1000 })];
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([check.run(), late]);
  } catch (error) {
    if (error instanceof Stop) return [unknown('check-stopped', { because: error.message })];
    log.error({ check: check.id, error }, 'a check broke');
    return [unknown('check-broken', {})];
  } finally {
    timer.abort();
  }
}

function unknown(code: string, args: Finding['args']): Finding {
  return { level: 'unknown', code, args, remedies: [] };
}
