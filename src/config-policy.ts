import { z } from 'zod';
import { readDayTime } from './lib/local-time.ts';
import { readQuietHours } from './lib/quiet-hours.ts';
import { readWeekdays } from './lib/working-hours.ts';

const wholeNumber = (min: number, max: number, byDefault: number) => {
  const expected = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/, expected)
    .transform(Number)
    .refine((number) => number >= min && number <= max, expected)
    .prefault(String(byDefault));
};

const name = (shape: RegExp, expected: string, byDefault: string) =>
  z.string().regex(shape, expected).prefault(byDefault);

/** An empty value is none. */
const optionalName = (shape: RegExp, expected: string) =>
  z
    .string()
    .refine((text) => text === '' || shape.test(text), expected)
    .transform((text) => (text === '' ? undefined : text))
    .prefault('');

/** What `read` makes of the text; an empty one is none. */
const optionalTime = <Value>(
  read: (text: string) => Value | undefined,
  expected: string,
  byDefault: string,
) =>
  z
    .string()
    .refine((text) => text === '' || read(text) !== undefined, expected)
    .transform((text) => (text === '' ? undefined : read(text)))
    .prefault(byDefault);

/** A program and its first words; no shell reads them. */
const plainWords = (byDefault: string) =>
  z
    .string()
    .regex(/^[^'"\\$;|&<>()*?`\p{Cc}]*$/u, 'must be plain words: no shell reads this line')
    .transform((text) => text.split(/\s+/).filter((word) => word !== ''))
    .pipe(z.tuple([z.string('must not be empty')], z.string()))
    .prefault(byDefault);

// Longer numbers are outside numbers; a single digit is too short to be dialled apart from services.
const extensionNumber = (byDefault: number) => wholeNumber(10, 999_999, byDefault);

// What Asterisk 22 loads and desk phones and softphones speak. With a name it does not know, Asterisk
// drops the whole endpoint and still calls the reload a success.
const codecs = ['ulaw', 'alaw', 'g722', 'g729', 'g726', 'gsm', 'ilbc', 'opus', 'speex'] as const;

const host = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$|^[0-9A-Fa-f:]{2,39}$/;

/**
 * Every section and key of `config/navbatchi.ini`: the policy of this call centre. A message says what
 * the value must be; it follows the key's name.
 */
export const policySchema = z.object({
  extensions: z
    .object({
      first: extensionNumber(1000),
      last: extensionNumber(1999),
      reserved: z
        .string()
        .transform((text) => splitList(text).map(parseRange))
        .refine((ranges) => ranges.every((range) => range !== undefined), {
          error: 'must be numbers and ranges with commas between, as in 1000, 1900-1909',
        })
        .transform((ranges) => ranges.filter((range) => range !== undefined))
        .prefault(''),
      // Asterisk's limit for the name of a context is 79 (AST_MAX_CONTEXT, include/asterisk/channel.h).
      context: name(
        /^[A-Za-z0-9_-]{1,79}$/,
        'must be a context of the dialplan: letters, digits, - or _',
        'from-internal',
      ),
      transport: optionalName(
        /^[A-Za-z0-9_.-]{1,64}$/,
        'must be a transport of pjsip.conf, or empty',
      ),
      codecs: z
        .string()
        .transform(splitList)
        .pipe(
          z
            .array(z.enum(codecs, { error: `must be some of ${codecs.join(', ')}` }))
            .min(1, 'must name at least one codec'),
        )
        .prefault('ulaw, alaw'),
      managed_file: name(
        /^(?!(pjsip|ari|http|extensions|asterisk)\.conf$)[A-Za-z0-9_-]{1,64}\.conf$/,
        "must be a file name of its own that ends with .conf, without a folder, none of Asterisk's",
        'pjsip_navbatchi.conf',
      ),
    })
    .refine(({ first, last }) => first <= last, {
      path: ['last'],
      error: 'must not be less than first',
      when: ({ value }) => hasNumbers(value, 'first', 'last'),
    }),
  phone: z.object({
    server: optionalName(host, 'must be an IP address or a host name, or empty'),
    domain: optionalName(host, 'must be an IP address or a host name, or empty'),
    port: wholeNumber(1, 65_535, 5060),
  }),
  asterisk: z.object({
    config_folder: z
      .string()
      .regex(/^[^\p{Cc}]+$/u, 'must be the path of a folder')
      .prefault('/etc/asterisk'),
    command: plainWords('sudo -n /usr/sbin/asterisk'),
    reload: z.enum(['ari', 'cli'], { error: 'must be ari or cli' }).prefault('ari'),
    cdr: z
      .string()
      .regex(
        /^(auto|none|\/[^\p{Cc}]*[^\p{Cc}/])$/u,
        'must be auto, none, or the path of Master.csv or master.db',
      )
      .prefault('auto'),
  }),
  ari: z.object({
    rotation: z
      .enum(['alternating', 'single'], { error: 'must be alternating or single' })
      .prefault('alternating'),
    // An hour is the most a person may be kept waiting for the end of a change.
    grace_minutes: wholeNumber(0, 60, 10),
  }),
  approvals: z.object({
    second_admin: z
      .enum(['none', 'dangerous'], { error: 'must be none or dangerous' })
      .prefault('none'),
  }),
  dependants: z.object({
    pm2: z
      .string()
      .transform(splitList)
      .refine((names) => names.every((one) => /^[A-Za-z0-9_.@-]{1,64}$/.test(one)), {
        error: 'must be names of programs under pm2 with commas between, or empty',
      })
      .prefault(''),
    command: plainWords('pm2'),
    settle_seconds: wholeNumber(1, 60, 10),
  }),
  meta: z.object({
    graph_version: name(/^v[1-9]\d?\.0$/, 'must be a version such as v25.0', 'v25.0'),
    human_agent: z
      .enum(['yes', 'no'], { error: 'must be yes or no' })
      .transform((answer) => answer === 'yes')
      .prefault('no'),
  }),
  inbox: z.object({
    working_hours: optionalTime(
      readQuietHours,
      'must be two times with - between, as in 9:00-18:00, or empty',
      '',
    ),
    working_days: z
      .string()
      .transform(readWeekdays)
      .refine((days) => days !== undefined, {
        error: 'must be days of the week from 1, Monday, to 7, as in 1-5 or 1-5, 7',
      })
      .transform((days) => [...days])
      .prefault('1-7'),
    compare_minutes: wholeNumber(2, 1440, 10),
    // Answers are possible for seven days; until then it must be there.
    keep_days: wholeNumber(8, 3650, 90),
  }),
  dialing: z.object({
    context: optionalName(
      /^[A-Za-z0-9_-]{1,79}$/,
      'must be a context of the dialplan: letters, digits, - or _; or empty',
    ),
    trunk: optionalName(
      /^[A-Za-z0-9_-]{1,64}$/,
      'must be an endpoint of pjsip.conf: letters, digits, - or _; or empty',
    ),
    prefixes: z
      .string()
      .transform(splitList)
      .refine((list) => list.every((one) => /^[1-9][0-9]{0,11}$/.test(one)), {
        error: 'must be beginnings of numbers with their country, with commas between: 998, 77',
      })
      .prefault('998'),
    max_per_minute: wholeNumber(1, 60, 6),
    max_at_once: wholeNumber(1, 100, 5),
  }),
  missed_calls: z.object({
    escalate_after_seconds: wholeNumber(10, 3600, 60),
    supervisor_after_minutes: wholeNumber(1, 120, 5),
  }),
  time: z.object({
    zone: z
      .string()
      .refine(isTimeZone, 'must be a time zone such as Asia/Tashkent')
      .prefault('Asia/Tashkent'),
  }),
  duty: z.object({
    quiet_hours: optionalTime(
      readQuietHours,
      'must be two times with - between, as in 22:00-08:00, or empty',
      '',
    ),
  }),
  report: z.object({
    hour: optionalTime(readDayTime, 'must be a time such as 20:00, or empty', '20:00'),
  }),
  history: z.object({
    undoable_changes: wholeNumber(10, 100_000, 500),
  }),
});

export type Policy = z.output<typeof policySchema>;

/** A range of extension numbers, both ends included. */
export type NumberRange = { readonly first: number; readonly last: number };

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseRange(text: string): NumberRange | undefined {
  const [, from, to = from] = /^([1-9]\d{1,5})(?:\s*-\s*([1-9]\d{1,5}))?$/.exec(text) ?? [];
  const range = { first: Number(from), last: Number(to) };
  return range.first <= range.last ? range : undefined;
}

function hasNumbers(value: unknown, ...keys: readonly string[]): boolean {
  const known = z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
  return keys.every((key) => typeof known[key] === 'number');
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}
