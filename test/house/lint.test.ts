import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

const ours = join(import.meta.dirname, '../..');

const violations = [
  "import { exec } from 'node:child_process';",
  "import { execSync } from 'child_process';",
  "execSync('asterisk');",
  "execaCommand('asterisk');",
  "childProcess.exec('asterisk');",
  'export const a = { shell: true };',
  "export const b = { shell: '/bin/sh' };",
  "run('asterisk', ['-rx', `core show ${word}`]);",
  "run('asterisk', '-rx', `core show ${word}`);",
  "run('asterisk', ['-rx', 'core show ' + word]);",
  'run(`asterisk -rx ${word}`);',
  'export const c = process.env;',
  "console.log('here');",
  'export enum D {}',
  'export let e: any;',
  'export const f = word!;',
  'Promise.resolve(1);',
];

const innocent = [
  'export const g = /x/.exec(word);',
  'export const h = { shell: false };',
  "run('asterisk', ['-rx', word]);",
  "run(`asterisk-rxx ${word}`, ['-rx', 'core show version']);",
];

const head = ['declare const word: string;', 'declare function run(...words: unknown[]): void;'];

let linesAt: (path: string) => Promise<ReadonlySet<number>>;

beforeAll(() => {
  const eslint = new ESLint({ cwd: ours });
  const text = [...head, ...violations, ...innocent].join('\n');
  linesAt = async (path) => {
    // The file exists, so that the types are known; its text is ours.
    const [result] = await eslint.lintText(text, { filePath: join(ours, path) });
    const known = result?.messages.filter(
      ({ ruleId }) => ruleId !== '@typescript-eslint/no-unsafe-call',
    );
    return new Set(known?.map(({ line }) => line - head.length));
  };
});

describe('in src', () => {
  let lines: ReadonlySet<number>;

  beforeAll(async () => {
    lines = await linesAt('src/lib/clock.ts');
  });

  test.each(violations.map((line, index) => [line, index + 1] as const))('%s is told', (_l, at) => {
    expect(lines).toContain(at);
  });

  test.each(innocent.map((line, index) => [line, violations.length + index + 1] as const))(
    '%s is left alone',
    (_line, at) => {
      expect(lines).not.toContain(at);
    },
  );
});

test("only main reads the environment, only cli composes commands for Asterisk's console", async () => {
  const environment = violations.findIndex((line) => line.includes('process.env')) + 1;
  const composed = violations.flatMap((line, index) => (line.includes('-rx') ? [index + 1] : []));
  const inMain = await linesAt('src/main.ts');
  const inCli = await linesAt('src/asterisk/cli.ts');
  expect([inMain.has(environment), inCli.has(environment)]).toEqual([false, true]);
  expect(composed.map((line) => inMain.has(line))).toEqual(composed.map(() => true));
  expect(composed.map((line) => inCli.has(line))).toEqual(composed.map(() => false));
});
