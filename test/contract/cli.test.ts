import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createAsteriskCli, type AsteriskCli } from '../../src/asterisk/cli.ts';
import { consoleCommand } from '../../src/sandbox/pbx/console.ts';
import { extensionSections, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp } from '../support/phones.ts';

describe('the console of a real Asterisk 22', () => {
  let asterisk: TestAsterisk;
  let cli: AsteriskCli;

  beforeAll(async () => {
    const files = { 'pjsip_navbatchi.conf': extensionSections('1001', 'pw1001') };
    asterisk = await startAsterisk({ files });
    cli = createAsteriskCli({ command: asterisk.astCommand });
  });

  afterAll(async () => {
    await asterisk.stop();
  });

  test('tells version, uptime and live calls', async () => {
    expect(await cli.version()).toMatch(/^22\./);
    const { upSeconds, sinceReloadSeconds } = await cli.showUptime();
    expect(upSeconds).toBeLessThan(120);
    expect(sinceReloadSeconds).toBeLessThanOrEqual(upSeconds);
    expect(await cli.showLiveCalls()).toEqual({ channels: 0, calls: 0, processed: 0 });
  });

  test('shows the users of ARI', async () => {
    expect(await cli.showAriUsers()).toEqual([{ name: 'backend', isReadOnly: false }]);
  });

  test('is fully booted', async () => {
    await expect(cli.waitFullyBooted()).resolves.toBeUndefined();
  });

  test('reloads each module that we change', async () => {
    for (const module of ['res_pjsip.so', 'res_ari.so', 'pbx_config.so', 'http'] as const) {
      await expect(cli.reloadModule(module)).resolves.toBeUndefined();
    }
  });

  test('reloads asked at once all happen', async () => {
    const reloads = Array.from({ length: 6 }, () => cli.reloadModule('res_pjsip.so'));
    await expect(Promise.all(reloads)).resolves.toHaveLength(6);
  });

  test('shows a phone that signed in, with its address and agent', async () => {
    expect(await cli.showContacts()).toEqual([]);
    const account = { sipPort: asterisk.sipPort, username: '1001', password: 'pw1001' };
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
    const [contact, ...others] = await cli.showContacts();
    expect(others).toEqual([]);
    expect(contact).toMatchObject({ aor: '1001', status: 'NonQual', roundTripMs: undefined });
    expect(contact?.uri).toMatch(/^sip:1001@127\.0\.0\.1/);
    expect(contact?.address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(contact?.expiresAt?.getTime()).toBeGreaterThan(Date.now());
  });

  test('shows the dialplan of a context, and undefined for one that is not there', async () => {
    const context = await cli.showDialplanContext('from-internal');
    expect(context?.rules).toContainEqual({
      ...{ pattern: '_1XXX', isForOneCaller: false },
      steps: ['Dial(PJSIP/${EXTEN},20)', 'Hangup()'],
    });
    expect(await cli.showDialplanContext('nowhere')).toBeUndefined();
  });

  test('the emulated PBX shows the dialplan of the same file as the real one does', async () => {
    const emulated = createAsteriskCli({ command: consoleCommand(asterisk.etc) });
    for (const name of ['from-internal', 'from-trunk', 'nowhere']) {
      const [real, ours] = [
        await cli.showDialplanContext(name),
        await emulated.showDialplanContext(name),
      ];
      // The real one sorts them.
      const inOrder = (context: typeof real) =>
        context && {
          ...context,
          rules: context.rules.toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1)),
        };
      expect(inOrder(ours)).toEqual(inOrder(real));
    }
    await expect(emulated.version()).rejects.toThrow('did not do');
  });

  test('cuts the event session it is told to, and only that', async () => {
    const authorization = `Basic ${Buffer.from(`backend:${asterisk.password}`).toString('base64')}`;
    const open = async (app: string) => {
      const url = `${asterisk.ariUrl.replace('http', 'ws')}/events?app=${app}`;
      const socket = new WebSocket(url, { headers: { authorization } });
      await once(socket, 'open');
      return socket;
    };
    const [one, other] = [await open('one'), await open('other')];
    const sessions = await cli.showAriSessions();
    expect(sessions.map(({ apps }) => apps).toSorted()).toEqual([['one'], ['other']]);

    const closed = once(one, 'close');
    await cli.shutDownAriSessions(sessions.find(({ apps }) => apps.includes('one'))?.id);
    await closed;
    expect((await cli.showAriSessions()).map(({ apps }) => apps)).toEqual([['other']]);

    const closedToo = once(other, 'close');
    await cli.shutDownAriSessions();
    await closedToo;
    expect(await cli.showAriSessions()).toEqual([]);
  });

  test('a session that is gone is no failure to cut', async () => {
    const gone = 'de43020b-96e8-4414-ac79-4d01295b913b';
    await expect(cli.shutDownAriSessions(gone)).resolves.toBeUndefined();
  });
});
