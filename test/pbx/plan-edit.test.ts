import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planEdit } from '../../src/pbx/plan-edit.ts';
import { readPbx } from '../../src/pbx/read-pbx.ts';

const managedFile = 'pjsip_navbatchi.conf';
const managedText = '[1001]\ntype=aor\n';

let configFolder: string;

beforeEach(() => {
  configFolder = mkdtempSync(path.join(tmpdir(), 'nb-plan-'));
});
afterEach(() => {
  rmSync(configFolder, { recursive: true });
});

/** The files that a first extension changes. */
async function edited(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(configFolder, name), text);
  }
  const pbx = await readPbx({ configFolder, managedFile });
  const title = { key: 'change-extension-create', args: {} };
  const planned = await planEdit(pbx, managedText, { numbers: ['1001'], title });
  if (planned.type === 'refused') throw new Error(planned.faults[0]?.message);
  return planned.plan.edits.map((edit) => path.basename(edit.path));
}

test('pjsip.conf pulls our file in from the first extension on', async () => {
  expect(await edited({ 'pjsip.conf': '' })).toEqual([managedFile, 'pjsip.conf']);
});

test('a file that a pattern or another file pulls in is not pulled in twice', async () => {
  expect(await edited({ 'pjsip.conf': '#include pjsip_*.conf\n' })).toEqual([managedFile]);
  expect(
    await edited({
      'pjsip.conf': '#include office.conf\n',
      'office.conf': `#tryinclude ${managedFile}\n`,
    }),
  ).toEqual([managedFile]);
});

test('a line that stands in a comment pulls nothing in', async () => {
  const text = `;--\n#tryinclude ${managedFile}\n--;\n`;
  expect(await edited({ 'pjsip.conf': text })).toEqual([managedFile, 'pjsip.conf']);
});
