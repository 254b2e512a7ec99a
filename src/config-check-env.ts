import type { ConfigEntries, ConfigEntry } from './config-entries.ts';
import { envExamples, envKeys, envSchema, liveKeys, type Env, type EnvKey } from './config-env.ts';
import { closestName, remarksOfIssues, type Checked, type ConfigRemark } from './config-remark.ts';

const file = '.env';

/**
 * Checks what `.env` holds, with the real environment variables over it. An empty value, in the file
 * or outside, counts as not given. `fixed` names the keys that the environment gives.
 */
export function checkEnv(
  { entries, faults }: ConfigEntries,
  environment: Readonly<Record<string, string | undefined>>,
): Checked<Env> & { readonly fixed: readonly EnvKey[] } {
  const given = collectGiven(entries, environment);
  const parsed = envSchema.safeParse(
    Object.fromEntries(given.map(({ key, value }) => [key, value])),
  );
  const allFaults = [
    ...faults,
    ...findUnknown(entries).filter(({ isFault }) => isFault),
    ...remarksOfIssues(parsed.error, ([key = '']) => placeOf(key, given)),
    ...findMissing(given),
    ...(parsed.data ? findLongLogin(parsed.data, given) : []),
  ];
  return {
    value: allFaults.length === 0 ? parsed.data : undefined,
    faults: allFaults,
    warnings: [
      ...findUnknown(entries).filter(({ isFault }) => !isFault),
      ...findShadowed(entries, given),
      ...(parsed.data ? findStrayWsUrl(parsed.data, given) : []),
    ],
    fixed: given.filter((one) => one.file !== file).map(({ key }) => key),
  };
}

type Place = Pick<ConfigRemark, 'file' | 'line'>;

type Given = Place & { readonly key: EnvKey; readonly value: string };

function collectGiven(
  entries: readonly ConfigEntry[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly Given[] {
  return envKeys.flatMap((key): readonly Given[] => {
    const outside = environment[key] ?? '';
    if (outside !== '') return [{ key, value: outside, file: 'environment', line: undefined }];
    const entry = entries.findLast((one) => one.key === key && one.value !== '');
    return entry ? [{ key, value: entry.value, file, line: entry.line }] : [];
  });
}

const sandboxRemedy =
  'To run the sandbox instead, leave TELEGRAM_BOT_TOKEN and every ASTERISK_ARI_ key empty.';

/** Half of a live configuration is a mistake; none of it is the sandbox. */
function findMissing(given: readonly Given[]): readonly ConfigRemark[] {
  const has = (key: EnvKey) => given.some((one) => one.key === key);
  if (!has('ASTERISK_ARI_WS_URL') && !liveKeys.some(has)) return [];
  return liveKeys
    .filter((key) => !has(key))
    .map((key) => ({
      file,
      line: undefined,
      key,
      message: `${key} is missing.`,
      remedy: `Add ${key}=… (${envExamples[key]}). ${sandboxRemedy}`,
    }));
}

/** A near miss of a known name is a fault; a stranger may belong to another program, so it is only told. */
function findUnknown(
  entries: readonly ConfigEntry[],
): readonly (ConfigRemark & { readonly isFault: boolean })[] {
  return entries
    .filter(({ key }) => !envKeys.some((known) => known === key))
    .map(({ key, line }) => {
      const about = { file, line, key };
      if (key === 'DATABASE_URL') {
        const message = 'DATABASE_URL is not supported: the database is a file in NAVBATCHI_VAR.';
        return { ...about, message, remedy: 'Remove the line.', isFault: true };
      }
      const near = closestName(key, envKeys);
      const message = `${key} is not a key that the bot reads.`;
      return near === undefined
        ? { ...about, message, remedy: 'Remove it if nothing else needs it.', isFault: false }
        : { ...about, message, remedy: `Did you mean ${near}?`, isFault: true };
    });
}

/** An environment kept by a process manager wins over the file, unseen: an edited value then changes nothing. */
function findShadowed(
  entries: readonly ConfigEntry[],
  given: readonly Given[],
): readonly ConfigRemark[] {
  return given
    .filter((one) => one.file !== file)
    .flatMap(({ key, value }) => {
      const entry = entries.findLast((one) => one.key === key && one.value !== '');
      if (entry === undefined || entry.value === value) return [];
      return [
        {
          file,
          line: entry.line,
          key,
          message: `${key} has another value in the environment, and that one is used.`,
          remedy: `Remove ${key} from the environment (pm2: delete the process and start it anew).`,
        },
      ];
    });
}

/** Asterisk reads at most 255 bytes of `user:password` in a Basic header (measured on 22.10.1). */
function findLongLogin(env: Env, given: readonly Given[]): readonly ConfigRemark[] {
  const key = 'ASTERISK_ARI_PASSWORD';
  const login = `${env.ASTERISK_ARI_USERNAME ?? ''}:${env[key]?.reveal() ?? ''}`;
  if (Buffer.byteLength(login) <= 255) return [];
  const message = `${key} is too long: with the user name Asterisk takes 255 bytes.`;
  return [{ ...placeOf(key, given), key, message, remedy: 'Set a shorter password.' }];
}

function findStrayWsUrl(env: Env, given: readonly Given[]): readonly ConfigRemark[] {
  const key = 'ASTERISK_ARI_WS_URL';
  const { ASTERISK_ARI_URL: url, [key]: wsUrl } = env;
  if (url === undefined || wsUrl === undefined || wsUrl === eventsUrl(url)) return [];
  const message = `${key} does not lead to the same place as ASTERISK_ARI_URL.`;
  const remedy = `Remove it: ${eventsUrl(url)} follows from ASTERISK_ARI_URL.`;
  return [{ ...placeOf(key, given), key, message, remedy }];
}

/** Where ARI sends events, by its address: `http://host/ari` → `ws://host/ari/events`. */
export function eventsUrl(ariUrl: string): string {
  return ariUrl.replace(/^http/, 'ws') + '/events';
}

function placeOf(key: string, given: readonly Given[]): Place & { readonly remedy: string } {
  const one = given.find((candidate) => candidate.key === key);
  return {
    file: one?.file ?? file,
    line: one?.line,
    remedy: one === undefined ? '' : `Write ${one.key}=… (${envExamples[one.key]}).`,
  };
}
