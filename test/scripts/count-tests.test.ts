import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/count-tests.ts');

describe('the last line of scripts/test', () => {
  it('counts what passed', () => {
    expect(count([file('passed', 'passed', 'passed')])).toEqual([
      '2 passed, 0 failed, 0 skipped',
      0,
    ]);
  });

  it('counts a failure, and fails', () => {
    const files = [file('passed', 'passed'), file('failed', 'failed', 'passed')];
    expect(count(files)).toEqual(['2 passed, 1 failed, 0 skipped', 1]);
  });

  it('takes a file that could not be loaded for a failure', () => {
    const files = [file('passed', 'passed'), file('failed')];
    expect(count(files)).toEqual(['1 passed, 1 failed, 0 skipped', 1]);
  });

  it('fails when nothing ran', () => {
    expect(count([])).toEqual(['0 passed, 0 failed, 0 skipped', 1]);
  });

  it('fails when the tests died before their report', () => {
    expect(count(undefined)).toEqual(['0 passed, 1 failed, 0 skipped', 1]);
  });

  it('names what was left out, which only continuous integration minds', () => {
    const files = [file('passed', 'passed', 'skipped'), file('skipped', 'skipped')];
    const said = 'left out: 1 of some.test.ts\nleft out: 1 of some.test.ts\n';
    expect(count(files)).toEqual([`${said}1 passed, 0 failed, 2 skipped`, 0]);
    expect(count(files, { CI: 'true' })).toEqual([`${said}1 passed, 0 failed, 2 skipped`, 1]);
  });
});

type File = {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
};

function file(status: string, ...tests: readonly string[]): File {
  return {
    name: join(process.cwd(), 'some.test.ts'),
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  };
}

/** What it prints, and its exit code. */
function count(
  files: readonly File[] | undefined,
  environment: NodeJS.ProcessEnv = { CI: '' },
): readonly [string, number | null] {
  const folder = mkdtempSync(join(tmpdir(), 'count-'));
  const report = join(folder, 'report.json');
  writeFileSync(report, files === undefined ? '' : JSON.stringify({ testResults: files }));
  const { stdout, status } = spawnSync(process.execPath, [script, report], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  rmSync(folder, { recursive: true });
  return [stdout.trim(), status];
}
