import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { hasAsterisk } from '../support/asterisk.ts';
import { startCallCentre } from '../support/call-centre.ts';
import { scenarios } from '../support/call-scenarios.ts';
import { judgeShift, playShift, type Shift, type Verdict } from '../support/call-shift.ts';
import { startTelegram } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('one call of every kind, on real phones', () => {
  let shift: Shift;
  let verdict: Verdict;

  beforeAll(async () => {
    const [centre, telegram] = await Promise.all([startCallCentre(4), startTelegram()]);
    const varFolder = await mkdtemp(path.join(tmpdir(), 'nb-kinds-'));
    const app = await startTestApp(centre.asterisk, telegram, { varFolder });
    shift = await playShift(centre, Object.keys(scenarios).length);
    await app.stop();
    verdict = await judgeShift(centre, shift, varFolder);
    await Promise.all([centre.stop(), telegram.stop()]);
    await rm(varFolder, { recursive: true });
  }, 60_000);
  afterAll(() => {
    expect(shift.broken).toEqual([]);
    expect(verdict).toMatchObject({ rows: Object.keys(scenarios).length, open: 0, unseen: 0 });
    expect(verdict.strays).toBe(0);
  });

  test.each(Object.keys(scenarios))('%s', (name) => {
    const judgement = verdict.judgements.find((one) => one.name === name);
    // What people did; Asterisk's records in its database; and in its file.
    expect(judgement).toEqual({ name, deed: [], records: [], csv: [] });
  });
});
