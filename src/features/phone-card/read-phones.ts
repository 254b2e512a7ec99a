import { Stop } from '../../lib/error.ts';
import type { CardDeps } from './phone-card-deps.ts';
import type { Observation } from './registration.ts';

/** What Asterisk says of phones, without asking its console more than it must. */
export type PhoneReader = {
  /** Now, from ARI and the console. */
  readonly ask: (number: string) => Promise<Observation>;
  /**
   * ARI now, for the numbers in their order; the console only when it is its turn, or when a phone has
   * come or gone. `isWaitedFor`: somebody sits there and waits.
   */
  readonly look: (
    numbers: readonly string[],
    isWaitedFor: boolean,
  ) => Promise<readonly Observation[]>;
};

/** Each look at the console starts two processes. While somebody waits for what comes next: */
const consoleEveryMs = 2_000;
/** later, and after the console could not be used: */
const consoleSeldomMs = 15_000;
const consoleBrokenMs = 60_000;
/** A PBX of thousands of phones prints for a while: it rests this many times as long. */
const consoleRest = 20;

export function readPhones({
  ari,
  cli,
  clock,
}: Pick<CardDeps, 'ari' | 'cli' | 'clock'>): PhoneReader {
  const online = new Map<string, boolean | undefined>();
  /** The console's newest answer; none when it could not be asked. */
  let contacts: Observation['contacts'];
  let consoleAt = 0;

  const askConsole = async (everyMs: number): Promise<void> => {
    const startedAt = clock.now();
    try {
      contacts = await cli.showContacts();
      const now = clock.now();
      consoleAt = now + Math.max(everyMs, (now - startedAt) * consoleRest);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      contacts = undefined;
      consoleAt = clock.now() + consoleBrokenMs;
    }
  };
  const askAri = async (number: string): Promise<boolean | undefined> => {
    try {
      return (await ari.getEndpoint(number))?.state === 'online';
    } catch (error) {
      if (error instanceof Stop) return undefined;
      throw error;
    }
  };
  return {
    ask: async (number) => {
      const [isOnline] = await Promise.all([askAri(number), askConsole(consoleEveryMs)]);
      return { contacts, isOnline };
    },
    look: async (numbers, isWaitedFor) => {
      const states = await Promise.all(numbers.map(askAri));
      const hasTurned = numbers.some((number, index) => online.get(number) !== states[index]);
      online.clear();
      for (const [index, number] of numbers.entries()) online.set(number, states[index]);
      if (hasTurned || clock.now() >= consoleAt) {
        await askConsole(isWaitedFor ? consoleEveryMs : consoleSeldomMs);
      }
      return states.map((isOnline) => ({ contacts, isOnline }));
    },
  };
}
