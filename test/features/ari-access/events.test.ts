import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { startAriEvents, type AriEvent } from '../../../src/asterisk/ari-events.ts';
import { openCore } from '../../../src/core.ts';
import { runRotations } from '../../../src/features/ari-access/run-rotations.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { testConfig } from '../../support/app.ts';
import { hasAsterisk, startAsterisk } from '../../support/asterisk.ts';
import { openRotation, rotationDeps } from '../../support/rotation-deps.ts';

const rotationsInARow = 5;

/** Whoever places the calls takes no part in the rotation. */
const caller = { name: 'caller', password: 'places-the-calls-of-this-test' };

test.runIf(hasAsterisk)(
  'over five rotations a call in progress stays, and no event of any call is lost or doubled',
  async () => {
    const asterisk = await startAsterisk();
    const folder = mkdtempSync(path.join(tmpdir(), 'nb-events-'));
    appendFileSync(
      path.join(asterisk.etc, 'ari.conf'),
      `\n[${caller.name}]\ntype = user\npassword = ${caller.password}\n`,
    );
    await asterisk.reload('res_ari.so');
    writeFileSync(
      path.join(folder, '.env'),
      `ASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${asterisk.password}\n`,
    );
    const config = testConfig(asterisk, { apiRoot: 'http://127.0.0.1:9', token: '1:x' }, folder);
    const log = createLog({ level: 'silent' });
    const core = await openCore(config, systemClock, log);
    const events = startAriEvents({
      settings: config.ari,
      ...{ app: 'navbatchi-test', log, now: Date.now, random: () => 0.5 },
    });
    const heard: AriEvent[] = [];
    const states: string[] = [];
    events.listen((event) => heard.push(event));
    events.onState(({ type }) => states.push(type));
    const timesHeard = (type: string, id: string) =>
      heard.filter((event) => event.type === type && idOf(event) === id).length;
    try {
      await vi.waitFor(() => {
        expect(states).toEqual(['up']);
      });
      const inProgress = await call(asterisk.ariUrl, '*43');
      const deps = rotationDeps(core, { links: [core.ari, events] });
      const rotations = runRotations(deps);
      const ids: string[] = [];
      for (let round = 0; round < rotationsInARow; round += 1) {
        const placed = Promise.all(Array.from({ length: 8 }, () => call(asterisk.ariUrl, '1001')));
        await openRotation(deps);
        await rotations.begin();
        await rotations.look();
        ids.push(...(await placed));
      }
      expect(await deps.store.findOpen()).toBeUndefined();
      await vi.waitFor(() => {
        expect(ids.map((id) => timesHeard('ChannelDestroyed', id))).toEqual(ids.map(() => 1));
      }, 10_000);
      expect(ids.map((id) => timesHeard('ChannelCreated', id))).toEqual(ids.map(() => 1));
      expect(timesHeard('ChannelDestroyed', inProgress)).toBe(0);
      expect((await core.ari.listChannels()).map(({ id }) => id)).toContain(inProgress);
      expect(new Set(states)).toEqual(new Set(['up']));
    } finally {
      await events.stop();
      await core.close();
      await asterisk.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** A call of the dialplan with itself; the echo (*43) lasts, a phone that is away does not. */
async function call(ariUrl: string, extension: string): Promise<string> {
  const id = randomUUID();
  const query = new URLSearchParams({
    ...{ endpoint: `Local/${extension}@from-internal`, context: 'from-internal', extension },
    channelId: id,
  });
  const authorization = `Basic ${btoa(`${caller.name}:${caller.password}`)}`;
  const answer = await fetch(`${ariUrl}/channels?${query.toString()}`, {
    method: 'POST',
    headers: { authorization },
  });
  expect(answer.status).toBe(200);
  return id;
}

function idOf({ channel }: AriEvent): unknown {
  return typeof channel === 'object' && channel !== null && 'id' in channel
    ? channel.id
    : undefined;
}
