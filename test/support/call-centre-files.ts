import { extensionSections, trunkSections } from './asterisk-files.ts';

/** Two phones and the numbers that customers dial to reach them. */
export type Desk = {
  readonly index: number;
  readonly phones: readonly [string, string];
  /** What a customer dials: `7120<desk><way>`. */
  readonly numberOf: (way: Way) => string;
  /** What its phones dial to park a call, and to fetch it back. */
  readonly park: string;
  readonly fetch: string;
  readonly conference: string;
};

/** What the dialplan does with a call from outside. */
const ways = [
  'group',
  'queue',
  'menu',
  'closed',
  'local',
  'forward',
  'unregistered',
  'conference',
] as const;
export type Way = (typeof ways)[number];

export const passwordOf = (phone: string): string => `Pw-${phone}-long`;

export function deskOf(index: number): Desk {
  return {
    index,
    phones: [`11${index}1`, `11${index}2`],
    numberOf: (way) => `7120${index}${ways.indexOf(way)}`,
    park: `7${index}0`,
    fetch: `7${index}1`,
    conference: `6${index}0`,
  };
}

/** Everything a call centre has: groups, queues, a menu, forwarding, parking, conferences, and both kinds of records. */
export function callCentreFiles(
  desks: readonly Desk[],
  trunkPort: number,
): Readonly<Record<string, string>> {
  const phones = desks.flatMap((desk) => desk.phones);
  const master = ['start', 'answer', 'end', 'clid', 'src', 'dst', 'channel', 'dstchannel'];
  const columns = [...master, ...['lastapp', 'lastdata', 'disposition', 'uniqueid', 'linkedid']];
  return {
    'pjsip_navbatchi.conf':
      [...phones, '1003'].map((one) => extensionSections(one, passwordOf(one))).join('') +
      trunkSections(trunkPort),
    'extensions.conf': extensionsConf(desks),
    'queues.conf': `[general]\npersistentmembers=no\n${desks.map(queueOf).join('')}`,
    'confbridge.conf': '[general]\n[default_user]\ntype=user\n[default_bridge]\ntype=bridge\n',
    'res_parking.conf': `[general]\n${desks.map(parkingOf).join('')}`,
    'cdr.conf': '[general]\nenable=yes\n[csv]\nloguniqueid=yes\nnewcdrcolumns=yes\n',
    'cdr_sqlite3_custom.conf': `[master]\ntable = cdr\ncolumns = ${columns.join(', ')}\nfields = ${columns.join(',')}\n`,
  };
}

/** Beside those that every Asterisk of ours loads. */
export const callCentreModules = [
  'res_cdrel_custom',
  'cdr_sqlite3_custom',
  'res_parking',
  'app_confbridge',
];

function queueOf({ index, phones }: Desk): string {
  const members = phones.map((phone) => `member => PJSIP/${phone}\n`).join('');
  return `[desk${index}]\nstrategy=ringall\ntimeout=2\nretry=0\n${members}`;
}

function parkingOf({ index, park, fetch }: Desk): string {
  return `[${index === 0 ? 'default' : `lot${index}`}]
parkext=>${park}
parkext_exclusive=yes
parkpos=>${fetch}-${fetch}
context=>parked${index}
parkingtime=60
comebacktoorigin=no
`;
}

function extensionsConf(desks: readonly Desk[]): string {
  const parked = desks.map(({ index }) => `include => parked${index}\n`).join('');
  const conferences = desks
    .map(({ conference }) => `exten => ${conference},1,ConfBridge(${conference})\n`)
    .join('');
  return `[general]
static=yes
[from-internal]
${parked}${conferences}exten => _11XX,1,Dial(PJSIP/\${EXTEN},5)
 same => n,Hangup()
exten => _998X.,1,Dial(PJSIP/\${EXTEN}@trunk,10)
 same => n,Hangup()
[from-trunk]
${parked}exten => _11XX,1,Dial(PJSIP/\${EXTEN},5)
${desks.map(incomingOf).join('')}`;
}

function incomingOf({ numberOf, index, phones, conference }: Desk): string {
  const [first, second] = phones;
  return `exten => ${numberOf('group')},1,Dial(PJSIP/${first}&PJSIP/${second},2)
 same => n,Hangup()
exten => ${numberOf('queue')},1,Answer()
 same => n,Queue(desk${index},,,,3)
 same => n,Hangup()
exten => ${numberOf('menu')},1,Answer()
 same => n,Wait(0.3)
 same => n,Dial(PJSIP/${first},2)
 same => n,Hangup()
exten => ${numberOf('closed')},1,Answer()
 same => n,Wait(0.4)
 same => n,Hangup()
exten => ${numberOf('local')},1,Dial(Local/${first}@from-internal,3)
 same => n,Hangup()
exten => ${numberOf('forward')},1,Dial(PJSIP/${first},1)
 same => n,Dial(PJSIP/998935556677@trunk,10)
 same => n,Hangup()
exten => ${numberOf('unregistered')},1,Dial(PJSIP/1003,2)
 same => n,Hangup()
exten => ${numberOf('conference')},1,ConfBridge(${conference})
`;
}
