import type { ConfSetting } from '../../files/conf-document.ts';
import { codecsOf, shownCallerId } from './pjsip-print.ts';
import { pjsipDefaults } from './pjsip-defaults.ts';

export type PjsipType = keyof typeof pjsipDefaults;

/** What ARI's dynamic config shows of an object: pairs, because a contact may stand there twice. */
export type ShownObject = readonly (readonly [attribute: string, value: string])[];

/**
 * The object that Asterisk would make of these settings, or undefined when it would refuse it: for
 * an option or word it does not know, a number that is none, an auth without a secret.
 * Held to the real one by test/contract.
 */
export function showObject(
  type: PjsipType,
  settings: readonly ConfSetting[],
): ShownObject | undefined {
  const shown = new Map<string, string>(Object.entries(pjsipDefaults[type]));
  const contacts: string[] = [];
  for (const { key, value } of settings) {
    const attribute = key.toLowerCase();
    if (attribute === 'type' || taken.has(attribute)) continue;
    if (attribute === 'contact') {
      if (!/^sips?:|^$/i.test(value)) return undefined;
      contacts.unshift(...value.split(',').map((uri) => uri.trim()));
    } else if (attribute !== 'allow' && attribute !== 'disallow') {
      const printed = print(type, attribute, value);
      if (printed === undefined) return undefined;
      shown.set(attribute, printed);
    }
  }
  const codecs = type === 'endpoint' ? codecsOf(settings) : '';
  if (codecs === undefined || (type === 'auth' && !hasSecret(shown))) return undefined;
  if (type === 'endpoint') shown.set('allow', codecs);
  if (shown.get('webrtc') === 'yes') for (const [key, value] of webrtc) shown.set(key, value);
  if (contacts.length > 0) shown.delete('contact');
  return [...shown, ...contacts.map((uri) => ['contact', uri] as const)];
}

/** Options that Asterisk takes and does not show. */
const taken = new Set(['set_var', 'deny', 'permit', 'contact_deny', 'contact_permit', 'match']);

const yesNo = new Set([
  ...['mwi_subscribe_replaces_unsolicited', 'send_connected_line', 'trust_connected_line'],
  'webrtc',
]);

/** Each word Asterisk takes, and how it shows it. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '100rel': same('no', 'yes', 'required', 'peer_supported'),
  auth_type: same('userpass', 'md5', 'digest'),
  connected_line_method: { ...same('invite', 'update'), reinvite: 'invite' },
  direct_media_method: { ...same('invite', 'update'), reinvite: 'invite' },
  dtls_setup: same('active', 'passive', 'actpass'),
  dtls_verify: { no: 'No', yes: 'Yes', fingerprint: 'Fingerprint', certificate: 'Certificate' },
  dtmf_mode: same('rfc4733', 'info', 'inband', 'auto', 'auto_info', 'none'),
  media_encryption: same('no', 'sdes', 'dtls'),
  timers: { ...same('no', 'yes', 'required', 'always'), forced: 'always' },
};

const webrtc: ShownObject = [
  ['bundle', 'true'],
  ['dtls_auto_generate_cert', 'Yes'],
  ['dtls_setup', 'actpass'],
  ['dtls_verify', 'Fingerprint'],
  ['ice_support', 'true'],
  ['media_encryption', 'dtls'],
  ['media_use_received_transport', 'true'],
  ['rtcp_mux', 'true'],
  ['use_avpf', 'true'],
];

const tight = new Set(['auth', 'identify_by', 'outbound_auth', 'supported_algorithms_uas']);

function same(...known: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(known.map((word) => [word, word]));
}

function print(type: PjsipType, attribute: string, value: string): string | undefined {
  const usual = new Map<string, string>(Object.entries(pjsipDefaults[type])).get(attribute);
  if (usual === undefined) return undefined;
  const isOn = /^(yes|true|y|t|1|on)$/i.test(value);
  if (usual === 'true' || usual === 'false') return String(isOn);
  if (yesNo.has(attribute)) return isOn ? 'yes' : 'no';
  if (words[attribute]) return words[attribute][value.toLowerCase()];
  if (attribute === 'callerid') return shownCallerId(value);
  if (attribute.startsWith('tos_')) return serviceType(value.toLowerCase());
  if (attribute === 'bind') return /:\d+$/.test(value) ? value : `${value}:5060`;
  if (tight.has(attribute)) return value.replaceAll(/\s*,\s*/g, ',');
  if (/^\d+$/.test(usual)) return /^\d+$/.test(value) ? String(Number(value)) : undefined;
  if (!/^\d+\.\d{6}$/.test(usual)) return value;
  return /^\d+(\.\d+)?$/.test(value) ? Number(value).toFixed(6) : undefined;
}

/** `ef`, `cs3` and `af41` by name, or the byte that goes on the wire. */
function serviceType(word: string): string | undefined {
  if (word === 'ef') return '184';
  const [, precedence, drop = '0'] = /^(?:cs([0-7])|af[1-4][1-3])$/.test(word)
    ? (/^..(.)(.?)$/.exec(word) ?? [])
    : [];
  if (precedence !== undefined) return String(Number(precedence) * 32 + Number(drop) * 8);
  return /^(\d+|0x[0-9a-f]+)$/.test(word) ? String(Number(word)) : undefined;
}

function hasSecret(shown: ReadonlyMap<string, string>): boolean {
  if (shown.get('username') === '') return false;
  const md5 = shown.get('md5_cred') ?? '';
  if (md5 !== '') return /^[0-9a-f]{32}$/i.test(md5);
  return shown.get('password') !== '' || shown.get('password_digest') !== '';
}
