import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parseAriSessions,
  parseAriUsers,
  parseContacts,
  parseLiveCalls,
  parseLogFiles,
} from '../../src/asterisk/cli-answer.ts';

// Printed by Asterisk 22.10.1 (Debian), 2026-11-21; a phone chose the user agent of 1001.
const contacts = `
  Contact:  <Aor/ContactUri..............................> <Hash....> <Status> <RTT(ms)..>
==========================================================================================

  Contact:  1001/sip:1001-abcdefghijklmnopqrstuvwxyz@127.0 be8a415504 NonQual        -nan
  Contact:  1002/sip:1002-0x555573035460@127.0.0.1:22204   7de511fc9e Avail         0.429
  Contact:  trunk/sip:203.0.113.5:5060                     0123456789 Unavail        -nan

Objects found: 3

`;
const registrations = `/registrar/contact/1001;@be8a415504c002ba6199433fc5c112a7: {"via_addr":"127.0.0.1","qualify_timeout":"3.000000","via_port":"38229","uri":"sip:1001-abcdefghijklmnopqrstuvwxyz@127.0.0.1:38229;transport=udp","user_agent":"Ev\\"il\\\\ <a> 日本 phone/1.0 : {\\"x\\":1}","expiration_time":"1795238663"}
/registrar/contact/1002;@7de511fc9efff2de908cb22706028868: {"via_addr":"127.0.0.1","via_port":"22204","uri":"sip:1002-0x555573035460@127.0.0.1:22204","user_agent":"baresip v1.1.0 (x86_64/linux)","expiration_time":"1795238663"}
2 results found.
`;

describe('contacts', () => {
  test('are joined with their registrations, whatever the phone says of itself', () => {
    const [cut, whole, fixed] = parseContacts(contacts, registrations);
    expect(cut).toEqual({
      aor: '1001',
      uri: 'sip:1001-abcdefghijklmnopqrstuvwxyz@127.0.0.1:38229;transport=udp',
      status: 'NonQual',
      roundTripMs: undefined,
      userAgent: 'Ev"il\\ <a> 日本 phone/1.0 : {"x":1}',
      address: '127.0.0.1:38229',
      ownAddress: '127.0.0.1:38229',
      expiresAt: new Date('2026-11-21T05:24:23Z'),
    });
    expect(whole).toMatchObject({ aor: '1002', status: 'Avail', roundTripMs: 0.429 });
    expect(fixed).toMatchObject({ aor: 'trunk', userAgent: undefined, expiresAt: undefined });
  });

  test('are none when there are none, or when what was printed is something else', () => {
    expect(parseContacts('No objects found.\n', '0 results found.\n')).toEqual([]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(() => parseContacts(one, other)).not.toThrow();
      }),
    );
  });
});

test('event sessions are read with their apps', () => {
  const printed = `Connection ID                         Type            RemoteAddr                       State Apps            
------------------------------------- --------------- -------------------------------- ----- ----------------
ad36f588-429c-4953-899e-896357e4fdbc  inbound         127.0.0.1:41530                  Up    another,navbatchi
de43020b-96e8-4414-ac79-4d01295b913b  inbound         127.0.0.1:41522                  Down  
`;
  expect(parseAriSessions(printed)).toEqual([
    {
      id: 'ad36f588-429c-4953-899e-896357e4fdbc',
      remoteAddress: '127.0.0.1:41530',
      apps: ['another', 'navbatchi'],
    },
    { id: 'de43020b-96e8-4414-ac79-4d01295b913b', remoteAddress: '127.0.0.1:41522', apps: [] },
  ]);
});

test('the users of ARI are read, with the column of access lists and without', () => {
  const newer =
    'r/o?  ACL?  Username\n----  ----  --------\nNo    No    backend\nYes   Yes   reader\n';
  const older = 'r/o?  Username\n----  --------\nNo    backend\nYes   reader\n';
  const users = [
    { name: 'backend', isReadOnly: false },
    { name: 'reader', isReadOnly: true },
  ];
  expect(parseAriUsers(newer)).toEqual(users);
  expect(parseAriUsers(older)).toEqual(users);
});

test('live calls are counted, with a limit set or not', () => {
  const limited =
    '2 of 50 max active channels ( 4.00% of capacity)\n1 of 25 max active calls (…)\n7 calls processed\n';
  expect(parseLiveCalls(limited)).toEqual({ channels: 2, calls: 1, processed: 7 });
  const single = '1 active channel\n1 active call\n1 call processed\n';
  expect(parseLiveCalls(single)).toEqual({ channels: 1, calls: 1, processed: 1 });
});

test('of what Asterisk logs to, the files that are written now are read', () => {
  const printed = `Logger queue limit: 1000

Channel                             Type     Formatter  Status    Configuration
-------                             ----     ---------  ------    -------------
/var/log/asterisk/messages.log      File     default    Enabled    - NOTICE WARNING ERROR 
/var/log/asterisk/debug             File     default    Disabled   - DEBUG 
/var/log/asterisk/a-name-that-is-cu File     default    Enabled    - NOTICE 
                                    Console             Enabled    - NOTICE WARNING ERROR 
`;
  expect(parseLogFiles(printed)).toEqual([
    { path: '/var/log/asterisk/messages.log', levels: ['NOTICE', 'WARNING', 'ERROR'] },
  ]);
  const older = '/var/log/asterisk/messages          File     Enabled    - NOTICE WARNING \n';
  expect(parseLogFiles(older)).toHaveLength(1);
});
