import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJournal } from '../../src/systemd/journal.ts';

// A stand-in that says what journalctl 252 said (2026-11-21) beside a real journald; few machines that run
// tests have either.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nb-journal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const unit = { scope: 'system', name: 'navbatchi.service' } as const;

function journal(script: string, options: { withinMs?: number; scope?: 'user' } = {}) {
  const file = join(folder, 'journalctl.mjs');
  writeFileSync(file, `import { writeFileSync } from 'node:fs';\n${script}`);
  const { scope = 'system', withinMs = 60_000 } = options;
  return createJournal({ ...unit, scope }, { command: [process.execPath, file], withinMs });
}

test('the newest lines come oldest first, of our service and nothing that systemd says about it', async () => {
  const argsFile = join(folder, 'args');
  const script = `
    writeFileSync(${JSON.stringify(argsFile)}, process.argv.slice(2).join(' '));
    console.log('third\\nsecond\\nfirst');`;
  expect(await journal(script)(3)).toEqual({ type: 'lines', lines: ['first', 'second', 'third'] });
  expect(readFileSync(argsFile, 'utf8')).toBe(
    '--unit=navbatchi.service --output=cat --reverse --lines=3 --no-pager _TRANSPORT=stdout',
  );
  await journal(script, { scope: 'user' })(3);
  expect(readFileSync(argsFile, 'utf8')).toMatch(/^--user-unit=navbatchi\.service /);
});

test('of more than a megabyte the newest is kept, without the line that was cut', async () => {
  const answer = await journal(`
    for (let n = 5000; n > 0; n -= 1) process.stdout.write(n + ' ' + 'x'.repeat(995) + '\\n');
  `)(5000);
  if (answer.type !== 'lines') throw new Error(answer.type);
  expect(answer.lines.at(-1)).toMatch(/^5000 x{995}$/);
  expect(answer.lines.every((line) => /^\d+ x{995}$/.test(line))).toBe(true);
  expect(answer.lines.length).toBeGreaterThan(900);
  expect(answer.lines.length).toBeLessThan(1100);
});

test.each([
  [
    'a user outside of the group',
    `console.error('No journal files were opened due to insufficient permissions.'); process.exitCode = 1;`,
    'denied',
  ],
  [
    'a user who may read their own journal only',
    `console.error('Hint: You are currently not seeing messages from other users and the system.');`,
    'denied',
  ],
  ['anything else', `console.error('Failed to open journal: ?'); process.exitCode = 1;`, 'failed'],
])('%s learns that, and nothing is shown as if it were all', async (_who, script, type) => {
  expect(await journal(script)(10)).toEqual({ type });
});

test('a service that has printed nothing has no lines', async () => {
  expect(await journal('')(10)).toEqual({ type: 'lines', lines: [] });
});

test('a journalctl that hangs is given up; one that is not there is missing', async () => {
  const hangs = journal('setInterval(() => undefined, 1000);', { withinMs: 200 });
  expect(await hangs(10)).toEqual({ type: 'failed' });
  const none = createJournal(unit, { command: [join(folder, 'none')] });
  expect(await none(10)).toEqual({ type: 'missing' });
});
