import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  confTreeFromDisk,
  overlayFiles,
  readConfTree,
  type ConfTree,
} from '../../src/files/conf-tree.ts';
import { memorySource } from './memory-source.ts';

async function read(files: Readonly<Record<string, string>>): Promise<ConfTree> {
  const paths = Object.entries(files).map(([name, text]) => [`/etc/asterisk/${name}`, text]);
  const source = memorySource(Object.fromEntries(paths) as Record<string, string>);
  return await readConfTree(source, 'pjsip.conf', '/etc/asterisk');
}

function shown(tree: ConfTree): readonly string[] {
  return tree.objects.map(
    ({ id, settings }) => `${id}: ${settings.map(({ key, value }) => `${key}=${value}`).join(' ')}`,
  );
}

function codes(tree: ConfTree): readonly string[] {
  return tree.problems.map(({ file, line, severity, code }) =>
    [file.replace('/etc/asterisk/', ''), line, severity, code].join(' '),
  );
}

describe('templates and additions', () => {
  test('what is inherited comes first; the template itself is no object', async () => {
    const tree = await read({
      'pjsip.conf':
        '[t](!)\ntype=endpoint\nallow=ulaw\n[1001](t)\nallow=alaw\n[1001](+)\nauth=1001\n',
    });
    expect(shown(tree)).toEqual(['1001: type=endpoint allow=ulaw allow=alaw auth=1001']);
    expect(tree.objects[0]).toMatchObject({ type: 'endpoint', line: 4 });
  });

  test('a template changed later changes nothing before', async () => {
    const tree = await read({
      'pjsip.conf': '[t](!)\na=1\n[x](t)\n[t](+TEMPLATES=include)\nb=2\n[y](t)\n',
    });
    expect(shown(tree)).toEqual(['x: a=1', 'y: a=1 b=2']);
  });

  test('an addition can be told by type', async () => {
    const tree = await read({
      'pjsip.conf': '[1]\ntype=endpoint\n[1]\ntype=aor\n[1](+type=aor)\nmax_contacts=1\n',
    });
    expect(shown(tree)).toEqual(['1: type=endpoint', '1: type=aor max_contacts=1']);
  });

  test('"+=" glues onto the last of the key', async () => {
    const tree = await read({ 'pjsip.conf': '[1]\nallow=ulaw\nallow += ,alaw\nnew+=x\n' });
    expect(shown(tree)).toEqual(['1: allow=ulaw ,alaw new=x']);
  });

  test('the first type counts, as Asterisk searches', async () => {
    const tree = await read({ 'pjsip.conf': '[t](!)\ntype=auth\n[1](t)\ntype=endpoint\n' });
    expect(tree.objects[0]?.type).toBe('auth');
  });

  test.each([
    ['[1](nobody)\n', '1 fatal parent-missing'],
    ['[1](+)\n', '1 fatal addition-without-section'],
    ['[t](!)\n[t](+)\n', '2 fatal addition-without-section'],
    ['[1]\n[1](+,1)\n', '2 fatal unclear-option'],
    ['[1]\n[1](+type=.*)\n', '2 fatal unclear-option'],
    ['[1\n', '1 fatal no-closing-bracket'],
    ['[1](t\n', '1 fatal no-closing-parenthesis'],
    ['a=1\n', '1 fatal no-section'],
    ['[1]\na=b --;\n', '2 fatal comment-markers'],
    ['[1]\n\\ =b\n', '2 fatal bad-escape'],
  ])('%j is refused', async (text, code) => {
    const tree = await read({ 'pjsip.conf': text });
    expect(codes(tree)).toEqual([`pjsip.conf ${code}`]);
    expect(tree.isRefused).toBe(true);
  });

  test.each([
    ['[1]\nnonsense\n', '2 warning no-equals-sign'],
    ['[1]\n=1\n', '2 warning no-key'],
    ['[1]\n;--\n', '2 warning open-comment'],
    ['[1]\n#exec /bin/date\n', '2 warning exec-off'],
    ['[1]\n#inclde "x"\n', '2 warning unknown-directive'],
    [`[1]\nx=${'y'.repeat(8300)}\n`, '2 warning line-too-long'],
    [`[${'n'.repeat(80)}]\n`, '1 warning name-cut'],
  ])('%# is warned of', async (text, code) => {
    const tree = await read({ 'pjsip.conf': text });
    expect(codes(tree)).toEqual([`pjsip.conf ${code}`]);
    expect(tree.isRefused).toBe(false);
  });
});

describe('includes', () => {
  test('a glob is read in byte order, relative to the etc folder, dot files left out', async () => {
    const tree = await read({
      'pjsip.conf': '#include "pjsip.d/*.conf"\n[last]\n',
      'pjsip.d/b.conf': '[b]\n',
      'pjsip.d/Z.conf': '[Z]\n',
      'pjsip.d/a.conf': '[a]\n',
      'pjsip.d/.hidden.conf': '[hidden]\n',
      'pjsip.d/a.conf.tmp': '[tmp]\n',
      'pjsip.d/deep/c.conf': '[deep]\n',
    });
    expect(tree.objects.map(({ id }) => id)).toEqual(['Z', 'a', 'b', 'last']);
    expect(tree.objects[1]).toMatchObject({ file: '/etc/asterisk/pjsip.d/a.conf', line: 1 });
    expect(tree.files).toHaveLength(4);
  });

  test('an #include that nothing fits empties the whole file, a #tryinclude does not', async () => {
    const bad = await read({ 'pjsip.conf': '[a]\n#include "pjsip.d/*.conf"\n' });
    expect(codes(bad)).toEqual(['pjsip.conf 2 fatal include-missing']);
    expect(bad.isRefused).toBe(true);
    const good = await read({ 'pjsip.conf': '[a]\n#tryinclude "pjsip.d/*.conf"\n[b]\n' });
    expect(good.problems).toEqual([]);
    expect(good.objects).toHaveLength(2);
  });

  test('a missing "]" drops the rest of that file and the later files of the glob only', async () => {
    const tree = await read({
      'pjsip.conf': '#include "d/*.conf"\n[last]\n',
      'd/a.conf': '[a]\n',
      'd/m.conf': '[m1]\n[m2\n[m3]\n',
      'd/z.conf': '[z]\n',
    });
    expect(tree.objects.map(({ id }) => id)).toEqual(['a', 'm1', 'last']);
    expect(codes(tree)).toEqual(['d/m.conf 2 fatal no-closing-bracket']);
    expect(tree.isRefused).toBe(false);
  });

  test('an included file goes on in the section that includes it', async () => {
    const tree = await read({
      'pjsip.conf': '[a]\n#include <more.conf>\ny=2\n',
      'more.conf': 'x=1\n[b]\nz=3\n',
    });
    expect(shown(tree)).toEqual(['a: x=1 y=2', 'b: z=3']);
  });

  test('files that include each other end at ten levels', async () => {
    const tree = await read({ 'pjsip.conf': '[a]\n#include "pjsip.conf"\n' });
    expect(tree.files).toHaveLength(11);
    expect(codes(tree).at(-1)).toBe('pjsip.conf 2 fatal include-too-deep');
  });

  test('#exec is a problem where Asterisk obeys it', async () => {
    const tree = await read({
      'asterisk.conf': '[options]\nexecincludes = yes\n',
      'pjsip.conf': '#exec /bin/date\n',
    });
    expect(codes(tree)).toEqual(['pjsip.conf 1 fatal exec']);
  });

  test('a missing file is told', async () => {
    expect(codes(await read({}))).toEqual(['pjsip.conf 0 fatal missing-file']);
  });
});

test('from the disk: globs, braces, sets, and a plan laid over them', async () => {
  const etc = await mkdtemp(join(tmpdir(), 'navbatchi-tree-'));
  try {
    await mkdir(join(etc, 'd'));
    for (const name of ['a1', 'a2', 'b1', 'c1'])
      await writeFile(join(etc, 'd', name), `[${name}]\n`);
    await writeFile(join(etc, 'pjsip.conf'), '#include "d/{b,a}[0-9]"\n#tryinclude "d/c?"\n');
    const onDisk = await readConfTree(confTreeFromDisk, 'pjsip.conf', etc);
    expect(onDisk.objects.map(({ id }) => id)).toEqual(['b1', 'a1', 'a2', 'c1']);
    const plan = new Map([
      [join(etc, 'd/a3'), '[a3]\n'],
      [join(etc, 'd/a1'), undefined],
      [join(etc, 'd/a2'), '[other]\n'],
    ]);
    const planned = await readConfTree(overlayFiles(confTreeFromDisk, plan), 'pjsip.conf', etc);
    expect(planned.objects.map(({ id }) => id)).toEqual(['b1', 'other', 'a3', 'c1']);
  } finally {
    await rm(etc, { recursive: true });
  }
});
