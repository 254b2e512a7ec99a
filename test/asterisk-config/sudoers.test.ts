import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lineOf, plainCommands } from '../../src/asterisk/cli-command.ts';
import { reloadableModules } from '../../src/asterisk/reloadable-module.ts';

/** What sudo would compare: the arguments, joined by spaces. A line that begins with ^ is a regular expression. */
async function readAllowed(): Promise<(line: string) => boolean> {
  const file = join(import.meta.dirname, '../../asterisk-config/sudoers');
  const lines = [
    ...(await readFile(file, 'utf8')).matchAll(/\/usr\/sbin\/asterisk (.+?)(?:, \\)?$/gm),
  ];
  const allowed = lines.map(([, line = '']) => line);
  return (line) => {
    const given = ['-rx', line].join(' ');
    return allowed.some((one) =>
      one.startsWith('^') ? new RegExp(one).test(given) : one === given,
    );
  };
}

test('the shipped rules for sudo allow every command we say to the console', async () => {
  const isAllowed = await readAllowed();
  const lines = [
    ...plainCommands,
    ...reloadableModules.map((module) => `module reload ${module}` as const),
    { name: 'dialplan show', dialplanContext: 'from-internal' } as const,
    {
      name: 'ari shutdown websocket session',
      sessionId: '828ec28c-64a4-45c3-8345-c62239f9cfbc',
    } as const,
  ].map(lineOf);
  expect(lines.filter((line) => !isAllowed(line))).toEqual([]);
});

// The same lines were tried with sudo 1.9.13 itself on 2026-11-21.
test('and nothing that a command could be stretched to', async () => {
  const isAllowed = await readAllowed();
  for (const line of [
    'core stop now',
    'core restart gracefully',
    'core restart now -rx core stop now',
    'dialplan show x; core stop now',
    'dialplan show x -rx core stop now',
    'dialplan show -rx',
    'dialplan add extension 9999,1,System(id) into x',
    'ari shutdown websocket session x',
  ]) {
    expect(isAllowed(line), line).toBe(false);
  }
});
