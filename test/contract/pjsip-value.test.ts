import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AriRest, PjsipObjectType } from '../../src/asterisk/ari-rest.ts';
import { isSamePjsipValue } from '../../src/asterisk/pjsip-value.ts';
import { ariOf, startEmulatedPbx, startRealAsterisk, type PbxParty } from './pbx-party.ts';

/** What may be written for an attribute; the values of one inner list mean the same to Asterisk. */
type Meanings = readonly (readonly string[])[];

const onOff: Meanings = [
  ['yes', 'true', 'on', '1', 'y', 'YES'],
  ['no', 'false', 'off', '0', 'n'],
];

const endpoint: Readonly<Record<string, Meanings>> = {
  context: [['from-internal'], ['From-Internal']],
  transport: [['transport-udp']],
  allow: [
    ['ulaw,alaw', 'ulaw, alaw', '!all,ulaw,alaw', 'ULAW,alaw', 'ulaw:20,alaw', 'ulaw,alaw,ulaw'],
    ['alaw,ulaw'],
    ['ulaw', 'ulaw,alaw,!alaw'],
    ['opus,ulaw,alaw'],
  ],
  auth: [['1001'], ['1001,1002', '1001, 1002']],
  aors: [['1001'], ['1001,1002', '1001, 1002']],
  callerid: [
    ['Operator 1001 <1001>', '"Operator 1001" <1001>', 'Operator 1001<1001>'],
    ['Operator <1001>', ' Operator  <1 0-01>'],
    ['1001', '<1001>', '"" <1001>', '1001 <>'],
    ['Ali', '"Ali"', '<Ali>'],
    ['Ali (sotuv)'],
    ['Oʻktam, Aʼlo <12>', '"Oʻktam, Aʼlo" <12>'],
    ['A "B" C <5>'],
    ['Ali <+998901234567>', 'Ali <+998 90 123-45-67>'],
    ['*97 <*97>'],
    ['asreceived'],
  ],
  direct_media: onOff,
  rtp_symmetric: onOff,
  force_rport: onOff,
  rewrite_contact: onOff,
  webrtc: onOff,
  ice_support: onOff,
  allow_transfer: onOff,
  send_connected_line: onOff,
  media_encryption: [['no'], ['sdes', 'SDES'], ['dtls']],
  dtmf_mode: [['rfc4733'], ['info', 'INFO'], ['inband'], ['auto'], ['auto_info'], ['none']],
  identify_by: [
    ['username'],
    ['username,ip', 'username, ip', 'Username,IP'],
    ['ip,username'],
    ['auth_username,username'],
  ],
  language: [['uz'], ['ru_RU']],
  mailboxes: [['1001@default'], ['1@a,2@b', '1@a, 2@b']],
  '100rel': [['no'], ['yes'], ['required']],
  timers: [['no'], ['yes'], ['always', 'forced']],
  connected_line_method: [['update'], ['invite', 'reinvite']],
  dtls_verify: [['yes'], ['no'], ['fingerprint']],
  rtp_timeout: [['30'], ['60']],
  accountcode: [['sales'], ['Sales']],
  call_group: [['1,3-5', '3-5, 1', '1,3,4,5', '1,3,4,5,3'], ['1'], ['0-9'], ['10,9', '9,10']],
  pickup_group: [['2-3'], ['2,4']],
  named_call_group: [['sales,support', 'support,sales'], ['sales'], ['Sales']],
  tos_audio: [
    ['ef', 'EF', '184', '0xB8'],
    ['cs3', '96'],
    ['af41', '136'],
    ['af12'],
    ['cs1'],
    ['0'],
  ],
};

const auth: Readonly<Record<string, Meanings>> = {
  auth_type: [['userpass', 'digest', 'USERPASS']],
  username: [['1001'], ['ali'], ['Ali']],
  password: [['Ab-_9yes'], ['ab-_9yes'], ['yes'], ['a b'], ['true']],
  md5_cred: [['0123456789abcdef0123456789abcdef'], ['1123456789abcdef0123456789abcdef']],
  realm: [['asterisk'], ['navbatchi']],
};

const aor: Readonly<Record<string, Meanings>> = {
  max_contacts: [['1'], ['10']],
  remove_existing: onOff,
  remove_unavailable: onOff,
  qualify_frequency: [['30'], ['60']],
  qualify_timeout: [['3', '3.0'], ['5.5']],
  minimum_expiration: [['60'], ['90']],
  maximum_expiration: [['3600'], ['7200']],
  default_expiration: [['120'], ['3600']],
  mailboxes: [['1001@default']],
  contact: [['sip:1.2.3.4:5060'], ['sip:a@1.2.3.4:5060,sip:b@1.2.3.4']],
};

/** What an object needs besides, so that Asterisk takes the attribute in question. */
function company(type: PjsipObjectType, attribute: string): readonly string[] {
  if (type !== 'auth') return [];
  const all = ['username=u', ...(attribute === 'md5_cred' ? ['auth_type=md5'] : ['password=p'])];
  return all.filter((line) => !line.startsWith(`${attribute}=`));
}

type Sample = {
  readonly id: string;
  readonly type: PjsipObjectType;
  readonly attribute: string;
  readonly meaning: number;
  readonly written: string;
};

const samples: readonly Sample[] = Object.entries({ endpoint, auth, aor } as const)
  .flatMap(([type, attributes]) =>
    Object.entries(attributes).flatMap(([attribute, meanings]) =>
      meanings.flatMap((values, meaning) =>
        values.map((written) => ({ type, attribute, meaning, written })),
      ),
    ),
  )
  .map((sample, index) => ({ ...sample, type: sample.type as PjsipObjectType, id: `s${index}` }));

describe.each([
  ['the real Asterisk 22', startRealAsterisk],
  ['the emulated PBX', startEmulatedPbx],
])('in %s', (_, start) => {
  let party: PbxParty;
  let ari: AriRest;

  beforeAll(async () => {
    party = await start();
    const sections = samples.map(({ id, type, attribute, written }) =>
      [`[${id}]`, `type=${type}`, ...company(type, attribute), `${attribute}=${written}`, ''].join(
        '\n',
      ),
    );
    await appendFile(join(party.etc, 'pjsip.conf'), `\n${sections.join('\n')}`);
    await party.reload('res_pjsip.so');
    ari = await ariOf(party);
  });

  afterAll(async () => {
    await party.stop();
  });

  describe.each(['endpoint', 'auth', 'aor'] as const)('a value of an %s', (type) => {
    const ofType = samples.filter((sample) => sample.type === type);
    test.each([...new Set(ofType.map(({ attribute }) => attribute))])(
      'for %s is the one it runs with, exactly when it means the same',
      async (attribute) => {
        const alike = ofType.filter((sample) => sample.attribute === attribute);
        for (const { id, meaning, written } of alike) {
          const running = (await ari.getDynamicConfig(type, id))?.get(attribute);
          expect(running, `${attribute}=${written}`).toBeTypeOf('string');
          for (const other of alike) {
            expect(
              isSamePjsipValue(attribute, other.written, running),
              `written ${other.written}, running ${running}`,
            ).toBe(other.meaning === meaning);
          }
        }
      },
    );
  });

  test('nothing is shown of disallow, deny and permit, and that agrees with anything', async () => {
    const running = await ari.getDynamicConfig('endpoint', 's0');
    for (const attribute of ['disallow', 'deny', 'permit']) {
      expect(running?.has(attribute)).toBe(false);
      expect(isSamePjsipValue(attribute, 'all', running?.get(attribute))).toBe(true);
    }
    expect(isSamePjsipValue('no_such_attribute', 'x', running?.get('no_such_attribute'))).toBe(
      false,
    );
  });
});
