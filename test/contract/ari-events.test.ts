import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  startAriEvents,
  type AriEvent,
  type AriEvents,
  type LinkState,
} from '../../src/asterisk/ari-events.ts';
import { createLog } from '../../src/lib/log.ts';
import { extensionSections } from '../support/asterisk.ts';
import { settingsOf, startEmulatedPbx, startRealAsterisk, type PbxParty } from './pbx-party.ts';

describe.each([
  ['the real Asterisk 22', startRealAsterisk],
  ['the emulated PBX', startEmulatedPbx],
])('events of %s', (_, start) => {
  let party: PbxParty;
  const links: AriEvents[] = [];
  const logged: string[] = [];

  beforeAll(async () => {
    party = await start();
    await appendFile(join(party.etc, 'pjsip.conf'), `\n${extensionSections('1001', 'pw1001')}`);
    await party.reload('res_pjsip.so');
  });
  afterEach(async () => {
    for (const link of links.splice(0)) await link.stop();
  });
  afterAll(() => party.stop());

  function open(password?: string) {
    const settings = settingsOf(party, undefined, password);
    const link = startAriEvents({
      settings: { ...settings, wsUrl: `${settings.url.replace('http', 'ws')}/events` },
      app: 'contract',
      log: createLog({
        level: 'warn',
        destination: { write: (line: string) => void logged.push(line) },
      }),
      now: Date.now,
      random: () => 0.5,
    });
    links.push(link);
    return link;
  }
  const becomes = (link: AriEvents, type: LinkState['type']) =>
    new Promise<LinkState>((resolve) => {
      link.onState((state) => {
        if (state.type === type) resolve(state);
      });
    });

  test('a phone that signs in is an event', async () => {
    const link = open();
    await becomes(link, 'up');
    const heard = new Promise<AriEvent>((resolve) => {
      link.listen((event) => {
        if (event.type === 'ContactStatusChange') resolve(event);
      });
    });
    expect(await party.register('1001', 'pw1001')).toBe(200);
    expect(await heard).toMatchObject({
      endpoint: { technology: 'PJSIP', resource: '1001', state: 'online' },
      contact_info: { aor: '1001', uri: expect.stringMatching(/^sip:1001@/) as string },
    });
    expect(logged).toEqual([]);
  });

  test('a wrong password is refused with 401', async () => {
    expect(await becomes(open('wrong'), 'down')).toMatchObject({
      because: { reason: 'refused', status: 401 },
    });
  });

  test('the newest socket of a name gets the events', async () => {
    const older = open();
    await becomes(older, 'up');
    const newer = open();
    await Promise.all([becomes(older, 'down'), becomes(newer, 'up')]);
    expect(older.state()).toMatchObject({ because: { reason: 'replaced' } });
    expect(newer.state().type).toBe('up');
  });
});
