import type { AriEvents } from '../../asterisk/ari-events.ts';
import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { Secret } from '../../lib/secret.ts';
import type { People } from '../../storage/people.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { PlaceCall, PlaceRefusal } from '../../telephony/place-call.ts';
import type { TestCallStore } from './store.ts';
import type { TestRun } from './test-run.ts';

/** Everything this feature works with. */
export type TestCallDeps = {
  readonly ari: Pick<
    AriRest,
    'getEndpoint' | 'getRtpStatistics' | 'hangUp' | 'listChannels' | 'listEndpoints'
  >;
  readonly events: Pick<AriEvents, 'listen' | 'state'>;
  readonly placeCall: PlaceCall;
  readonly store: TestCallStore;
  readonly people: Pick<People, 'byTelegramId' | 'list'>;
  readonly chat: Pick<Chat, 'sendMessage' | 'editMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  /** Opens the HTTP door; without one there is none. */
  readonly apiToken: Secret | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<TestLimits>;
};

export type TestLimits = {
  /** From the order to the end, whatever happens. */
  readonly callMs: number;
  /** How long both may talk before it ends by itself. */
  readonly talkMs: number;
  /** How long the sound is listened to before it is judged. */
  readonly listenMs: number;
};

/** What one side may be; `who` is as the person wrote it. */
export type TestRefusal = {
  readonly type: 'refused';
  readonly because: PlaceRefusal | 'unknownPhone' | 'same' | 'twoAMinute';
  readonly who: string;
};

/** A test that is going on, or over. */
export type TestCall = {
  readonly callId: string;
  readonly run: () => TestRun;
  readonly hangUp: (because: NonNullable<TestRun['endedBy']>) => Promise<void>;
  /** Resolves when it is over. */
  readonly over: Promise<TestRun>;
};

export type StartedTest = { readonly type: 'started'; readonly test: TestCall } | TestRefusal;

export type TestOrder = {
  readonly from: string;
  readonly to: string;
  /** 0 for whoever has the API token. */
  readonly requestedBy: number;
  /** Called after each change, not more than the call has states. */
  readonly onChange?: (run: TestRun) => void;
};
