import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAriEvents, type AriEvent } from '../../src/asterisk/ari-events.ts';
import { openCore } from '../../src/core.ts';
import { runRotations } from '../../src/features/ari-access/run-rotations.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { testConfig } from './app.ts';
import { startAsterisk } from './asterisk.ts';
import { openRotation, rotationDeps } from './rotation-deps.ts';

const callsInEach = 8;
const patienceMs = 15_000;

/** Whoever places the calls takes no part in the rotation. */
const caller = { name: 'caller', password: 'places-the-calls-of-this-test' };

export type CallFigures = {
  readonly calls: number;
  /** One sentence for each event lost or doubled, call cut, or moment without the link. */
  readonly troubles: readonly string[];
};

/** Rotates again and again while calls come and go and one goes on, on an Asterisk of its own. */
export async function rotateUnderCalls(rotationsInARow: number): Promise<CallFigures> {
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
  const states = new Set<string>();
  events.listen((event) => heard.push(event));
  events.onState(({ type }) => states.add(type));
  const timesHeard = (type: string, id: string) =>
    heard.filter((event) => event.type === type && idOf(event) === id).length;
  try {
    await until(() => states.has('up'));
    states.clear();
    const inProgress = await call(asterisk.ariUrl, '*43');
    const deps = rotationDeps(core, { links: [core.ari, events] });
    const rotations = runRotations(deps);
    const ids: string[] = [];
    for (let round = 0; round < rotationsInARow; round += 1) {
      const placed = Promise.all(
        Array.from({ length: callsInEach }, () => call(asterisk.ariUrl, '1001')),
      );
      await openRotation(deps);
      await rotations.begin();
      await rotations.look();
      ids.push(...(await placed));
    }
    await until(() => ids.every((id) => timesHeard('ChannelDestroyed', id) > 0));
    const troubles = ids.flatMap((id) =>
      ['ChannelCreated', 'ChannelDestroyed']
        .filter((type) => timesHeard(type, id) !== 1)
        .map((type) => `${type} of a call was heard ${timesHeard(type, id)} times`),
    );
    if (await deps.store.findOpen()) troubles.push('a rotation did not end');
    const live = (await core.ari.listChannels()).map(({ id }) => id);
    const isCut = !live.includes(inProgress) || timesHeard('ChannelDestroyed', inProgress) > 0;
    if (isCut) troubles.push('the call that was going on is cut');
    if (states.has('down')) troubles.push('the link of events was down');
    return { calls: ids.length, troubles };
  } finally {
    await events.stop();
    await core.close();
    await asterisk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

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
  if (answer.status !== 200) throw new Error(`A call could not be placed: ${answer.status}`);
  return id;
}

/** What has not come by the end of its time is judged afterwards. */
async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!isSo() && performance.now() < end) await sleep(20);
}

function idOf({ channel }: AriEvent): unknown {
  return typeof channel === 'object' && channel !== null && 'id' in channel
    ? channel.id
    : undefined;
}
