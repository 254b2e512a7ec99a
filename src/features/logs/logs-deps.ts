import type { Clock } from '../../lib/clock.ts';

/** Everything this feature works with. */
export type LogsDeps = {
  /** The newest lines this process wrote, oldest first, secrets removed. */
  readonly recentLines: () => readonly string[];
  /** Where pm2 keeps what the process prints, also of earlier lives; undefined without pm2. */
  readonly logFile: string | undefined;
  readonly clock: Clock;
  /** IANA name. */
  readonly timeZone: string;
};
