import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConf, printConf } from '../../src/files/conf-document.ts';
import { debianTree, hasAsterisk } from '../support/asterisk-tree.ts';
import { readBoth } from './compare-with-oracle.ts';
import { startOracle } from './config-oracle.ts';

test.runIf(hasAsterisk)(
  "every file of Debian's asterisk-config prints as it was read, and reads as in Asterisk",
  async () => {
    const tree = await debianTree('asterisk-config', ['forky', 'asterisk-config']);
    const folder = join(tree, 'etc/asterisk');
    const names = readdirSync(folder).filter((name) => name.endsWith('.conf'));
    const texts = names.map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(names.length).toBeGreaterThan(90);
    expect(texts.map((text) => printConf(parseConf(text)))).toEqual(texts);

    const oracle = await startOracle();
    try {
      const answers = await readBoth(oracle, texts);
      for (const [index, { ours, asterisk }] of answers.entries()) {
        expect(ours, names[index]).toEqual(asterisk);
        expect(ours, names[index]).not.toBe('refused');
      }
    } finally {
      await oracle.stop();
    }
  },
);
