import { expect, test } from 'vitest';
import type { Check, CheckResult, Finding } from '../../src/lib/check.ts';
import { Refused } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { isReady, runChecks } from '../../src/lib/run-checks.ts';

const logged: string[] = [];
const log = createLog({ level: 'error', destination: { write: (line) => void logged.push(line) } });

const finding = (level: Finding['level'], code: string): Finding => ({
  ...{ level, code, args: {}, remedies: [] },
});

function check(id: string, run: Check['run'], needs: readonly string[] = []): Check {
  return { id, group: 'server', run, needs };
}

const well = () => Promise.resolve([]);
const ill = () => Promise.resolve([finding('bad', 'ill')]);
const kindOf = (result: CheckResult | undefined) =>
  result?.type === 'passedOver'
    ? `because of ${result.because}`
    : result?.findings.map(({ code }) => code);

test('answers come in the order of the list, whoever is first', async () => {
  const slow = Promise.withResolvers<readonly Finding[]>();
  const seen: number[] = [];
  const running = runChecks([check('slow', () => slow.promise), check('fast', ill)], {
    log,
    onDone: (done, all) => {
      seen.push(done, all);
      slow.resolve([finding('good', 'at last')]);
    },
  });
  expect((await running).map(kindOf)).toEqual([['at last'], ['ill']]);
  expect(seen).toEqual([1, 2, 2, 2]);
});

test('what needs a check in trouble is passed over, and so is what needs that, for the one cause', async () => {
  let isAsked = false;
  const results = await runChecks(
    [
      check('root', ill),
      check('leaf', well, ['root']),
      check('twig', () => ((isAsked = true), well()), ['leaf']),
      check('other', well, []),
    ],
    { log },
  );
  expect(results.map(kindOf)).toEqual([['ill'], 'because of root', 'because of root', []]);
  expect(isAsked).toBe(false);
});

test('a warning is no trouble', async () => {
  const warns = () => Promise.resolve([finding('warning', 'look')]);
  const results = await runChecks([check('root', warns), check('leaf', ill, ['root'])], { log });
  expect(results.map(kindOf)).toEqual([['look'], ['ill']]);
});

test('a check that never answers is given up', async () => {
  const never = () => new Promise<never>(() => undefined);
  const [result] = await runChecks([check('frozen', never)], { log, deadlineMs: 20 });
  expect(kindOf(result)).toEqual(['check-late']);
});

test('a stop is told; a bug is logged and not told', async () => {
  const results = await runChecks(
    [
      check('refused', () => Promise.reject(new Refused('Asterisk said no.'))),
      check('buggy', () => Promise.reject(new Error('password=secret-of-a-bug'))),
    ],
    { log },
  );
  expect(results).toMatchObject([
    {
      findings: [
        { level: 'unknown', code: 'check-stopped', args: { because: 'Asterisk said no.' } },
      ],
    },
    { findings: [{ level: 'unknown', code: 'check-broken', args: {} }] },
  ]);
  expect(logged.join('')).toContain('"check":"buggy"');
  expect(JSON.stringify(results) + logged.join('')).not.toContain('secret-of-a-bug');
});

test('readiness asks one check and what it needs, nothing else', async () => {
  const asked: string[] = [];
  const named = (id: string, run: Check['run'], needs: readonly string[] = []) =>
    check(id, () => (asked.push(id), run()), needs);
  const checks = [named('root', well), named('other', ill), named('leaf', well, ['root'])];
  expect(await isReady(checks, 'leaf', { log })).toBe(true);
  expect(asked).toEqual(['root', 'leaf']);
  const broken = [check('root', ill), check('leaf', well, ['root'])];
  expect(await isReady(broken, 'leaf', { log })).toBe(false);
  expect(await isReady(checks, 'unheard of', { log })).toBe(false);
});
