import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softphoneConfig, softphones } from '../../../src/features/phone-card/softphone-config.ts';
import type { PhoneAccount } from '../../../src/features/phone-card/phone-account.ts';
import { Secret } from '../../../src/lib/secret.ts';

const account: PhoneAccount = {
  ...{ number: '1001', name: 'Aziza', server: '192.168.1.100', domain: 'pbx.example.uz' },
  ...{ port: 5060, protocol: 'udp', password: new Secret('Abc-123.x~y_Z') },
};

/**
 * A strict reader of the XML we write: elements, double-quoted attributes, text, four entities;
 * nothing else. Throws at the first character that does not fit.
 */
function readXml(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const open: string[] = [];
  const plain = (raw: string) => {
    if (/[<>]|&(?!(?:amp|lt|gt|quot);)/.test(raw)) throw new Error(`unescaped: ${raw}`);
    return raw.replace(
      /&(amp|lt|gt|quot);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? '',
    );
  };
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(declaration)) throw new Error('no declaration');
  const body = text.slice(declaration.length).trimEnd();
  const token = /<\/([a-zA-Z_]+)>|<([a-zA-Z_]+)((?: [a-z]+="[^"<]*")*)>|([^<]+)/gy;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const [, closed, opened, attributes = '', content] = token.exec(body) ?? [];
    if (closed !== undefined) {
      const [name = ''] = (open.pop() ?? '').split(':');
      if (name !== closed) throw new Error(`<${closed}> closes <${name}>`);
    } else if (opened !== undefined) {
      const title = / name="([^"]*)"/.exec(attributes)?.[1];
      open.push(title === undefined ? opened : `${opened}:${plain(title)}`);
    } else if (content !== undefined) {
      values.set(open.join('/'), plain(content));
    } else throw new Error(`does not fit at ${at}: ${body.slice(at, at + 20)}`);
  }
  if (open.length > 0) throw new Error('left open');
  return values;
}

test('Linphone is told all it needs, applied once', () => {
  const entries = readXml(softphoneConfig('linphone', account));
  const entry = (section: string, name: string) =>
    entries.get(`config/section:${section}/entry:${name}`);
  expect(entry('misc', 'transient_provisioning')).toBe('1');
  expect(entry('auth_info_0', 'passwd')).toBe('Abc-123.x~y_Z');
  expect(entry('proxy_0', 'reg_proxy')).toBe('<sip:192.168.1.100:5060;transport=udp>');
  expect(entry('proxy_0', 'reg_identity')).toBe('"Aziza" <sip:1001@pbx.example.uz>');
  expect(entry('sip', 'media_encryption')).toBe('none');
});

test('a phone that encrypts is told so', () => {
  const encrypted = { ...account, protocol: 'tls', port: 5061 } as const;
  const linphone = readXml(softphoneConfig('linphone', encrypted));
  expect(linphone.get('config/section:sip/entry:media_encryption')).toBe('srtp');
  expect(linphone.get('config/section:proxy_0/entry:reg_proxy')).toContain(':5061;transport=tls>');
  const acrobits = readXml(softphoneConfig('acrobits', encrypted));
  expect(acrobits.get('account/transport')).toBe('tls+sip:');
});

test('the others are told what their documents ask for', () => {
  const acrobits = readXml(softphoneConfig('acrobits', account));
  expect(acrobits.get('account/host')).toBe('192.168.1.100:5060');
  expect(acrobits.get('account/password')).toBe('Abc-123.x~y_Z');
  const zoiper = readXml(softphoneConfig('zoiper', account));
  expect(zoiper.get('options/accounts/account/username')).toBe('1001');
});

test('whatever the names and passwords, it is XML and says exactly them', () => {
  const anything = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(anything, anything, fc.constantFrom(...softphones), (name, password, app) => {
      const text = softphoneConfig(app, { ...account, name, password: new Secret(password) });
      const values = [...readXml(text).values()];
      const allowed = password.replaceAll(
        /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
        '',
      );
      if (allowed !== '') expect(values).toContain(allowed);
    }),
  );
});
