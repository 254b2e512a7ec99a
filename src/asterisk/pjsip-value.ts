import { isSameCallerId } from './pjsip-caller-id.ts';

/**
 * Whether a value as written in a file is the one with which Asterisk runs, as ARI's dynamic config
 * shows it: `ulaw,alaw` is `(ulaw|alaw)` there, `yes` is `true`, `Ali <12>` is `"Ali" <12>`.
 * `running` is undefined for what Asterisk does not show; that agrees with the attributes of which
 * it never shows any. Attributes not known here must be the same text.
 * Source: Asterisk 22.10.1, observed; held by test/contract/pjsip-value.test.ts.
 */
export function isSamePjsipValue(
  attribute: string,
  written: string,
  running: string | undefined,
): boolean {
  if (running === undefined) return neverShown.has(attribute);
  const normal = normalFormOf(attribute);
  return normal === undefined
    ? isSameCallerId(written, running)
    : normal(written.trim()) === normal(running.trim());
}

type NormalForm = (value: string) => string;

/** `disallow` works on `allow`, and only `allow` is shown; the others are kept apart inside. */
const neverShown = new Set([
  'disallow',
  'set_var',
  'deny',
  'permit',
  'contact_deny',
  'contact_permit',
]);

/** Options that are on or off. Asterisk takes yes, true, y, t, 1 and on for on, all else for off. */
const switches = new Set([
  ...['accept_multiple_sdp_answers', 'aggregate_mwi', 'allow_overlap', 'allow_reload'],
  ...['allow_subscribe', 'allow_transfer', 'allow_unauthenticated_options'],
  ...['asymmetric_rtp_codec', 'authenticate_qualify', 'bind_rtp_to_media_address', 'bundle'],
  ...['direct_media', 'disable_direct_media_on_nat', 'fax_detect', 'follow_early_media_fork'],
  ...['force_avp', 'force_rport', 'g726_non_standard', 'ice_support', 'ignore_183_without_sdp'],
  ...['inband_progress', 'media_encryption_optimistic', 'media_use_received_transport'],
  ...['moh_passthrough', 'mwi_subscribe_replaces_unsolicited', 'notify_early_inuse_ringing'],
  ...['one_touch_recording', 'preferred_codec_only', 'qualify_2xx_only', 'refer_blind_progress'],
  ...['remove_existing', 'remove_unavailable', 'rewrite_contact', 'rpid_immediate', 'rtcp_mux'],
  ...['rtp_ipv6', 'rtp_symmetric', 'send_aoc', 'send_connected_line', 'send_diversion'],
  ...['send_history_info', 'send_pai', 'send_rpid', 'srtp_tag_32', 'suppress_moh_on_sendonly'],
  ...['suppress_q850_reason_headers', 'support_path', 'symmetric_transport', 't38_udptl'],
  ...['t38_bind_udptl_to_media_address', 't38_udptl_ipv6', 't38_udptl_nat', 'tcp_keepalive_enable'],
  ...['trust_connected_line', 'trust_id_inbound', 'trust_id_outbound', 'use_avpf', 'use_ptime'],
  ...['user_eq_phone', 'webrtc'],
]);

/** One of Asterisk's own words, taken in any case. */
const words = new Set([
  ...['100rel', 'connected_line_method', 'direct_media_method', 'dtls_setup', 'dtls_verify'],
  ...['dtmf_mode', 'media_encryption', 'protocol', 'timers'],
]);

const otherWords: ReadonlyMap<string, string> = new Map([
  ['reinvite', 'invite'],
  ['forced', 'always'],
]);

const lists = new Set(['aors', 'auth', 'mailboxes', 'outbound_auth']);
const wordLists = new Set(['identify_by', 'supported_algorithms_uac', 'supported_algorithms_uas']);

const numbers = new Set([
  ...['cos_audio', 'cos_video', 'default_expiration', 'device_state_busy_at', 'max_audio_streams'],
  ...['max_contacts', 'max_video_streams', 'maximum_expiration', 'minimum_expiration'],
  ...['nonce_lifetime', 'qualify_frequency', 'qualify_timeout', 'rtp_keepalive', 'rtp_timeout'],
  ...['rtp_timeout_hold', 'sub_min_expiry', 'timers_min_se', 'timers_sess_expires'],
]);

const groupLists = new Set(['call_group', 'pickup_group']);
const nameSets = new Set(['named_call_group', 'named_pickup_group']);
const serviceTypes = new Set(['tos', 'tos_audio', 'tos_video']);

const asText: NormalForm = (value) => value;
const asSwitch: NormalForm = (value) => String(/^(yes|true|y|t|1|on)$/i.test(value));
const asList: NormalForm = (value) => itemsOf(value).join();
/** `3` is shown as `3.000000`. To Asterisk a leading zero makes some numbers octal: those stay text. */
const asNumber: NormalForm = (value) =>
  /^(0|[1-9]\d*)(\.\d+)?$/.test(value) ? String(Number(value)) : value;

/** Undefined for the caller id, which has a grammar of its own. */
function normalFormOf(attribute: string): NormalForm | undefined {
  if (attribute === 'callerid') return undefined;
  if (attribute === 'allow') return asCodecs;
  if (attribute === 'auth_type') return asAuthType;
  if (attribute === 'contact') return (value) => itemsOf(value).toSorted().join();
  if (switches.has(attribute)) return asSwitch;
  if (words.has(attribute)) return asWord;
  if (lists.has(attribute)) return asList;
  if (groupLists.has(attribute)) return asGroups;
  if (nameSets.has(attribute)) return (value) => itemsOf(value).toSorted().join();
  if (serviceTypes.has(attribute)) return asServiceType;
  if (wordLists.has(attribute)) return (value) => asList(value.toLowerCase());
  if (numbers.has(attribute)) return asNumber;
  return asText;
}

function itemsOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/**
 * In order, each once, without packet length: `ulaw:20, alaw` and `!all,ulaw,alaw` are shown as
 * `(ulaw|alaw)`. With `all` among them the result depends on the modules loaded, and agrees only
 * with itself.
 */
function asCodecs(value: string): string {
  const isShown = /^\(.*\)$/.test(value);
  const items = isShown ? value.slice(1, -1).split('|') : itemsOf(value);
  let codecs: string[] = [];
  for (const item of items) {
    const codec = item.toLowerCase().replace(/:\d+$/, '');
    if (['!all', 'none', 'nothing'].includes(codec)) codecs = [];
    else if (codec.startsWith('!')) codecs = codecs.filter((other) => other !== codec.slice(1));
    else if (!codecs.includes(codec)) codecs.push(codec);
  }
  return codecs.join();
}

/** `1,3-5` is shown as `1, 3, 4, 5`; there are 64 groups. */
function asGroups(value: string): string {
  const groups = itemsOf(value).flatMap((item) => {
    const [, first, last] = /^(\d{1,2})\s*-\s*(\d{1,2})$/.exec(item) ?? [];
    if (first === undefined) return [item];
    const length = Math.max(0, Number(last) - Number(first) + 1);
    return Array.from({ length }, (_, index) => String(Number(first) + index));
  });
  return [...new Set(groups)].toSorted((a, b) => Number(a) - Number(b)).join();
}

/** `ef` and `af41` are shown as the byte that goes on the wire (RFC 2474 and 2597). */
function asServiceType(value: string): string {
  const word = value.toLowerCase();
  const [, precedence = '', drop = '0'] = /^(?:cs|af)([0-7])([1-3])?$/.exec(word) ?? [];
  if (word === 'ef') return '184';
  if (precedence !== '') return String(Number(precedence) * 32 + Number(drop) * 8);
  return /^0x[0-9a-f]+$/.test(word) ? String(Number(word)) : asNumber(word);
}

/** The older names mean digest since Asterisk 22; a later one may show all three as digest. */
function asAuthType(value: string): string {
  const word = value.toLowerCase();
  return word === 'userpass' || word === 'md5' ? 'digest' : word;
}

function asWord(value: string): string {
  const word = value.toLowerCase();
  return otherWords.get(word) ?? word;
}
