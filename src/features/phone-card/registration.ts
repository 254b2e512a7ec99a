import { cleanLine } from '../../lib/html.ts';
import type { Contact } from '../../asterisk/cli.ts';
import type { RegisterFailure } from '../../asterisk/register-failure.ts';
import type { CardVerdict } from './card-verdict.ts';
import type { WatchedCard } from './watched-card.ts';

/** What Asterisk says now; undefined where it could not be asked. */
export type Observation = {
  readonly contacts: readonly Contact[] | undefined;
  readonly isOnline: boolean | undefined;
};

/** What is kept of the time before the card, to know a new registration from an old one. */
export function beforeOf(
  number: string,
  { contacts, isOnline }: Observation,
): WatchedCard['before'] {
  const registrations = contacts && registrationsOf(number, contacts);
  return {
    isOnline: isOnline ?? false,
    ...(registrations && {
      contacts: registrations.map(({ uri, expiresAt }) => ({
        uri,
        expiresAt: expiresAt.getTime(),
      })),
    }),
  };
}

/**
 * Whether the phone registered since the card was shown: by a contact that is new or renewed, or,
 * without the console, by an endpoint that was offline and is online now. Undefined: it did not.
 */
export function judgeRegistration(
  { number, before }: Pick<WatchedCard, 'number' | 'before'>,
  { contacts, isOnline }: Observation,
): CardVerdict | undefined {
  if (contacts === undefined || (before.contacts === undefined && before.isOnline)) {
    return isOnline && !before.isOnline ? { type: 'registered' } : undefined;
  }
  const fresh = registrationsOf(number, contacts).filter(
    ({ uri, expiresAt }) =>
      !before.contacts?.some((old) => old.uri === uri && old.expiresAt >= expiresAt.getTime()),
  );
  const contact = fresh.find(({ status }) => status === 'Avail') ?? fresh.at(-1);
  if (!contact) return undefined;
  const { address, userAgent, roundTripMs } = contact;
  const told = {
    ...(address !== undefined && { address: cleanLine(address, 60) }),
    ...(userAgent !== undefined && { agent: cleanLine(userAgent, 40) }),
  };
  if (contact.status === 'Unavail') return { type: 'unreachable', ...told };
  return { type: 'registered', ...told, ...(roundTripMs !== undefined && { roundTripMs }) };
}

function registrationsOf(number: string, contacts: readonly Contact[]) {
  return contacts.flatMap((contact) =>
    contact.aor === number && contact.expiresAt ? { ...contact, expiresAt: contact.expiresAt } : [],
  );
}

/**
 * What Asterisk's log says of a phone that it turned away: the newest attempt with this number, or
 * else with a name that Asterisk does not know. On the Internet strangers try numbers and names all
 * day: so attempts from the own network come first, and unknown names from outside do not count.
 */
export function judgeFailures(
  number: string,
  failures: readonly RegisterFailure[],
): CardVerdict | undefined {
  const near = failures.filter(({ address }) => isPrivate(address));
  const isOwn = ({ user }: RegisterFailure) => user === number;
  const own = near.findLast(isOwn) ?? failures.findLast(isOwn);
  if (own?.reason === 'wrongPassword') return { type: 'wrongPassword', address: own.address };
  const stranger = own ?? near.findLast(({ reason }) => reason === 'unknownUser');
  if (!stranger) return undefined;
  const { address, user } = stranger;
  return { type: 'unknownUser', address, user: cleanLine(user, 40) };
}

/** Source: RFC 1918, 3927, 4193, 6598 and the loopback. */
const privateAddress =
  /^\[?(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:|::1\]?(?::|$))/i;

function isPrivate(address: string): boolean {
  return privateAddress.test(address);
}
