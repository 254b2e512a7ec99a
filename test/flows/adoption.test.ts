import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp, startBaresip } from '../support/phones.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const password = 'Kabutar-7-osmonda';

/** The guides' own template (S45–S47), the line that breaks it among them. */
const guide = (number: string) => `[${number}]
type = aor
contact = sip/${number}

[${number}]
type = endpoint
context = from-internal
disallow = all
allow = ulaw
allow = alaw
auth = ${number}-auth
aors = ${number}

[${number}-auth]
type = auth
auth_type = userpass
username = ${number}
password = ${password}
`;

/** As people write it: three sections of one name. */
const sameNames = (number: string, name: string) => `; ${name}'s phone
[${number}]
type=endpoint
context=from-internal
disallow=all
allow=alaw,ulaw
auth=${number}
aors=${number}
callerid=${name} <${number}>
call_group=1
pickup_group=1
dtmf_mode=rfc4733
mailboxes=${number}@default
rtp_symmetric=yes ; his router
[${number}]
type=auth
username=${number}
password=${password}
[${number}]
type=aor
max_contacts=1
qualify_frequency=30
`;

/** Settings as they are found in the wild. */
const settings = [
  ...['callerid="Aziz Karimov" <1021>', 'language=ru', 'accountcode=sales', 'call_group=1,3-5'],
  ...['pickup_group=1', 'named_call_group=support,sales', 'mailboxes=1021@default,1000@default'],
  ...[
    'dtmf_mode=auto',
    'direct_media=No',
    'rtp_symmetric=1',
    'force_rport=true',
    'trust_id_inbound=on',
  ],
  ...['send_pai=yes', 'send_rpid=yes', 'device_state_busy_at=2', 'tos_audio=ef', 'cos_audio=5'],
  ...[
    'tos_video=af41',
    'allow_transfer=no',
    'allow_subscribe=yes',
    'sub_min_expiry=60',
    'rtp_timeout=60',
  ],
  ...['rtp_timeout_hold=300', 'rtp_keepalive=15', 'timers=required', 'timers_min_se=100'],
  ...['t38_udptl=yes', 't38_udptl_ec=redundancy', 'fax_detect=yes', 'moh_suggest=default'],
  ...['set_var=A=1', 'set_var=B=2', 'outbound_proxy=sip:127.0.0.1:5999', 'from_user=1021'],
  ...['identify_by=username,auth_username', 'one_touch_recording=yes', 'inband_progress=no'],
  ...['media_encryption=no', 'ice_support=no', 'use_avpf=no', '100rel=no', 'user_eq_phone=no'],
  ...['connected_line_method=reinvite', 'callerid_privacy=prohib', 'max_audio_streams=1'],
  ...['message_context=from-internal', 'subscribe_context=from-internal', 'contact_user=1021'],
  ...['disallow=all', 'allow=!all,ulaw,alaw,g722', 'voicemail_extension=*97', 'tone_zone=us'],
  ...['deny=0.0.0.0/0', 'permit=127.0.0.0/8', 'record_on_feature=automon', 'context=from-internal'],
];
const settled = (number: string) => `[${number}]
type=endpoint
${settings.join('\n')}
auth=${number}
aors=${number}
[${number}]
type=auth
auth_type=userpass
username=${number}
password=${password}
realm=asterisk
nonce_lifetime=40
[${number}]
type=aor
max_contacts=3
default_expiration=600
minimum_expiration=30
maximum_expiration=3600
qualify_frequency=15
qualify_timeout=2.5
authenticate_qualify=no
support_path=yes
mailboxes=${number}@default
`;

describe.runIf(hasAsterisk).each([22, 16] as const)('adoption with Asterisk %i', (version) => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let shipped: string;

  const file = (name: string) => path.join(asterisk.etc, name);
  const textOf = (name: string) => readFile(file(name), 'latin1');
  const managed = () => textOf('pjsip_navbatchi.conf');

  beforeAll(async () => {
    asterisk = await startAsterisk({ version });
    shipped = await textOf('pjsip.conf');
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram);
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(file('pjsip_navbatchi.conf'), { force: true });
  });

  async function writeByHand(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) await writeFile(file(name), text, 'latin1');
    await asterisk.reload('res_pjsip.so');
  }

  async function adopt(button: string): Promise<void> {
    await owner.taps(button);
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Boshqaruvga olinsin');
    await owner.sees(/boshqaruvga olish: bajarildi/);
  }

  async function undo(): Promise<void> {
    await owner.taps('Ortga qaytarish');
    await owner.sees(/Ortga qaytarish.*kiritilsinmi/s);
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish.*bajarildi/);
  }

  const account = (username: string) => ({ sipPort: asterisk.sipPort, username, password });

  test('the guides’ own template is flagged with its reason, adopted, and a phone registers', async () => {
    const byHand = `${shipped}\n${guide('1001')}`;
    await writeByHand({ 'pjsip.conf': byHand });
    expect((await registerWithSipp(account('1001'))).status).toBe(404);

    await owner.says('/extensions');
    await owner.taps('⚠️ 1001');
    const card = await owner.sees(/Qoʻlda yozilgan/);
    expect(card.text).toMatch(
      /⛔️ \[1001\]: contact «sip\/1001» SIP manzil \(sip:…\) emas.*pjsip\.conf:\d+/,
    );

    await owner.taps('Boshqaruvga olish');
    const plan = await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(plan.text).toContain('contact qatori olib tashlanadi: sip/1001');
    expect(plan.text).toContain('max_contacts = 1 qoʻshiladi');
    expect(plan.text).not.toContain(password);
    await owner.taps('Boshqaruvga olinsin');
    await owner.sees(/boshqaruvga olish: bajarildi/);
    expect(await textOf('pjsip.conf')).not.toContain('[1001]');
    expect(await managed()).toContain(
      '[1001]\ntype = aor\nmax_contacts = 1\nremove_existing = yes\n',
    );
    expect(await registerWithSipp(account('1001'))).toEqual({ status: 200 });

    await undo();
    expect(await textOf('pjsip.conf')).toBe(byHand);
    await expect(managed()).rejects.toThrow('ENOENT');
  });

  test('a phone stays registered and its call goes on while its extension is adopted', async () => {
    await writeByHand({
      'pjsip.conf': `${shipped}\n${sameNames('1011', 'Olim')}\n${sameNames('1012', 'Nodira')}`,
    });
    const phones = await Promise.all(['1011', '1012'].map((one) => startBaresip(account(one))));
    const [from, to] = phones;
    if (!from || !to) throw new Error('no phones');
    await Promise.all(phones.map((phone) => phone.registered()));
    await from.dial('1012');
    await to.ringing();
    await to.accept();
    await Promise.all(phones.map((phone) => phone.answered()));
    const contacts = async () =>
      (await asterisk.cli('pjsip show contacts')).match(/101[12]\/sip\S+/g);
    const before = await contacts();
    expect(before).toHaveLength(2);

    await owner.says('/extensions');
    const watch = watchEndpoints(asterisk, ['1011', '1012']);
    await adopt('Boshqaruvga olish (2)');
    const seen = await watch.stop();
    expect(seen.looks).toBeGreaterThan(20);
    expect(seen.troubles).toEqual([]);
    expect(await contacts()).toEqual(before);
    expect(await asterisk.cli('core show channels count')).toContain('1 active call');
    await from.hangUp();
    await to.ended();
    await Promise.all(phones.map((phone) => phone.stop()));
    expect(await registerWithSipp(account('1011'))).toEqual({ status: 200 });
    const text = await managed();
    expect(text).toContain("; Olim's phone\n; his router\n[1011]\ntype = endpoint");
    expect(text).toMatch(
      /call_group = 1\npickup_group = 1\ndtmf_mode = rfc4733\nmailboxes = 1011@default/,
    );
  });

  test('included files, templates and CRLF: undo brings every byte back, others’ work stays', async () => {
    const own = shipped.replace(/\n;[^\n]*\n;[^\n]*\n#tryinclude [^\n]*\n$/, '\n');
    expect(own).not.toContain('#tryinclude');
    const crlf = sameNames('1003', 'Aziz').replaceAll('\n', '\r\n');
    const main = `${own}
[phone](!)
type=endpoint
context=from-internal
disallow=all
allow=alaw

[login](!)
type=auth
auth_type=userpass
password=${password}

#include phones_by_hand.conf
#include crlf_by_hand.conf
`;
    const included = `; phones of the first floor

[1001](phone)
allow=ulaw
auth=auth1001
aors=1001
[auth1001](login)
username=1001
[1001]
type=aor
max_contacts=2

; the second
[1002](phone)
auth=1002
aors=1002
[1002](login)
username=1002
[1002]
type=aor
max_contacts=1
remove_existing=yes
`;
    const files = { 'phones_by_hand.conf': included, 'crlf_by_hand.conf': crlf };
    await writeByHand({ ...files, 'pjsip.conf': main });
    expect(await registerWithSipp(account('1001'))).toEqual({ status: 200 });

    await owner.says('/extensions');
    await adopt('Boshqaruvga olish (3)');
    expect(await textOf('phones_by_hand.conf')).toBe('; phones of the first floor\n\n');
    expect(await textOf('crlf_by_hand.conf')).toBe('');
    expect(await textOf('pjsip.conf')).toBe(`${main}\n#tryinclude pjsip_navbatchi.conf\n`);
    const text = await managed();
    expect(text.match(/^\[.*\]$/gm)).toEqual(
      ['1001', '1002', '1003'].flatMap((one) => [`[${one}]`, `[${one}-auth]`, `[${one}]`]),
    );
    expect(text).toContain('allow = alaw,ulaw\nauth = 1001-auth\naors = 1001\n');
    for (const one of ['1001', '1002', '1003']) {
      expect(await registerWithSipp(account(one))).toEqual({ status: 200 });
    }
    await undo();
    expect(await textOf('pjsip.conf')).toBe(main);
    for (const [name, before] of Object.entries(files)) expect(await textOf(name)).toBe(before);
    await expect(managed()).rejects.toThrow('ENOENT');
    await rm(file('phones_by_hand.conf'));
    await rm(file('crlf_by_hand.conf'));
  });

  test('settings that we would not write ourselves move as they are and prove themselves', async () => {
    await writeByHand({ 'pjsip.conf': `${shipped}\n${settled('1021')}` });
    await owner.says('/extensions 1021');
    await owner.sees(/Qoʻlda yozilgan/);
    await adopt('Boshqaruvga olish');
    const text = await managed();
    const kept = settings.filter((line) => !/^(dis)?allow=/.test(line));
    for (const line of kept) expect(text).toContain(line.replace('=', ' = '));
    expect(await registerWithSipp(account('1021'))).toEqual({ status: 200 });
    await undo();
  });

  test('undo leaves what was made meanwhile between those adopted, and the line that includes it', async () => {
    const own = shipped.replace(/\n;[^\n]*\n;[^\n]*\n#tryinclude [^\n]*\n$/, '\n');
    const main = `${own}\n${sameNames('1031', 'Olim')}\n${sameNames('1033', 'Aziz')}`;
    await writeByHand({ 'pjsip.conf': main });
    await owner.says('/extensions');
    await adopt('Boshqaruvga olish (2)');
    const [first, second = ''] = (await managed()).split("; Aziz's phone");
    const meanwhile = sameNames('1032', 'Nodira');
    await writeByHand({
      'pjsip_navbatchi.conf': `${first ?? ''}${meanwhile}\n; Aziz's phone${second}`,
    });
    await undo();
    expect(await textOf('pjsip.conf')).toBe(`${main}\n#tryinclude pjsip_navbatchi.conf\n`);
    expect(await managed()).toContain(meanwhile);
    expect(await managed()).not.toContain('[1031]');
    for (const one of ['1031', '1032', '1033']) {
      expect(await registerWithSipp(account(one))).toEqual({ status: 200 });
    }
  });

  test('a password from the guides is kept, told of, and a new one offered', async () => {
    const text = sameNames('1041', 'Olim').replace(password, 'CallCenter2025');
    await writeByHand({ 'pjsip.conf': `${shipped}\n${text}` });
    await owner.says('/extensions 1041');
    const card = await owner.sees(/Parol qoʻllanmalardan olingan/);
    expect(card.text).not.toContain('CallCenter2025');
    await adopt('Boshqaruvga olish');
    await owner.sees(/Paroli oson: 1041/);
    const known = { ...account('1041'), password: 'CallCenter2025' };
    expect(await registerWithSipp(known)).toEqual({ status: 200 });
    await owner.taps('Yangi parol');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(owner.screen()).not.toContain('CallCenter2025');
  });

  test('a trunk is left alone, and what is shared or without a password is refused with its reason', async () => {
    await writeByHand({
      'pjsip.conf': `${shipped}
${sameNames('1001', 'Olim').replace('auth=1001', 'auth=both').replace('[1001]\ntype=auth', '[both]\ntype=auth')}
${sameNames('1002', 'Nodira').replace('auth=1002', 'auth=both')}
[1003]
type=endpoint
context=from-internal
allow=alaw
aors=1003
[1003]
type=aor
max_contacts=1
[1004]
type=endpoint
context=from-internal
allow=alaw
aors=1004
[1004]
type=aor
contact=sip:127.0.0.1:5099
[1004]
type=identify
endpoint=1004
match=127.0.0.2
`,
    });
    const before = await textOf('pjsip.conf');
    await owner.says('/extensions');
    await owner.taps('1003');
    const open = await owner.sees(/Parol soʻralmaydi/);
    expect(open.text).toContain('⚠️');
    await owner.taps('Boshqaruvga olish');
    await owner.sees(/1003: paroli yoʻq/);
    await owner.says('/extensions 1004');
    const trunk = await owner.sees(/provayder bilan aloqa/);
    expect(trunk.buttons.map(({ label }) => label).join()).not.toContain('Boshqaruvga');
    await owner.says('/extensions 1001');
    await owner.sees(/Olim/);
    await owner.taps('Boshqaruvga olish');
    await owner.sees(/1001: auth yoki aor boʻlimidan boshqa raqam ham foydalanadi/);
    expect(await textOf('pjsip.conf')).toBe(before);
  });
});

/** Asks ARI again and again whether the endpoints are there and online; names each time one was not. */
function watchEndpoints(asterisk: TestAsterisk, numbers: readonly string[]) {
  const { username, password: secret } = asterisk;
  const authorization = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
  const troubles: string[] = [];
  let looks = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const number of numbers) {
        const url = `${asterisk.ariUrl}/endpoints/PJSIP/${number}`;
        const response = await fetch(url, { headers: { authorization } });
        const body = await response.text();
        const isThere = response.ok && body.includes('"online"');
        if (!isThere) troubles.push(`${response.status} ${body}`);
      }
      looks += 1;
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await watching;
      return { looks, troubles };
    },
  };
}
