import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { QuietHours } from '../../lib/quiet-hours.ts';
import type { People } from '../../storage/people.ts';
import type { Routes } from '../../storage/routes.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { DutyStore } from './store.ts';

/** Everything this feature works with. */
export type DutyDeps = {
  readonly store: DutyStore;
  readonly people: Pick<People, 'byId' | 'byTelegramId' | 'list'>;
  /** How many missed customers nobody has called back yet; undefined: nobody counts them. */
  readonly countMissed: (() => Promise<number>) | undefined;
  readonly routes: Pick<Routes, 'find'>;
  /** Whether customers of Messenger and Instagram can come. */
  readonly isMetaSet: boolean;
  readonly quietHours: QuietHours | undefined;
  /** When the report of the day is sent, in minutes since midnight; undefined: never. */
  readonly reportMinute: number | undefined;
  readonly chat: Pick<Chat, 'sendMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  readonly isQuiet: (at: number) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
};
