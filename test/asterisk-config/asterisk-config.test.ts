import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { shippedFile } from '../support/asterisk-files.ts';
import { startBaresip } from '../support/phones.ts';

describe('the shipped files', () => {
  it('carry a placeholder instead of a password', () => {
    expect(shippedFile('ari.conf')).toContain('\npassword = CHANGE_ME\n');
  });

  it('keep ARI on this machine', () => {
    expect(shippedFile('http.conf')).toContain('\nbindaddr = 127.0.0.1\n');
  });
});

describe.runIf(hasAsterisk).each([16, 22] as const)(
  'the shipped files in a real Asterisk %d',
  (version) => {
    let asterisk: TestAsterisk;
    beforeAll(async () => {
      asterisk = await startAsterisk({ version });
    });
    afterAll(() => asterisk.stop());

    it('load without a warning, also without the file of phones', async () => {
      expect(await asterisk.cli('core show version')).toMatch(
        new RegExp(`^Asterisk ${version}\\.`),
      );
      expect(await asterisk.log()).not.toMatch(/WARNING|ERROR/);
      expect(await asterisk.cli('pjsip show transports')).toContain('transport-udp');
    });

    it('let the bot in by ARI and tell events by call', async () => {
      expect(await asterisk.cli('ari show user backend')).toMatch(/Read only\?: *No/);
      const channel = await originateEcho(asterisk);
      expect(channel).toMatchObject({
        channelvars: { 'CHANNEL(linkedid)': expect.stringMatching(/^[\d.]+$/) as unknown },
      });
    });

    it('have all they need when the trunk example is switched on', async () => {
      const file = join(asterisk.etc, 'pjsip.conf');
      const withTrunk = (await readFile(file, 'utf8'))
        .replaceAll(/^;(?=\[trunk\]|[a-z_]+ = )/gm, '')
        .replaceAll('sip.example.uz', '127.0.0.1');
      expect(withTrunk).toContain('\nlocal_net');
      await asterisk.kill9();
      await writeFile(file, withTrunk);
      await asterisk.start();
      expect(await asterisk.log()).not.toMatch(/WARNING|ERROR/);
      expect(await asterisk.cli('pjsip show endpoint trunk')).toContain('from-trunk');
      expect(await asterisk.cli('pjsip show registrations')).toContain('trunk');
    });
  },
);

describe.runIf(hasAsterisk)('the shipped dialplan', () => {
  it('rings a colleague, the outside and, from outside, INCOMING', async () => {
    const asterisk = await startAsterisk();
    const leadsTo = async (number: string, context: string): Promise<string> =>
      asterisk.cli(`dialplan show ${number}@${context}`);
    expect(await leadsTo('1234', 'from-internal')).toContain('Dial(PJSIP/${EXTEN},20)');
    expect(await leadsTo('998901234567', 'from-internal')).toContain('@trunk');
    expect(await leadsTo('+998901234567', 'from-internal')).toContain('Goto(${EXTEN:1},1)');
    expect(await leadsTo('901234567', 'from-internal')).toContain('Goto(998${EXTEN},1)');
    expect(await leadsTo('+998712000000', 'from-trunk')).toContain('Goto(${EXTEN:1},1)');
    expect(await leadsTo('998712000000', 'from-trunk')).toContain('Dial(${INCOMING}');
    expect(await leadsTo('*43', 'from-internal')).toContain('Echo()');
    await asterisk.stop();
  });

  it('carries a call to the trunk under the full number', async () => {
    const outside = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf': `[anyone]
type=endpoint
context=arrived
disallow=all
allow=ulaw
[anyone]
type=identify
endpoint=anyone
match=127.0.0.1
`,
        'extensions.conf': '[arrived]\nexten => 998901234567,1,Answer()\n same => n,Echo()\n',
      },
    });
    const asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          extensionSections('1001', 'Kq7-first_password') + trunkSections(outside.sipPort),
      },
    });
    const phone = await startBaresip({
      ...{ sipPort: asterisk.sipPort, username: '1001', password: 'Kq7-first_password' },
    });
    try {
      await phone.registered();
      await phone.dial('901234567');
      await phone.answered();
      expect(await outside.cli('core show channels concise')).toContain('!arrived!998901234567!');
    } finally {
      await phone.stop();
      await Promise.all([asterisk.stop(), outside.stop()]);
    }
  });
});

async function originateEcho(asterisk: TestAsterisk): Promise<unknown> {
  const response = await fetch(
    `${asterisk.ariUrl}/channels?endpoint=Local/*43@from-internal&extension=*43&context=from-internal&priority=1`,
    {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${asterisk.username}:${asterisk.password}`)}` },
    },
  );
  expect(response.status).toBe(200);
  return response.json();
}
