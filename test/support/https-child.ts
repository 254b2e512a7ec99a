/*
 * A process that turns HTTPS for ARI on, as its .env says where ARI is now, and may be killed anywhere
 * in it. Its only argument is JSON: HttpsTask. First it recovers, as a start of the bot does. It prints
 * one JSON line. `armFile` is made when start-up is over, so that the crash shim counts from there.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyChange } from '../../src/change/apply-change.ts';
import { createPlanShelf } from '../../src/change/plan-shelf.ts';
import { recoverChange } from '../../src/change/recover-change.ts';
import { openCore } from '../../src/core.ts';
import { proposeHttps } from '../../src/features/ari-https/propose-https.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { readAriSettings } from '../../src/pbx/read-ari-address.ts';
import { testConfig, type TestPbx } from './app.ts';

export type HttpsTask = {
  readonly deed: 'turnOn' | 'recover';
  readonly pbx: TestPbx;
  /** With `.env` in it. */
  readonly folder: string;
  readonly armFile: string;
};

const { deed, pbx, folder, armFile } = JSON.parse(process.argv[2] ?? '') as HttpsTask;
const config = testConfig(pbx, { apiRoot: 'http://127.0.0.1:9', token: '1:x' }, folder);
const envFile = path.join(folder, '.env');
const settings = await readAriSettings({ configFolder: pbx.etc, envFile });
const { url, wsUrl, trust } = settings;
const ari = { ...config.ari, url, wsUrl, ca: trust?.pem };
const core = await openCore({ ...config, ari }, systemClock, createLog({ level: 'silent' }));
const recovery = await recoverChange(core.change);
await core.ari.ping();
const inUse = core.ariLinks.inUse().url;
writeFileSync(armFile, '');
const end = deed === 'turnOn' ? await turnOn() : recovery?.end;
await core.close();
process.stdout.write(`${JSON.stringify({ end: end?.type ?? 'nothing', inUse })}\n`);

async function turnOn() {
  const proposal = await proposeHttps(
    {
      change: core.change,
      shelf: createPlanShelf(systemClock, () => 'handle'),
      folder: core.ariFolder,
      fixedByEnvironment: [],
      dependants: [],
      findAddresses: () => Promise.resolve([]),
      machine: () => ({ name: 'pbx', addresses: [] }),
      isPortFree: () => Promise.resolve(true),
      timeZone: 'Asia/Tashkent',
      clock: systemClock,
    },
    {
      words: (key) => key,
      member: { telegramId: 1, name: 'Admin', role: 'admin', locale: 'uz' },
    },
    { reach: 'here', choice: { type: 'made' } },
  );
  if (proposal.type === 'refused') throw new Error(proposal.text);
  return await applyChange(core.change, { plan: proposal.plan, telegramId: 1 });
}
