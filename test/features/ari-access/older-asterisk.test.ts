import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openCore } from '../../../src/core.ts';
import { runRotations } from '../../../src/features/ari-access/run-rotations.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { testConfig } from '../../support/app.ts';
import { hasAsterisk, startAsterisk } from '../../support/asterisk.ts';
import { openRotation, rotationDeps } from '../../support/rotation-deps.ts';

test.runIf(hasAsterisk)(
  'on Asterisk 16 the password changes, and it is said that open sessions cannot be cut there',
  async () => {
    const asterisk = await startAsterisk({ version: 16 });
    const folder = mkdtempSync(path.join(tmpdir(), 'nb-rotation-'));
    writeFileSync(
      path.join(folder, '.env'),
      `ASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${asterisk.password}\n`,
    );
    const config = testConfig(asterisk, { apiRoot: 'http://127.0.0.1:9', token: '1:x' }, folder);
    const core = await openCore(config, systemClock, createLog({ level: 'silent' }));
    try {
      const deps = rotationDeps(core);
      const rotations = runRotations(deps);
      await openRotation(deps, true);
      const opened = await deps.store.findOpen();
      await rotations.begin();
      await rotations.look();
      const ended = await deps.store.find(opened?.rotationId ?? '');
      expect(ended).toMatchObject({
        state: 'done',
        remarks: [{ key: 'ari-remark-sessions', args: { why: expect.any(String) as string } }],
      });
      await core.ari.ping();
    } finally {
      await core.close();
      await asterisk.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
