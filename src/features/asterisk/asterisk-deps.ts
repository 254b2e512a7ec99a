import type { AriEvents } from '../../asterisk/ari-events.ts';
import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { AsteriskCli } from '../../asterisk/cli.ts';
import type { Reload } from '../../asterisk/reload.ts';
import type { Approvals } from '../../change/approvals.ts';
import type { PlanFault } from '../../change/plan.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { Mutex } from '../../lib/mutex.ts';
import type { Audit } from '../../storage/audit.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { RestartStore } from './store.ts';

/** Everything this feature works with. */
export type AsteriskDeps = {
  readonly ari: Pick<AriRest, 'info' | 'listChannels'>;
  readonly cli: Pick<
    AsteriskCli,
    'version' | 'showLiveCalls' | 'restart' | 'abortRestart' | 'waitFullyBooted'
  >;
  /** The engine's own: one reload at a time. */
  readonly reload: Reload;
  /** The engine's own: no reload in the middle of a change. */
  readonly mutex: Mutex;
  readonly linkState: AriEvents['state'];
  /** Absolute. */
  readonly configFolder: string;
  /** What would keep Asterisk from reading ari.conf, or the bot from signing in afterwards. */
  readonly findAriFaults: () => Promise<readonly PlanFault[]>;
  /** A second admin's consent to cutting calls; undefined: nobody is asked. */
  readonly approvals: Approvals | undefined;
  readonly audit: Pick<Audit, 'record'>;
  readonly chat: Pick<Chat, 'sendMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  readonly store: RestartStore;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
  /** How long an Asterisk that restarts is waited for; a minute and a half unless told. */
  readonly comeBackMs?: number;
};
