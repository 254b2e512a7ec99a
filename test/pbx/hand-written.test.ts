import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseConf, printConf } from '../../src/files/conf-document.ts';
import { removeAll } from '../../src/files/conf-section-removal.ts';
import { readConfTree } from '../../src/files/conf-tree.ts';
import { planAdoption, type Adoption } from '../../src/pbx/adoption.ts';
import { judgeHandWritten } from '../../src/pbx/hand-written-findings.ts';
import type { Pbx } from '../../src/pbx/pbx.ts';
import { liveExtensions, wizardExtensions } from '../../src/pbx/read-extensions.ts';
import { memorySource } from '../files/memory-source.ts';

const password = 'Kabutar-7-osmonda';
const policy = { dialplanContext: 'from-internal', codecs: ['ulaw', 'alaw'] };
const transport = '[udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0\n';
const endpoint = (more = '') =>
  `[1001]\ntype=endpoint\ncontext=from-internal\ndisallow=all\nallow=ulaw\nauth=1001\naors=1001\n${more}`;
const auth = `[1001]\ntype=auth\nusername=1001\npassword=${password}\n`;
const aor = '[1001]\ntype=aor\nmax_contacts=1\nremove_existing=yes\n';
const good = transport + endpoint() + auth + aor;

async function pbxOf(text: string, wizardText = ''): Promise<Pbx> {
  const source = memorySource({ '/e/pjsip.conf': text, '/e/pjsip_wizard.conf': wizardText });
  const tree = await readConfTree(source, '/e/pjsip.conf', '/e');
  const wizard = await readConfTree(source, '/e/pjsip_wizard.conf', '/e');
  return {
    ...{ folder: { configFolder: '/e', managedFile: 'ours.conf' }, mainPath: '/e/pjsip.conf' },
    ...{ mainText: text, managedPath: '/e/ours.conf', managedText: undefined, tree, wizard },
    extensions: [
      ...liveExtensions(tree.objects, '/e/ours.conf'),
      ...wizardExtensions(wizard.objects),
    ],
    ...{ takenIds: new Set<string>(), tlsTransport: undefined },
  };
}

async function findings(text: string, version = '22.10.1', wizardText = '') {
  const found = judgeHandWritten(await pbxOf(text, wizardText), { version, policy });
  return (found.get('1001') ?? []).map(({ severity, key, line }) => `${severity} ${key} ${line}`);
}

describe('what is said of an extension written by hand', () => {
  test('nothing of a good one', async () => {
    expect(await findings(good)).toEqual([]);
  });

  test.each([
    [
      'a contact that is no address',
      aor,
      aor.replace('max_contacts=1', 'contact=sip/1001'),
      'broken fault-contact-invalid 16',
    ],
    ['no place for a phone', aor, '[1001]\ntype=aor\n', 'broken fault-no-contacts 16'],
    [
      'one place that is never given back',
      'remove_existing=yes\n',
      '',
      'risky finding-one-place 16',
    ],
    ['no auth', 'auth=1001\n', '', 'risky finding-open 5'],
    ['an auth that is not there', 'auth=1001\n', 'auth=x\n', 'broken fault-auth-missing 5'],
    ['no aors', 'aors=1001\n', '', 'broken finding-no-aors 5'],
    ['no codec', 'allow=ulaw\n', '', 'broken finding-no-codecs 5'],
    ['another context', 'from-internal', 'other', 'note finding-other-context 5'],
    ['no context', 'context=from-internal\n', '', 'risky fault-no-context 5'],
    ['no transport', transport, '', 'broken fault-no-transport 1'],
    [
      'an unknown setting',
      'aors=1001\n',
      'aors=1001\ncallgroup=1\n',
      'broken fault-unknown-setting 5',
    ],
    ['a weak password', password, 'abc123', 'risky finding-password-weak 12'],
    ['a published password', password, 'CallCenter2025', 'risky finding-password-published 12'],
    [
      'a fixed address',
      'max_contacts=1',
      'contact=sip:1001@10.0.0.5',
      'note finding-fixed-address 16',
    ],
  ])('%s is told', async (_what, from, to, finding) => {
    expect(good).toContain(from);
    expect(await findings(good.replace(from, to))).toContain(finding);
  });

  test('what is fatal anywhere is told of everybody', async () => {
    expect(await findings(`${good}\n[1002]\ntype=aor\n[1002]\ntype=aor\n`)).toContain(
      'broken fault-duplicate-object 23',
    );
  });

  test('digest is told where Asterisk is too old for it, and only there', async () => {
    const text = good.replace('type=auth', 'type=auth\nauth_type=digest');
    expect(await findings(text, '16.28.0')).toEqual(['broken finding-digest 12']);
    expect(await findings(text)).toEqual([]);
  });

  test('a template, a wizard and a trunk are named', async () => {
    const template = '[t](!)\ndtmf_mode=auto\n';
    const inherited = good.replace('[1001]\ntype=endpoint', `${template}[1001](t)\ntype=endpoint`);
    expect(await findings(inherited)).toEqual(['note finding-template 7']);
    const wizard =
      '[1001]\ntype=wizard\naccepts_registrations=yes\nendpoint/context=from-internal\n';
    expect(await findings(transport, '22.10.1', wizard)).toEqual(['note finding-wizard 1']);
    const trunk = `${good}[1001]\ntype=identify\nendpoint=1001\nmatch=10.0.0.1\n`;
    expect(await findings(trunk)).toEqual(['note finding-trunk 5']);
  });

  test('no finding holds the password', async () => {
    const found = judgeHandWritten(await pbxOf(good.replace(password, 'abc123')), {
      ...{ version: '16.0', policy },
    });
    expect(JSON.stringify([...found])).not.toContain('abc123');
  });
});

async function adopt(text: string, wizardText = ''): Promise<Adoption> {
  const documents = new Map([['/e/pjsip.conf', parseConf(text)]]);
  const wanted = () => true;
  return planAdoption(await pbxOf(text, wizardText), documents, {
    ...{ wanted, version: '16.28.0', policy },
  });
}

const outcome = ({ adoptable, refused }: Adoption) => [
  ...adoptable.map(({ number, mends }) => `${number} ${mends.map(({ code }) => code).join(' ')}`),
  ...refused.map(({ number, because }) => `${number} not: ${because}`),
];

describe('adoption', () => {
  test.each([
    ['a good one moves as it is', good, ['1001 ']],
    [
      'a bad contact',
      good.replace('max_contacts=1', 'contact=sip/1001'),
      ['1001 contact max-contacts'],
    ],
    [
      'a setting Asterisk does not know',
      good.replace('aors=', 'callgroup=1\naors='),
      ['1001 unknown-setting'],
    ],
    [
      'a transport that is not there',
      good.replace('aors=', 'transport=tls\naors='),
      ['1001 transport'],
    ],
    ['no context', good.replace('context=from-internal\n', ''), ['1001 context']],
    ['no codec', good.replace('allow=ulaw\n', ''), ['1001 codecs']],
    ['an unknown codec', good.replace('allow=ulaw', 'allow=ulaw,foo'), ['1001 codec']],
    ['an auth too new', good.replace('username', 'auth_type=digest\nusername'), ['1001 auth-type']],
    ['no aor', good.replace(aor, ''), ['1001 aor']],
    [
      'an aor under another name',
      good.replace('aors=1001', 'aors=a').replace('[1001]\ntype=aor', '[a]\ntype=aor'),
      ['1001 aor-name'],
    ],
    ['no password', good.replace(`password=${password}\n`, ''), ['1001 not: open']],
    [
      'nothing at all for a password',
      good.replace('auth=1001\n', '').replace(auth, ''),
      ['1001 not: open'],
    ],
    [
      'two auths',
      `${good.replace('auth=1001', 'auth=1001,b')}[b]\ntype=auth\nusername=b\npassword=b\n`,
      ['1001 not: many'],
    ],
    ['a section written twice', good + aor, ['1001 not: twice']],
    [
      'a fixed address',
      good.replace('max_contacts=1', 'contact=sip:a@10.0.0.5'),
      ['1001 not: address'],
    ],
    ['a provider', good.replace('aors=', 'outbound_auth=1001\naors='), ['1001 not: trunk']],
    ['an addition', `${good}[1001](+)\nlanguage=ru\n`, ['1001 not: used']],
    [
      'a section in a block comment',
      good.replace('aors=1001\n', 'aors=1001 ;-- x --;\n'),
      ['1001 not: clever'],
    ],
    ['a value that needs an escape', good.replace(password, 'p\\;w'), ['1001 not: unwritable']],
    [
      'a name that is taken',
      `${good}[1001-auth]\ntype=auth\nusername=x\npassword=y\n`,
      ['1001 not: taken'],
    ],
  ])('%s', async (_what, text, expected) => {
    expect(outcome(await adopt(text))).toEqual(expected);
  });

  test('one that inherits from another moves with it, and holds it when it cannot move', async () => {
    const heir = good
      .slice(transport.length)
      .replaceAll('1001', '1002')
      .replace('[1002]', '[1002](1001)');
    expect(outcome(await adopt(good + heir)).map((line) => line.trim())).toEqual(['1001', '1002']);
    const stuck = heir.replace(`password=${password}\n`, '');
    expect(outcome(await adopt(good + stuck))).toEqual(['1002 not: open', '1001 not: used']);
  });

  test('codecs come to what Asterisk makes of all the lines', async () => {
    const lines = 'allow=gsm,alaw\ndisallow=all\nallow=!all,g722,ulaw:20\ndisallow=g722\n';
    const text = good.replace('disallow=all\nallow=ulaw\n', lines);
    const { adoptable } = await adopt(text);
    expect(adoptable[0]?.sections[0]?.settings).toContainEqual(['allow', 'ulaw:20']);
  });

  test('what stays of the file is what others wrote, and the remarks go along', async () => {
    const around = '; the site\n\n';
    const text = `${around}; Ali's phone\n${endpoint('language=ru ; he asked for it\n')}${auth}\n${aor}\n; others\n[x]\ntype=auth\n`;
    const { adoptable } = await adopt(text);
    const sections = adoptable.flatMap(({ leaving }) => leaving.map(({ section }) => section));
    expect(printConf(removeAll(parseConf(text), sections))).toBe(
      `${around}; others\n[x]\ntype=auth\n`,
    );
    expect(adoptable[0]?.sections[0]?.comment).toBe("Ali's phone\nhe asked for it");
  });
});

test('every finding and mend has its words in three languages', () => {
  const root = path.join(import.meta.dirname, '../../src');
  const codes = (file: string, shape: RegExp) =>
    [...readFileSync(path.join(root, 'pbx', file), 'utf8').matchAll(shape)].map(([, code]) => code);
  const wanted = [
    ...codes('hand-written-findings.ts', /(?:broken|risky|note)\(\w+, '([\w-]+)'/g).map(
      (code) => `finding-${code ?? ''}`,
    ),
    ...codes('adopted-sections.ts', /mend\('([\w-]+)'/g).map((code) => `mend-${code ?? ''}`),
  ];
  expect(wanted.length).toBeGreaterThan(20);
  for (const language of ['uz', 'ru', 'en']) {
    const text = readFileSync(path.join(root, 'pbx', `${language}.ftl`), 'utf8');
    for (const key of wanted) expect(text).toContain(`${key} = `);
  }
  const because = /readonly because:([^;]+);/.exec(
    readFileSync(path.join(root, 'pbx/adoption.ts'), 'utf8'),
  );
  const reasons = [...(because?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(([, code]) => code);
  expect(reasons.length).toBeGreaterThan(10);
  for (const language of ['uz', 'ru', 'en']) {
    const text = readFileSync(path.join(root, `features/adoption/${language}.ftl`), 'utf8');
    for (const reason of reasons) expect(text).toContain(`adoption-not-${reason ?? ''} = `);
  }
});
