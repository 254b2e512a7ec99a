import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConf, printConf } from '../../src/files/conf-document.ts';
import {
  changeKind,
  disableExtension,
  enableExtension,
  removeExtension,
  renameExtension,
  setPassword,
  updateAuthType,
} from '../../src/pbx/edit-extension.ts';
import {
  callerNameOf,
  normalizeName,
  phoneKinds,
  sectionsOf,
  type ExtensionPolicy,
  type PhoneKind,
} from '../../src/pbx/extension.ts';
import { insertExtension, managedHeader } from '../../src/pbx/insert-extension.ts';
import { disabledExtensions } from '../../src/pbx/read-extensions.ts';

const policy: ExtensionPolicy = {
  first: 1000,
  last: 1999,
  reserved: [],
  dialplanContext: 'from-internal',
  transport: 'transport-udp',
  codecs: ['ulaw', 'alaw'],
};
const tlsTransport = 'transport-tls';

function fileWith(...extensions: readonly (readonly [number: string, kind: PhoneKind])[]): string {
  return printConf(
    extensions.reduce(
      (document, [number, kind]) =>
        insertExtension(
          document,
          number,
          sectionsOf(
            {
              ...{ number, name: `Nomi ${'ABCDEFGH'[Number(number) % 8] ?? ''}`, kind },
              ...{ password: `pw-of-${number}`, asteriskVersion: '22.10.1', tlsTransport },
            },
            policy,
          ),
        ),
      parseConf(managedHeader),
    ),
  );
}

const three = fileWith(['1001', 'softphone'], ['1002', 'remote'], ['1003', 'desk']);

function edit(
  text: string,
  by: (document: ReturnType<typeof parseConf>) => ReturnType<typeof parseConf>,
) {
  return printConf(by(parseConf(text)));
}

/** What Asterisk reads of an extension's lines, in no order. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').toSorted();
}

describe('an extension switched off', () => {
  const off = edit(three, (document) => disableExtension(document, '1002'));

  test('is gone for Asterisk, still known to us, and its neighbours are as they were', () => {
    expect(off.split('\n').filter((line) => !line.startsWith(';~'))).toEqual(
      expect.arrayContaining(fileWith(['1001', 'softphone'], ['1003', 'desk']).split('\n')),
    );
    expect(off).not.toMatch(/^\[1002/m);
    expect(disabledExtensions(off, '/etc/x.conf')).toEqual([
      {
        ...{ number: '1002', name: 'Nomi C', kind: 'remote', authType: 'digest' },
        ...{ file: '/etc/x.conf', isManaged: true, isDisabled: true },
        line: three.split('\n').indexOf('[1002]') + 1,
      },
    ]);
  });

  test('comes back exactly as it was', () => {
    expect(edit(off, (document) => enableExtension(document, '1002'))).toBe(three);
  });

  test('is edited where it stands and stays off', () => {
    const renamed = edit(off, (document) => renameExtension(document, '1002', 'Oʻgʻiloy'));
    expect(disabledExtensions(renamed, '')[0]?.name).toBe('Oʻgʻiloy');
    const on = edit(renamed, (document) => enableExtension(document, '1002'));
    expect(on).toBe(edit(three, (document) => renameExtension(document, '1002', 'Oʻgʻiloy')));
  });

  test('can be removed', () => {
    expect(edit(off, (document) => removeExtension(document, '1002'))).toBe(
      fileWith(['1001', 'softphone'], ['1003', 'desk']),
    );
  });

  test('keeps its place when others are written around it', () => {
    const sections = sectionsOf(
      {
        ...{ number: '1000', name: 'Ali', kind: 'desk' },
        ...{ password: 'x', asteriskVersion: '22.10.1', tlsTransport },
      },
      policy,
    );
    const grown = ['1000', '1009'].reduce(
      (document, number) =>
        insertExtension(
          document,
          number,
          sections.map(({ name, settings }) => ({ settings, name: name.replace('1000', number) })),
        ),
      parseConf(off),
    );
    const numbers = [...printConf(grown).matchAll(/^(?:;~)?\[(\d+)\]$/gm)].map(
      ([, number]) => number,
    );
    expect([...new Set(numbers)]).toEqual(['1000', '1001', '1002', '1003', '1009']);
  });
});

test.each(phoneKinds.flatMap((from) => phoneKinds.map((to) => [from, to] as const)))(
  'a %s phone made a %s one has the settings of a new one',
  (from, kind) => {
    const changed = edit(fileWith(['1001', 'desk'], ['1002', from]), (document) =>
      changeKind(document, '1002', { kind, policy, tlsTransport }),
    );
    expect(linesOf(changed)).toEqual(linesOf(fileWith(['1001', 'desk'], ['1002', kind])));
  },
);

test('a transport chosen by hand stays when only the network changes', () => {
  const byHand = three.replaceAll('transport-udp', 'transport-tcp');
  const changed = edit(byHand, (document) =>
    changeKind(document, '1001', { kind: 'remote', policy, tlsTransport }),
  );
  expect(changed).not.toContain('transport-udp');
});

test('password and auth_type change their own lines only', () => {
  const changed = edit(three, (document) =>
    updateAuthType(setPassword(document, '1003', 'new-password-1A'), '1003', '16.28.0'),
  );
  const [before, after] = [three.split('\n'), changed.split('\n')];
  expect(after.filter((line, index) => line !== before[index])).toEqual([
    'auth_type = userpass',
    'password = new-password-1A',
  ]);
});

test('a hand-made extension without an auth of its own is switched off all the same', () => {
  const byHand = '[1001]\ntype=endpoint\n; a note\n\n[1001]\ntype=aor\nmax_contacts=2\n';
  const off = edit(byHand, (document) => disableExtension(document, '1001'));
  expect(off).not.toMatch(/^\[/m);
  expect(edit(off, (document) => enableExtension(document, '1001'))).toBe(byHand);
});

test('one whose type comes from a template is not switched off: it could not be found again', () => {
  const byHand = '[phone](!)\ntype=endpoint\n\n[1001](phone)\nauth=x\n';
  expect(() => disableExtension(parseConf(byHand), '1001')).toThrow(/template/);
});

test.each([
  ['Aziza', 'Aziza'],
  ['  Ali\n; [x]  "Vali" ', 'Ali x Vali'],
  ['🚀🚀 Bek 🚀', 'Bek'],
  ['علي', 'علي'],
  ['\u202Eevil', 'evil'],
  ['100', '1001'],
  ['💩', '1001'],
  ['A'.repeat(60), 'A'.repeat(40)],
])('of the name %j a caller id keeps %j', (name, kept) => {
  expect(callerNameOf(name, '1001')).toBe(kept);
});

test('whatever a person is called, the caller id can be written, is short, and is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      const kept = callerNameOf(name, '1001');
      expect(kept === '1001' || normalizeName(kept) === kept).toBe(true);
      const off = edit(three, (document) =>
        disableExtension(renameExtension(document, '1002', kept), '1002'),
      );
      expect(disabledExtensions(off, '')[0]?.name).toBe(kept);
    }),
  );
});
