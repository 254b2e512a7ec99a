export type PjsipCase = {
  readonly name: string;
  /** Files of the etc folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Severity and code of each problem, in order. */
  readonly problems: readonly string[];
  /** What a cold start makes of it, as `type id`. Measured with 22.10.1. */
  readonly made: readonly string[];
};

/** Stands for the port of the Asterisk under test. */
export const sipPortMark = '@SIP_PORT@';

const transport = `[transport-udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1:${sipPortMark}\n`;
const endpoint =
  '[1001]\ntype = endpoint\ncontext = from-internal\ndisallow = all\nallow = ulaw,alaw\nauth = 1001\naors = 1001\n';
const auth = '[1001]\ntype = auth\nauth_type = userpass\nusername = 1001\npassword = secret\n';
const aor = '[1001]\ntype = aor\nmax_contacts = 1\nremove_existing = yes\n';
const phone = endpoint + auth + aor;
const whole = ['aor 1001', 'auth 1001', 'endpoint 1001', 'transport transport-udp'];

function without(...gone: readonly string[]): readonly string[] {
  return whole.filter((object) => !gone.includes(object.split(' ')[0] ?? ''));
}

function pjsipCase(
  name: string,
  pjsip: string,
  problems: readonly string[],
  made: readonly string[],
  files: Readonly<Record<string, string>> = {},
): PjsipCase {
  return { name, files: { 'pjsip.conf': pjsip, ...files }, problems, made };
}

/** pjsip.conf in good and broken states; a reload calls each of them a success. */
export const pjsipCases: readonly PjsipCase[] = [
  pjsipCase('a good file', transport + phone, [], whole),
  pjsipCase(
    'templates',
    `${transport}[phone](!)\ntype = endpoint\ncontext = from-internal\nallow = !all,ulaw:20\n[login](!)\ntype = auth\npassword = secret\n[1001](phone)\nauth = 1001\naors = 1001\n[1001](login)\nusername = 1001\n${aor}`,
    [],
    whole,
  ),
  pjsipCase(
    'the same endpoint twice',
    transport + phone + endpoint,
    ['fatal duplicate-object'],
    without('endpoint'),
  ),
  pjsipCase(
    'the same auth in an included file',
    `${transport}${phone}#include "more.conf"\n`,
    ['fatal duplicate-object'],
    without('auth'),
    { 'more.conf': auth },
  ),
  pjsipCase(
    'a missing ] in the last section',
    `${transport}${phone}[1002\ntype = aor\n`,
    ['fatal no-closing-bracket'],
    [],
  ),
  pjsipCase(
    'a missing ] in an included file',
    `${transport}#include "more.conf"\n${phone}`,
    ['fatal no-closing-bracket'],
    whole,
    { 'more.conf': '[x\n' },
  ),
  pjsipCase(
    'a missing ] in the first file of a glob',
    `${transport}#include "d/*.conf"\n`,
    ['fatal no-closing-bracket', 'warning no-transport'].slice(0, 1),
    ['transport transport-udp'],
    { 'd/a.conf': '[x\n', 'd/z.conf': phone },
  ),
  pjsipCase(
    'an empty glob with #include',
    `${transport}${phone}#include "none/*.conf"\n`,
    ['fatal include-missing'],
    [],
  ),
  pjsipCase(
    'an empty glob with #tryinclude',
    `${transport}${phone}#tryinclude "none/*.conf"\n`,
    [],
    whole,
  ),
  pjsipCase('no such auth', transport + endpoint + aor, ['object auth-missing'], without('auth')),
  pjsipCase('no such aor', transport + endpoint + auth, ['object aor-missing'], without('aor')),
  pjsipCase(
    'no such transport',
    transport + phone.replace('context', 'transport = udp2\ncontext'),
    ['object transport-missing'],
    whole,
  ),
  pjsipCase(
    'contact = sip/1001',
    `${transport}${phone}contact = sip/1001\n`,
    ['object contact-invalid'],
    without('aor'),
  ),
  pjsipCase(
    'an unknown setting',
    transport + phone.replace('context', 'nat = yes\ncontext'),
    ['object unknown-setting'],
    without('endpoint'),
  ),
  pjsipCase(
    'an unknown codec',
    transport + phone.replace('ulaw', 'mulaw'),
    ['object unknown-codec'],
    without('endpoint'),
  ),
  pjsipCase(
    'an unknown auth_type',
    transport + phone.replace('userpass', 'plain'),
    ['object auth-type'],
    without('auth'),
  ),
  pjsipCase(
    'no username',
    transport + phone.replace('username = 1001\n', ''),
    ['object no-username'],
    without('auth'),
  ),
  pjsipCase(
    'max_contacts = many',
    transport + phone.replace('= 1\n', '= many\n'),
    ['object not-a-number'],
    without('aor'),
  ),
  pjsipCase(
    'an unknown protocol',
    (transport + phone).replace('= udp', '= sctp'),
    ['object protocol'],
    without('transport'),
  ),
  pjsipCase(
    'no context',
    transport + phone.replace('context = from-internal\n', ''),
    ['warning no-context'],
    whole,
  ),
  pjsipCase(
    'an aor that takes no phone',
    transport + phone.replace('max_contacts = 1\n', ''),
    ['warning no-contacts'],
    whole,
  ),
  pjsipCase(
    'a misspelt type',
    transport + phone.replace('= aor', '= aors'),
    ['warning unknown-type', 'object aor-missing'],
    without('aor'),
  ),
  pjsipCase(
    'a template that stands below',
    `${transport}[1001](t)\ntype = aor\n[t](!)\nmax_contacts = 1\n`,
    ['fatal parent-missing'],
    [],
  ),
  pjsipCase(
    'an identify for nobody',
    `${transport}${phone}[trunk]\ntype = identify\nendpoint = trunk\nmatch = 192.0.2.1\n`,
    ['object endpoint-missing'],
    [...whole, 'identify trunk'].toSorted(),
  ),
];
