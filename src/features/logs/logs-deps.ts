import type { Clock } from '../../lib/clock.ts';
import type { ReadJournal } from '../../systemd/journal.ts';

/** Everything this feature works with. */
export type LogsDeps = {
  /** The newest lines this process wrote, oldest first, secrets removed. */
  readonly recentLines: () => readonly string[];
  /** Where pm2 keeps what the process prints, also of earlier lives; undefined without pm2. */
  readonly logFile: string | undefined;
  /** Where systemd keeps it; undefined when it does not run us. */
  readonly readJournal: ReadJournal | undefined;
  /** Removes secrets once more: what else the process printed, as Node's last words, was not searched. */
  readonly clean: (text: string) => string;
  readonly clock: Clock;
  /** IANA name. */
  readonly timeZone: string;
};
