import { z } from 'zod';
import { Secret } from './lib/secret.ts';

const text = (shape: RegExp, expected: string) => z.string().regex(shape, expected);

const secret = (shape: RegExp, expected: string) =>
  text(shape, expected).transform((value) => new Secret(value));

const address = (protocol: RegExp, path: RegExp, expected: string) =>
  z
    .string()
    .transform((value) => value.replace(/\/+$/, ''))
    .refine((value) => isPlainUrl(value, protocol, path), expected);

const publicUrl =
  'must be an address that starts with https:// (http:// only for this machine or the own network)';

const webAddress = 'must be an address that starts with https:// or http://';

// As the dashboard of an app shows it, under Settings, Basic.
const appSecret = secret(
  /^[0-9a-f]{32}$/,
  "must be the app's secret as Meta shows it: 32 digits and letters a to f",
);

// Meta gives no length; those of today have about 200 characters.
const metaToken = secret(
  /^[A-Za-z0-9_|.-]{20,1000}$/,
  'must be an access token as Meta gives it: a long word of letters and digits',
);

const port = 'must be a port number from 0 (any free port) to 65535';

/**
 * Every key of `.env`: secrets and addresses. A message says what the value must be; it follows the
 * key's name and never repeats the value.
 */
export const envSchema = z.object({
  // The shape that BotFather gives; the length of its second part is not documented, 35 is usual.
  TELEGRAM_BOT_TOKEN: secret(
    /^\d{5,16}:[A-Za-z0-9_-]{30,64}$/,
    'must be a token as @BotFather gives it: digits, a colon, 35 characters',
  ).optional(),
  TELEGRAM_API_ROOT: address(
    /^https?:$/,
    /^/,
    'must be an address that starts with https:// or http://',
  ).prefault('https://api.telegram.org'),
  ASTERISK_ARI_URL: address(
    /^https?:$/,
    /\/ari$/,
    'must be an address that starts with http:// or https:// and ends with /ari',
  ).optional(),
  ASTERISK_ARI_WS_URL: address(
    /^wss?:$/,
    /\/ari\/events$/,
    'must be an address that starts with ws:// or wss:// and ends with /ari/events',
  ).optional(),
  ASTERISK_ARI_CA: text(/^[^\p{Cc}]+$/u, 'must be the path of a file').optional(),
  // A colon would end the name in a Basic header; the brackets and ; have a meaning in ari.conf.
  ASTERISK_ARI_USERNAME: text(
    /^(?:(?![:;[\]()])[!-~]){1,64}$/,
    'must be the name of a user in ari.conf, without spaces and : ; [ ] ( )',
  ).optional(),
  ASTERISK_ARI_PASSWORD: secret(
    /^(?! )[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+(?<! )$/u,
    'must not contain invisible characters, or a space at either end',
  ).optional(),
  HTTP_HOST: text(
    /^[A-Za-z0-9.:-]{1,253}$/,
    'must be a host name or an IP address of this machine',
  ).prefault('127.0.0.1'),
  HTTP_PORT: text(/^\d{1,5}$/, port)
    .transform(Number)
    .refine((value) => value <= 65_535, port)
    .prefault('4000'),
  // Without encryption whoever is on the way reads the password: only where nobody is.
  PUBLIC_URL: address(/^https?:$/, /^/, publicUrl)
    .refine((value) => isPrivateOrSecure(value), publicUrl)
    .optional(),
  // Telegram allows 1–256 of these characters; a short one could be guessed. Source: Bot API, setWebhook.
  TELEGRAM_WEBHOOK_SECRET: secret(
    /^[A-Za-z0-9_-]{32,256}$/,
    'must be 32 to 256 letters, digits, _ or -',
  ).optional(),
  API_TOKEN: secret(
    /^[A-Za-z0-9_-]{32,256}$/,
    'must be 32 to 256 letters, digits, _ or -',
  ).optional(),
  FACEBOOK_APP_SECRET: appSecret.optional(),
  FACEBOOK_VERIFY_TOKEN: secret(
    /^[A-Za-z0-9_.~-]{8,200}$/,
    'must be 8 to 200 letters, digits, _ . ~ or -',
  ).optional(),
  FACEBOOK_PAGE_ACCESS_TOKEN: metaToken.optional(),
  FACEBOOK_GRAPH_ROOT: address(/^https?:$/, /^/, webAddress).prefault('https://graph.facebook.com'),
  // An account without a page, through Instagram Login, has an app secret and a token of its own.
  INSTAGRAM_APP_SECRET: appSecret.optional(),
  INSTAGRAM_ACCESS_TOKEN: metaToken.optional(),
  INSTAGRAM_GRAPH_ROOT: address(/^https?:$/, /^/, webAddress).prefault(
    'https://graph.instagram.com',
  ),
  NAVBATCHI_VAR: text(/^[^\p{Cc}]+$/u, 'must be the path of a folder').prefault('./var'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be one of debug, info, warn, error, silent',
    })
    .prefault('info'),
});

export type Env = z.output<typeof envSchema>;

export type EnvKey = keyof typeof envSchema.shape;

export const envKeys = envSchema.keyof().options;

/** Those that a live configuration cannot do without. */
export const liveKeys = [
  'TELEGRAM_BOT_TOKEN',
  'ASTERISK_ARI_URL',
  'ASTERISK_ARI_USERNAME',
  'ASTERISK_ARI_PASSWORD',
] as const satisfies readonly EnvKey[];

/** What to write, for the remedies. */
export const envExamples = {
  TELEGRAM_BOT_TOKEN: 'the token that @BotFather gave',
  TELEGRAM_API_ROOT: 'https://api.telegram.org',
  ASTERISK_ARI_URL: 'http://127.0.0.1:8088/ari',
  ASTERISK_ARI_WS_URL: 'ws://127.0.0.1:8088/ari/events',
  ASTERISK_ARI_CA: '/etc/asterisk/navbatchi-ari.crt',
  ASTERISK_ARI_USERNAME: 'backend',
  ASTERISK_ARI_PASSWORD: 'the password of that user in ari.conf',
  HTTP_HOST: '127.0.0.1',
  HTTP_PORT: '4000',
  PUBLIC_URL: 'https://bot.example.uz',
  TELEGRAM_WEBHOOK_SECRET: 'what "openssl rand -hex 24" prints',
  API_TOKEN: 'what "openssl rand -hex 24" prints',
  FACEBOOK_APP_SECRET: 'what the dashboard of the app shows under Settings, Basic',
  FACEBOOK_VERIFY_TOKEN: 'what "openssl rand -hex 16" prints',
  FACEBOOK_PAGE_ACCESS_TOKEN: 'the token that Meta made for the page',
  FACEBOOK_GRAPH_ROOT: 'https://graph.facebook.com',
  INSTAGRAM_APP_SECRET: 'what the dashboard of the app shows beside Instagram',
  INSTAGRAM_ACCESS_TOKEN: 'the token that Meta made for the Instagram account',
  INSTAGRAM_GRAPH_ROOT: 'https://graph.instagram.com',
  NAVBATCHI_VAR: './var',
  LOG_LEVEL: 'info',
} satisfies Readonly<Record<EnvKey, string>>;

function isPlainUrl(value: string, protocol: RegExp, path: RegExp): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    protocol.test(url.protocol) &&
    path.test(url.pathname) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
}

/** Source: RFC 1918 and 4193, the loopback, and names that only a private network knows. */
const privateHost =
  /^(?:localhost|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|\[::1\]|\[f[cd][0-9a-f:]+\]|[a-z0-9-]+|[a-z0-9.-]+\.(?:local|lan|internal))$/;

function isPrivateOrSecure(value: string): boolean {
  const url = URL.parse(value);
  return url?.protocol === 'https:' || (url !== null && privateHost.test(url.hostname));
}
