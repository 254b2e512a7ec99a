import type { PhoneAccount } from './phone-account.ts';

/** The apps whose format is documented in public; Linphone's is given unless another is asked for. */
export const softphones = ['linphone', 'acrobits', 'zoiper'] as const;

export type Softphone = (typeof softphones)[number];

/** The XML with which an app sets itself up. The password is in it. */
export function softphoneConfig(app: Softphone, account: PhoneAccount): string {
  const writers = { linphone: linphoneConfig, acrobits: acrobitsConfig, zoiper: zoiperConfig };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writers[app](account)}\n`;
}

/** The only way a text gets in: as an attribute or as content, escaped. */
function element(
  name: string,
  content: string | readonly { readonly xml: string }[],
  attributes: Readonly<Record<string, string>> = {},
): { readonly xml: string } {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inner =
    typeof content === 'string' ? escapeXml(content) : content.map(({ xml }) => xml).join('');
  return { xml: `<${name}${written.join('')}>${inner}</${name}>` };
}

/** Characters that XML 1.0 does not allow at all are left out. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * Linphone (Android, iOS, desktop). `transient_provisioning`: applied once, the address is not kept,
 * which would be dead at the next start. No realm: Linphone then takes the password for any.
 * Sources: wiki.linphone.org, Lib/Features/Remote Provisioning; liblinphone's "Provisioning
 * configuration keys". Linphone 5.1.65 (Debian) registered with it at once on Asterisk 22.10 and 16.28
 * (2026-11-21). Some builds leave out the password (linphone-android issue 2530, 2026-04):
 * so the fields to copy always stand beside.
 */
function linphoneConfig(account: PhoneAccount): string {
  const { number, name, server, domain, port, protocol, password } = account;
  const section = (title: string, entries: Readonly<Record<string, string>>) =>
    element(
      'section',
      Object.entries(entries).map(([key, value]) =>
        element('entry', value, { name: key, overwrite: 'true' }),
      ),
      { name: title },
    );
  const shownName = name === '' ? '' : `"${name.replaceAll(/["\\]/g, '')}" `;
  return element(
    'config',
    [
      section('misc', { transient_provisioning: '1' }),
      section('sip', {
        default_proxy: '0',
        media_encryption: protocol === 'tls' ? 'srtp' : 'none',
      }),
      section('auth_info_0', {
        username: number,
        userid: number,
        passwd: password.reveal(),
        domain,
      }),
      section('proxy_0', {
        reg_proxy: `<sip:${server}:${port};transport=${protocol}>`,
        reg_identity: `${shownName}<sip:${number}@${domain}>`,
        reg_expires: '600',
        reg_sendregister: '1',
      }),
    ],
    { xmlns: 'http://www.linphone.org/xsds/lpconfig.xsd' },
  ).xml;
}

/**
 * Acrobits Cloud Softphone and what is made of it, as its external provisioning.
 * Source: doc.acrobits.net/cloudsoftphone/account.html.
 */
function acrobitsConfig(account: PhoneAccount): string {
  const { number, name, server, port, protocol, password } = account;
  return element('account', [
    element('title', name === '' ? number : `${number} ${name}`),
    element('username', number),
    element('password', password.reveal()),
    element('userDisplayName', name),
    element('host', `${server}:${port}`),
    // Plain `tls` would also write sips: addresses, which Asterisk does not call back.
    element('transport', protocol === 'tls' ? 'tls+sip:' : protocol),
  ]).xml;
}

/**
 * Zoiper with a provider of its own (its "Token URL"); the server stands in that provider's settings.
 * Source: oem.zoiper.com/docs/token-based-provisioning.
 */
function zoiperConfig({ number, password }: PhoneAccount): string {
  const account = element('account', [
    element('username', number),
    element('password', password.reveal()),
    element('authentication_username', number),
  ]);
  return element('options', [element('accounts', [account])]).xml;
}
