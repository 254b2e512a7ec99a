import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { People } from '../../storage/people.ts';
import type { Routes } from '../../storage/routes.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { CallLog } from '../../telephony/store.ts';
import type { ReportStore } from './store.ts';

/** Everything this feature works with. */
export type ReportDeps = {
  /** When the day's figures are sent, in minutes since midnight; undefined: never. */
  readonly minute: number | undefined;
  readonly callLog: Pick<CallLog, 'listBetween'>;
  readonly store: ReportStore;
  readonly routes: Pick<Routes, 'find' | 'set' | 'remove'>;
  readonly people: Pick<People, 'list'>;
  readonly chat: Pick<Chat, 'sendMessage' | 'sendPhoto' | 'deleteMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  readonly isQuiet: (at: number) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
};
