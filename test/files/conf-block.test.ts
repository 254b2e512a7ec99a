import { expect, test } from 'vitest';
import { blocksOf } from '../../src/files/conf-block.ts';
import { readConfLines } from '../../src/files/conf-line.ts';
import { readConfText } from '../../src/files/conf-text.ts';
import { createRandom, nastyText } from './cheap-random.ts';

const filler = Array.from(
  { length: 2000 },
  (_, index) => `[${index % 700}](${index % 9 === 0 ? 't' : '!'})\ntype = aor\n\n[x]\ny=${index}\n`,
).join('');

/** Read for itself, out of lines that no other reading has. */
function afresh(text: string) {
  const lines = readConfLines(text);
  const blocks: { count: number; settings: unknown }[] = [];
  let from = 0;
  for (let at = 1; at <= lines.length; at += 1) {
    if (at < lines.length && lines[at]?.statement?.type !== 'section') continue;
    blocks.push(...blocksOf(lines.slice(from, at)));
    from = at;
  }
  return blocks;
}

test('the blocks of an edited file are those it has when read alone', () => {
  const random = createRandom(20_261_121);
  let text = filler;
  for (let run = 0; run < 300; run += 1) {
    const from = random(text.length);
    const gone = [0, 1, random(50), random(2000)][random(4)] ?? 0;
    text = text.slice(0, from) + nastyText(random, random(12)) + text.slice(from + gone);
    if (text.length < 60_000) text += filler;
    const isSame = JSON.stringify(blocksOf(readConfText(text))) === JSON.stringify(afresh(text));
    expect(isSame).toBe(true);
  }
});

test('a section that an edit did not touch has the very same settings', () => {
  const before = blocksOf(readConfText(filler));
  const after = blocksOf(readConfText(filler.replace('y=700\n', 'y=700\nz=1\n')));
  const known = new Set(before.map(({ settings }) => settings));
  expect(after).toHaveLength(before.length);
  expect(after.filter(({ settings }) => !known.has(settings))).toHaveLength(1);
});

test('only a section that inherits nothing and includes nothing is plain', () => {
  const plain = (text: string) => blocksOf(readConfLines(text)).map(({ settings }) => !!settings);
  expect(plain('x=1\n[a]\nx=1\n; remark\n\ny => 2\n')).toEqual([false, true]);
  const others = ['[b](a)\n', '[b](!)\n', '[b](+)\n', '[b]\nx+=1\n', '[b]\n#include "c"\n'];
  for (const other of others) expect(plain(other)).toEqual([false]);
  expect(plain(`[${'n'.repeat(80)}]\n`)).toEqual([false]);
  expect(plain('[b]\nno sense\n')).toEqual([false]);
});
