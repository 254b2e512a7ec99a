import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeAri } from '../../src/asterisk/ari-probe.ts';
import type { AriRest } from '../../src/asterisk/ari-rest.ts';
import { isSamePjsipValue } from '../../src/asterisk/pjsip-value.ts';
import { extensionSections } from '../support/asterisk.ts';
import {
  ariOf,
  rawRequest,
  settingsOf,
  startEmulatedPbx,
  startRealAsterisk,
  withFile,
  type PbxParty,
} from './pbx-party.ts';

const managed = 'pjsip_navbatchi.conf';

describe.each([
  ['the real Asterisk 22', startRealAsterisk],
  ['the emulated PBX', startEmulatedPbx],
])('%s', (_, start) => {
  let party: PbxParty;
  let ari: AriRest;

  beforeAll(async () => {
    party = await start();
    await appendFile(
      join(party.etc, 'ari.conf'),
      '\n[reader]\ntype = user\nread_only = yes\npassword = reader-password-of-this-run\n',
    );
    await appendFile(
      join(party.etc, 'pjsip.conf'),
      ['1001', '1002', '1003'].map((n) => `\n${extensionSections(n, `pw${n}`)}`).join(''),
    );
    await party.reload('res_ari.so');
    await party.reload('res_pjsip.so');
    ari = await ariOf(party);
  });

  afterAll(async () => {
    await party.stop();
  });

  const managing = (change: (before: string) => string, work: () => Promise<void>) =>
    withFile(party, { name: managed, change }, work);

  describe('says who and what it is', () => {
    test('ping', async () => {
      expect((await ari.ping()).asteriskId).toMatch(/\S/);
    });

    test('info: version, start and last reload', async () => {
      const info = await ari.info();
      expect(info.version).toMatch(/^22\./);
      expect(info.startupTime.getTime()).toBeGreaterThan(Date.now() - 3_600_000);
      expect(info.lastReloadTime.getTime()).toBeGreaterThanOrEqual(info.startupTime.getTime());
    });

    test('a reload moves the time of the last reload', async () => {
      const before = (await ari.info()).lastReloadTime;
      await ari.reloadModule('res_pjsip.so');
      expect((await ari.info()).lastReloadTime.getTime()).toBeGreaterThan(before.getTime());
    });

    test('no channels while nobody calls', async () => {
      expect(await ari.listChannels()).toEqual([]);
    });
  });

  describe('raw', () => {
    const message = (status: number, text: string) => ({
      ...{ status, type: 'application/json', challenge: null },
      text: JSON.stringify({ message: text }),
    });
    const unauthorised = {
      ...message(401, 'Authentication required'),
      challenge: 'Basic realm="Asterisk REST Interface"',
    };
    const dynamic = '/ari/asterisk/config/dynamic';

    test('a phone that is away cannot be rung; a channel that is not there is no trouble', async () => {
      const ring = ari.originate({
        ...{ channelId: 'navbatchi-contract', endpoint: 'PJSIP/1003', context: 'from-internal' },
        ...{ extension: '1002', ringTimeoutSeconds: 1, shown: { number: '1002', name: 'Test' } },
      });
      await expect(ring).rejects.toMatchObject({
        ...{ code: 'Refused', status: 500, details: { answer: 'Allocation failed' } },
      });
      await ari.hangUp('navbatchi-contract');
      expect(await ari.getRtpStatistics('navbatchi-contract')).toBeUndefined();
    });

    test.each([
      ['GET', '/ari/nosuch', message(404, 'Resource not found')],
      [
        ...(['GET', '/ari/asterisk/ping/'] as const),
        message(404, 'ARI URLs do not end with a slash. Try /ari/asterisk/ping'),
      ],
      ['POST', '/ari/asterisk/ping', message(405, 'Invalid method')],
      [
        ...(['PUT', '/ari/asterisk/modules/nosuch.so'] as const),
        message(404, 'Module not found in running modules'),
      ],
      ['GET', '/ari/endpoints/PJSIP/9999', message(404, 'Endpoint not found')],
      ['GET', '/ari/endpoints/NOPE/1001', message(404, 'Endpoint not found')],
      [
        ...(['GET', `${dynamic}/res_pjsip/endpoint/nope`] as const),
        message(404, "Object with id 'nope' not found"),
      ],
      [
        ...(['GET', `${dynamic}/res_pjsip/nosuch/1001`] as const),
        message(404, "objectType 'nosuch' not found"),
      ],
      [
        ...(['GET', `${dynamic}/nosuch/endpoint/1001`] as const),
        message(404, "configClass 'nosuch' not found"),
      ],
    ])('%s %s', async (method, path, expected) => {
      expect(await rawRequest(party, method, path)).toEqual(expected);
    });

    test.each([
      ['backend:wrong', 'a wrong password'],
      ['nobody:x', 'an unknown user'],
      ['backend:', 'an empty password'],
      ['', 'no credentials'],
    ])('%s is 401 for %s, whatever the path', async (login) => {
      expect(await rawRequest(party, 'GET', '/ari/asterisk/ping', login)).toEqual(unauthorised);
      expect(await rawRequest(party, 'GET', '/ari/nosuch', login)).toEqual(unauthorised);
    });

    test('outside ARI there is a page that says 404', async () => {
      const answer = await rawRequest(party, 'GET', '/nothing');
      expect(answer).toMatchObject({ status: 404, type: 'text/html' });
    });

    test('a reload is 204 without a body', async () => {
      const answer = await rawRequest(party, 'PUT', '/ari/asterisk/modules/res_pjsip.so');
      expect(answer).toMatchObject({ status: 204, text: '' });
    });
  });

  describe('credentials', () => {
    test('the right pair is accepted and may write', async () => {
      expect(await probeAri(settingsOf(party))).toEqual({ type: 'accepted', mayWrite: true });
    });

    test('a wrong password is refused with 401 and harms nobody else', async () => {
      expect(await probeAri(settingsOf(party, 'backend', 'wrong'))).toMatchObject({ status: 401 });
      const wrong = await ariOf(party, 'backend', 'wrong');
      await expect(wrong.ping()).rejects.toMatchObject({ code: 'Refused', status: 401 });
      await expect(ari.ping()).resolves.toBeTruthy();
    });

    test('a read-only user reads, SIP passwords too, and reloads nothing', async () => {
      const [name, password] = ['reader', 'reader-password-of-this-run'];
      expect(await probeAri(settingsOf(party, name, password))).toEqual({
        ...{ type: 'accepted', mayWrite: false },
      });
      const reader = await ariOf(party, name, password);
      expect((await reader.getDynamicConfig('auth', '1001'))?.get('password')).toBe('pw1001');
      await expect(reader.reloadModule('res_pjsip.so')).rejects.toMatchObject({
        ...{ code: 'Refused', status: 403 },
      });
    });

    test('a closed port is unreachable', async () => {
      const settings = { ...settingsOf(party), url: 'http://127.0.0.1:9/ari' };
      expect(await probeAri(settings)).toMatchObject({ type: 'unreachable' });
    });
  });

  describe('after a reload of ari.conf', () => {
    const changed = (change: (before: string) => string, work: () => Promise<void>) =>
      withFile(party, { name: 'ari.conf', change }, work);
    const statusOf = async (password: string) => {
      const verdict = await probeAri(settingsOf(party, 'backend', password));
      return verdict.type === 'refused' ? verdict.status : verdict.type;
    };
    const withPassword = (password: string) => (before: string) =>
      before.replace(party.password, password);

    test('a new password is taken and the old one refused', async () => {
      await changed(withPassword('another-password-1'), async () => {
        expect(await statusOf('another-password-1')).toBe('accepted');
        expect(await statusOf(party.password)).toBe(401);
      });
      expect(await statusOf(party.password)).toBe('accepted');
    });

    test.each<[string, (before: string) => string]>([
      [
        'the user twice',
        (before) => `${before}\n[backend]\ntype=user\npassword=another-password-1\n`,
      ],
      ['an unknown key', (before) => before.replace('[reader]', 'colour = red\n[reader]')],
      ['no password', (before) => before.replace(/^password = another.*$/m, '')],
      ['a missing bracket', (before) => `${before}\n[general\n`],
      ['a setting above the sections', (before) => `hello = 1\n${before}`],
      ['a missing include', (before) => `${before}\n#include nowhere.conf\n`],
      [
        'an unknown password format',
        (before) => before.replace('type =', 'password_format = x\ntype ='),
      ],
    ])('%s keeps the old password', async (_kind, breakIt) => {
      const rewrite = withPassword('another-password-1');
      await changed(
        (before) => breakIt(rewrite(before)),
        async () => {
          expect(await statusOf(party.password)).toBe('accepted');
          expect(await statusOf('another-password-1')).toBe(401);
        },
      );
    });

    test.each<[string, (before: string) => string]>([
      ['a second [general]', (before) => `${before}\n[general]\nenabled = yes\n`],
      ['a section of no type', (before) => `${before}\n[other]\ncolour = red\n`],
      ['another user without password', (before) => `${before}\n[other]\ntype = user\n`],
      ['a missing tryinclude', (before) => `${before}\n#tryinclude nowhere.conf\n`],
      ['no word about enabled', (before) => before.replace('enabled = yes', '')],
    ])('%s does not keep the new password out', async (_kind, change) => {
      const rewrite = withPassword('another-password-1');
      await changed(
        (before) => change(rewrite(before)),
        async () => {
          expect(await statusOf('another-password-1')).toBe('accepted');
          expect(await statusOf(party.password)).toBe(401);
        },
      );
    });

    test('a line without = is skipped', async () => {
      const rewrite = withPassword('another-password-1');
      await changed(
        (before) => `${rewrite(before)}\nhello\n`,
        async () => {
          expect(await statusOf('another-password-1')).toBe('accepted');
        },
      );
    });

    test('a user without its type is gone', async () => {
      const first = /\[backend\]\s*type = user/;
      await changed(
        (before) => before.replace(first, '[backend]'),
        async () => {
          expect(await statusOf(party.password)).toBe(401);
        },
      );
    });

    test.each<[string, (before: string) => string]>([
      ['an empty file', () => ''],
      ['enabled = no', (before) => before.replace('enabled = yes', 'enabled = no')],
      ['an unknown key in [general]', (before) => before.replace('enabled = yes', 'colour = red')],
      ['no [general]', (before) => before.replace(/\[general\][^[]*/, '')],
    ])('%s closes ARI to everybody', async (_kind, change) => {
      await changed(change, async () => {
        expect(await statusOf(party.password)).toBe(404);
        await expect((await ariOf(party)).ping()).rejects.toMatchObject({
          ...{ code: 'Refused', status: 404 },
        });
      });
    });

    test('nothing changes before it', async () => {
      expect(await statusOf('another-password-1')).toBe(401);
    });
  });

  describe('a PJSIP object', () => {
    test('of a file is shown with the values written, and with the defaults', async () => {
      const endpoint = await ari.getDynamicConfig('endpoint', '1001');
      for (const [attribute, written] of [
        ['context', 'from-internal'],
        ['transport', 'transport-udp'],
        ['allow', 'ulaw,alaw'],
        ['auth', '1001'],
        ['aors', '1001'],
        ['callerid', 'Operator 1001 <1001>'],
        ['direct_media', 'no'],
        ['rtp_symmetric', 'no'],
        ['webrtc', 'no'],
      ] as const) {
        expect(isSamePjsipValue(attribute, written, endpoint?.get(attribute)), attribute).toBe(
          true,
        );
      }
      const auth = await ari.getDynamicConfig('auth', '1001');
      expect(auth?.get('username')).toBe('1001');
      expect(auth?.get('password')).toBe('pw1001');
      expect(isSamePjsipValue('auth_type', 'userpass', auth?.get('auth_type'))).toBe(true);
      const aor = await ari.getDynamicConfig('aor', '1001');
      expect(aor?.get('max_contacts')).toBe('1');
      expect(isSamePjsipValue('remove_existing', 'yes', aor?.get('remove_existing'))).toBe(true);
      expect((await ari.getDynamicConfig('transport', 'transport-udp'))?.get('protocol')).toBe(
        'udp',
      );
    });

    test('that does not exist is undefined', async () => {
      expect(await ari.getDynamicConfig('endpoint', '9999')).toBeUndefined();
      expect(await ari.getDynamicConfig('auth', 'x y/z%')).toBeUndefined();
      expect(await ari.getEndpoint('9999')).toBeUndefined();
    });

    test('in the managed file is there after the reload and not before', async () => {
      expect(await ari.getDynamicConfig('endpoint', '1201')).toBeUndefined();
      await managing(
        () => extensionSections('1201', 'pw1201'),
        async () => {
          expect((await ari.getDynamicConfig('auth', '1201'))?.get('password')).toBe('pw1201');
          expect(await ari.getEndpoint('1201')).toEqual({
            ...{ resource: '1201', state: 'offline', channelIds: [] },
          });
          expect((await ari.listEndpoints()).map(({ resource }) => resource)).toContain('1201');
        },
      );
      // Removed: config says so, while the list of endpoints keeps it until the next start.
      expect(await ari.getDynamicConfig('endpoint', '1201')).toBeUndefined();
      expect(await ari.getDynamicConfig('auth', '1201')).toBeUndefined();
      expect(await ari.getDynamicConfig('aor', '1201')).toBeUndefined();
      expect(await ari.getEndpoint('1201')).toMatchObject({ state: 'offline' });
    });

    test('takes what its templates and additions give it', async () => {
      const text = `[phone](!)\ntype=endpoint\ncontext=from-internal\ndirect_media=yes\nlanguage=uz
[1202](phone)\ndirect_media=no\n[1202](+)\nlanguage=ru\n`;
      await managing(
        () => text,
        async () => {
          const endpoint = await ari.getDynamicConfig('endpoint', '1202');
          expect(endpoint?.get('context')).toBe('from-internal');
          expect(endpoint?.get('direct_media')).toBe('false');
          expect(endpoint?.get('language')).toBe('ru');
          expect(await ari.getDynamicConfig('endpoint', 'phone')).toBeUndefined();
        },
      );
    });
  });

  test('a transport is shown as written, although Asterisk goes on with the old one until its next start', async () => {
    const text = '[transport-two]\ntype = transport\nprotocol = tcp\nbind = 127.0.0.1:0\n';
    await withFile(
      party,
      {
        name: 'pjsip.conf',
        change: (before) => `${before.replace('protocol = udp', 'protocol = tcp')}\n${text}`,
      },
      async () => {
        const first = await ari.getDynamicConfig('transport', 'transport-udp');
        expect(first?.get('protocol')).toBe('tcp');
        expect(await party.register('1003', 'pw1003')).toBe(200);
        const second = await ari.getDynamicConfig('transport', 'transport-two');
        expect(second?.get('protocol')).toBe('tcp');
      },
    );
    expect(await ari.getDynamicConfig('transport', 'transport-two')).toBeUndefined();
  });

  describe('an auth', () => {
    test.each([
      ['without a secret', 'username = u', false],
      ['without a user name', 'password = p', false],
      ['with a hash that is none', 'auth_type = md5\nusername = u\nmd5_cred = abc', false],
      ['with a password', 'username = u\npassword = p', true],
      ['of a type that is none', 'auth_type = guess\nusername = u\npassword = p', false],
    ])('%s', async (_kind, lines, isTaken) => {
      await managing(
        () => `[1212]\ntype = auth\n${lines}\n`,
        async () => {
          expect((await ari.getDynamicConfig('auth', '1212')) !== undefined).toBe(isTaken);
        },
      );
    });
  });

  describe('the codecs of an endpoint', () => {
    test.each([
      ['disallow = all\nallow = ulaw,alaw', '(ulaw|alaw)'],
      ['allow = ulaw\nallow = alaw', '(ulaw|alaw)'],
      ['allow = !all,opus,ulaw', '(opus|ulaw)'],
      ['allow = ulaw\ndisallow = ulaw', '(nothing)'],
      ['', '(nothing)'],
    ])('of %j are %s', async (lines, codecs) => {
      await managing(
        () => `[1213]\ntype = endpoint\n${lines}\n`,
        async () => {
          const endpoint = await ari.getDynamicConfig('endpoint', '1213');
          expect(endpoint?.get('allow')).toBe(codecs);
        },
      );
    });
  });

  describe('a broken PJSIP file', () => {
    test.each([
      ['an unknown option', 'colour = red'],
      ['a codec nobody has', 'allow = nosuch'],
      ['a value that is no number', 'rtp_timeout = soon'],
      ['a word that is none', 'dtmf_mode = morse'],
    ])('with %s loses that object and keeps the others', async (_kind, line) => {
      await managing(
        () =>
          `[1203]\ntype=endpoint\ncontext=from-internal\n${line}\n\n${extensionSections('1204', 'x')}`,
        async () => {
          expect(await ari.getDynamicConfig('endpoint', '1203')).toBeUndefined();
          expect(await ari.getDynamicConfig('endpoint', '1204')).toBeDefined();
        },
      );
    });

    test('that breaks an object that was good keeps it as it was', async () => {
      await managing(
        () => extensionSections('1205', 'before'),
        async () => {
          await managing(
            (before) =>
              before
                .replace('language = uz', '')
                .replace('direct_media = no', 'direct_media = no\nallow = nosuch'),
            async () => {
              expect((await ari.getDynamicConfig('endpoint', '1205'))?.get('allow')).toBe(
                '(ulaw|alaw)',
              );
            },
          );
        },
      );
    });

    test('with the same object twice changes nothing of that type', async () => {
      const twice = '[1001]\ntype=endpoint\ncontext=from-internal\n';
      await managing(
        () => `${extensionSections('1206', 'pw')}\n${twice}`,
        async () => {
          expect(await ari.getDynamicConfig('endpoint', '1206')).toBeUndefined();
          expect(await ari.getDynamicConfig('endpoint', '1001')).toBeDefined();
          expect(await ari.getDynamicConfig('auth', '1206')).toBeDefined();
          expect(await ari.getDynamicConfig('aor', '1206')).toBeDefined();
        },
      );
    });

    test('with a bracket missing in an included file loses what follows in that file', async () => {
      await managing(
        () =>
          `${extensionSections('1207', 'pw')}[1208\ntype=endpoint\n${extensionSections('1209', 'pw')}`,
        async () => {
          expect(await ari.getDynamicConfig('endpoint', '1207')).toBeDefined();
          expect(await ari.getDynamicConfig('endpoint', '1208')).toBeUndefined();
          expect(await ari.getDynamicConfig('endpoint', '1209')).toBeUndefined();
          expect(await ari.getDynamicConfig('endpoint', '1001')).toBeDefined();
        },
      );
    });

    test('with a bracket missing in pjsip.conf itself keeps everything', async () => {
      await withFile(
        party,
        {
          name: 'pjsip.conf',
          change: (before) => `[1209\n${before}\n${extensionSections('1210', 'x')}`,
        },
        async () => {
          expect(await ari.getDynamicConfig('endpoint', '1001')).toBeDefined();
          expect(await ari.getDynamicConfig('endpoint', '1210')).toBeUndefined();
        },
      );
    });
  });

  describe('a phone', () => {
    test('that signs in makes its endpoint online', async () => {
      expect(await ari.getEndpoint('1001')).toMatchObject({ state: 'offline' });
      expect(await party.register('1001', 'pw1001')).toBe(200);
      expect(await ari.getEndpoint('1001')).toMatchObject({ state: 'online' });
      expect(await ari.getEndpoint('1002')).toMatchObject({ state: 'offline' });
    });

    test('stays online through a reload', async () => {
      expect(await party.register('1001', 'pw1001')).toBe(200);
      await ari.reloadModule('res_pjsip.so');
      expect(await ari.getEndpoint('1001')).toMatchObject({ state: 'online' });
    });

    test.each([
      ['with a wrong password', '1002', 'wrong', 401],
      ['that nobody knows', '1999', 'pw', 401],
    ])('%s is refused', async (_kind, username, password, status) => {
      expect(await party.register(username, password)).toBe(status);
    });

    test.each([
      ['without a place for a contact', 'type=aor\n', 403],
      ['without an AOR', 'type=nothing\n', 404],
      [
        'with a contact that is no SIP address',
        'type=aor\nmax_contacts=1\ncontact=sip/1211\n',
        404,
      ],
    ])('%s is refused', async (_kind, aor, status) => {
      await managing(
        () =>
          extensionSections('1211', 'pw1211').replace(
            /type = aor\s+max_contacts = 1\s+remove_existing = yes\s+/,
            aor,
          ),
        async () => {
          expect(await party.register('1211', 'pw1211')).toBe(status);
        },
      );
    });
  });

  describe('reloads at once', () => {
    const many = Array.from({ length: 1_500 }, (_, n) =>
      extensionSections(String(20_000 + n), 'x'),
    );

    test('are refused with 409, and waited for by the adapter', async () => {
      await managing(
        () => many.join(''),
        async () => {
          const path = '/ari/asterisk/modules/res_pjsip.so';
          const answers: Awaited<ReturnType<typeof rawRequest>>[] = [];
          const find = (wanted: number) => answers.find(({ status }) => status === wanted);
          // A busy machine may handle some one after the other.
          while (!find(409)) {
            const some = Array.from({ length: 6 }, () => rawRequest(party, 'PUT', path));
            answers.push(...(await Promise.all(some)));
          }
          expect(find(204)).toBeDefined();
          expect(find(409)?.text).toBe('{"message":"Another reload is currently in progress"}');
          expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
          await Promise.all(Array.from({ length: 4 }, () => ari.reloadModule('res_pjsip.so')));
        },
      );
    });
  });
});
