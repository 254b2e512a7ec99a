import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/lib/check.ts';
import { createRandom } from '../files/cheap-random.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';
import { envText, startHouse, troublesOf, type House } from './broken-house.ts';
import { faults, reaches, type Fault, type Place } from './faults.ts';

const managed = `[1001]
type = endpoint
context = from-internal
disallow = all
allow = ulaw,alaw
auth = 1001-auth
aors = 1001
[1001-auth]
type = auth
auth_type = userpass
username = 1001
password = a-good-password-1
[1001]
type = aor
max_contacts = 1
remove_existing = yes
`;

/** Pairs are drawn anew with each number, which stands in the name of the test. */
const seed = 20261121;
const pairCount = 30;

describe.runIf(hasAsterisk)('the checks against a real installation', { timeout: 30_000 }, () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let house: House;
  let place: Place;
  const good = new Map<string, string>();

  beforeAll(async () => {
    asterisk = await startAsterisk({ files: { 'pjsip_navbatchi.conf': managed } });
    for (const file of ['ari.conf', 'http.conf', 'pjsip.conf', 'pjsip_navbatchi.conf']) {
      good.set(file, await readFile(path.join(asterisk.etc, file), 'utf8'));
    }
    telegram = await startTelegram();
    house = await startHouse(asterisk, telegram);
    const editFile = async (file: string, change: (text: string) => string) => {
      await writeFile(file, change(await readFile(file, 'utf8')));
    };
    place = {
      ...{ asterisk, telegram, house },
      edit: (file, change) => editFile(path.join(asterisk.etc, file), change),
      editEnv: (change) => editFile(house.envFile, change),
    };
  });
  afterAll(async () => {
    await house.stop();
    await Promise.all([asterisk.stop(), telegram.stop()]);
  });
  afterEach(mend);

  /** Everything as it was. */
  async function mend(): Promise<void> {
    for (const [file, text] of good) await writeFile(path.join(asterisk.etc, file), text);
    await writeFile(house.envFile, envText(asterisk, telegram));
    await chmod(house.envFile, 0o600);
    await chmod(house.varFolder, 0o700);
    await rm(path.join(house.folder, 'navbatchi.sqlite'), { force: true });
    await house.database.deleteFrom('changes').execute();
    await fetch(`${telegram.apiRoot}/bot${telegram.token}/deleteWebhook`);
    if (isRunning()) {
      asterisk.thaw();
      for (const module of ['http', 'res_ari.so', 'res_pjsip.so']) await asterisk.reload(module);
    } else {
      await asterisk.start();
    }
  }

  function isRunning(): boolean {
    try {
      return asterisk.pid > 0;
    } catch {
      return false;
    }
  }

  async function troublesWith(...broken: readonly Fault[]): Promise<readonly string[]> {
    for (const { make } of broken) await make?.(place);
    const results = await house.examine((deps) =>
      broken.reduce((changed, { told }) => told?.(changed, place) ?? changed, deps),
    );
    expectNoSecret(results);
    return troublesOf(results);
  }

  function expectNoSecret(results: readonly CheckResult[]): void {
    const said = JSON.stringify(results);
    const ours = [asterisk.password, telegram.token, 'a-good-password-1'];
    for (const secret of [
      ...ours,
      'somebody-changed-it-7',
      'another-one-8',
      'secure_password',
      'old-one-of-pm2',
    ]) {
      expect(said).not.toContain(secret);
    }
  }

  test('a healthy installation raises no alarm', async () => {
    const results = await house.examine();
    expect(troublesOf(results)).toEqual([]);
    expect(results.length).toBeGreaterThan(33);
  });

  test.each(faults)('$name', async (fault) => {
    const { causes, consequences = [] } = fault;
    expect((await troublesWith(fault)).toSorted()).toEqual([...causes, ...consequences].toSorted());
  });

  test.each(drawPairs())('%s, and %s', async (_one, _other, pair) => {
    const troubles = await troublesWith(...pair);
    for (const { causes } of pair.filter((one) => isSeen(one, pair))) {
      expect(troubles).toEqual(expect.arrayContaining([...causes]));
    }
    const explained = pair.flatMap(({ causes, consequences = [] }) => [...causes, ...consequences]);
    expect(troubles.filter((trouble) => !explained.includes(trouble))).toEqual([]);
  });

  /** The other one may keep everybody from asking. */
  function isSeen(fault: Fault, pair: readonly Fault[]): boolean {
    const { takes } = fault;
    if (takes === undefined) return true;
    return pair.every(
      ({ hides, name }) =>
        hides === undefined ||
        name === fault.name ||
        reaches.indexOf(hides) > reaches.indexOf(takes),
    );
  }

  function drawPairs(): readonly (readonly [string, string, readonly [Fault, Fault]])[] {
    const random = createRandom(seed);
    const pairs: (readonly [string, string, readonly [Fault, Fault]])[] = [];
    while (pairs.length < pairCount) {
      const [one, other] = [faults[random(faults.length)], faults[random(faults.length)]];
      if (!one || !other || one.touches.some((what) => other.touches.includes(what))) continue;
      // Who hangs cannot be told anything any more.
      const pair = one.hides === 'running' ? ([other, one] as const) : ([one, other] as const);
      pairs.push([pair[0].name, pair[1].name, pair]);
    }
    return pairs;
  }
});
